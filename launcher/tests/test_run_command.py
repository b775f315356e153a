import argparse
import socket
import types

import pytest

from launcher.commands import run
from launcher.errors import LauncherError


@pytest.fixture
def taken():
    """A port of this machine that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_taken_as_it_is(taken):
    free = run.free_port(taken + 1)
    assert run.free_port(free) == free


def test_the_next_free_port_when_the_first_is_taken(taken):
    assert taken < run.free_port(taken) <= taken + run.PORTS_TRIED


def test_no_free_port_names_the_option(taken, monkeypatch):
    monkeypatch.setattr(run, "PORTS_TRIED", 1)
    with pytest.raises(LauncherError, match=f"{taken}") as refusal:
        run.free_port(taken)
    assert "--port" in refusal.value.cure


@pytest.mark.parametrize("word", ["0", "65536", "-1", "http", ""])
def test_what_is_no_port_is_refused(word):
    with pytest.raises(argparse.ArgumentTypeError, match="1 to 65535"):
        run._port(word)


def test_every_demo_user_is_told_in_a_line(monkeypatch):
    rows = ["owner|林晓岚（店主）", "keeper|周建国（仓管员）"]
    server = types.SimpleNamespace(query=lambda sql, db: rows)
    told = run._other_logins(types.SimpleNamespace(postgres=server), "jxc").splitlines()
    assert [line.split() for line in told] == [
        ["or", "owner", "password", "owner", "林晓岚（店主）"],
        ["or", "keeper", "password", "keeper", "周建国（仓管员）"],
    ]
