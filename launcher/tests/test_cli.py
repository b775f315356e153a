import re
import types

import pytest

from launcher import cli
from launcher.databases import named
from launcher.environment import Environment
from launcher.errors import LauncherError


@pytest.fixture
def command(monkeypatch, tmp_path):
    """A command `try` whose doing a test decides; its options pass through."""

    def register(subparsers):
        parser = subparsers.add_parser("try", help="for tests")
        parser.set_defaults(run=lambda args: module.do(args))

    module = types.SimpleNamespace(register=register, PASS_THROUGH=True, ORDER=1)
    monkeypatch.setattr(cli, "_modules", lambda: {"try": module})
    monkeypatch.setattr(cli, "Environment", lambda: Environment(state=tmp_path / "s"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return module


def test_help_explains_every_command_on_one_screen(capsys):
    assert cli.main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    explained = {line.split()[0] for line in lines if re.match(" {4}[a-z]", line)}
    assert explained == set(cli._modules())
    assert {"run", "test", "bench", "lint", "shell", "psql", "stop"} < explained
    assert {"import", "reset"} < explained


def test_a_failure_is_a_sentence_and_its_cure(command, capsys):
    def do(args):
        raise LauncherError("The tap is shut.", "Open it.")

    command.do = do
    assert cli.main(["try"]) == 1
    assert capsys.readouterr().err == "jxc: The tap is shut.\n  Open it.\n"


def test_the_unexpected_is_logged_and_no_traceback_shown(command, capsys, tmp_path):
    command.do = lambda args: {}["missing"]
    assert cli.main(["try"]) == 1
    shown = capsys.readouterr().err
    assert "Traceback" not in shown
    log = tmp_path / "s" / "log" / "launcher.log"
    assert str(log) in shown
    assert "Traceback" in log.read_text()


def test_ctrl_c_says_that_the_same_command_goes_on(command, capsys):
    def do(args):
        raise KeyboardInterrupt

    command.do = do
    assert cli.main(["try"]) == 130
    assert "same command" in capsys.readouterr().err


def test_options_of_other_programs_pass_unread(command):
    seen = []
    command.do = lambda args: seen.extend(args.rest)
    assert cli.main(["try", "-k", "lot", "--unknown"]) == 0
    assert seen == ["-k", "lot", "--unknown"]


@pytest.mark.parametrize(
    ("words", "database"),
    [
        ([], "jxc"),
        (["-c", "SELECT 1"], "jxc"),
        (["-d", "jxc_empty"], "jxc_empty"),
        (["-djxc_empty", "-A"], "jxc_empty"),
        (["--dbname=jxc_empty"], "jxc_empty"),
        (["-A", "--database", "jxc_empty"], "jxc_empty"),
    ],
)
def test_the_database_an_option_names(words, database):
    assert named(words, "jxc") == database
