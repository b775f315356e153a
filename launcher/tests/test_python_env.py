from pathlib import Path

import pytest

from launcher import python_env
from launcher.odoo_source import Odoo


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Makes the environment of a checkout without installing anything."""
    installed = []

    def install(folder, files, alone, step, log):
        installed.append([file.name for file in (*files, alone)])
        (folder / "bin").mkdir()
        (folder / "bin" / "python").write_text(f"#!/bin/sh\necho {folder}\n")
        (folder / "bin" / "python").chmod(0o755)

    monkeypatch.setattr(python_env, "_install", install)
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-alone.txt"):
        (tmp_path / name).write_text("one==1\n")

    def ensure(dev=False, odoo="a"):
        source = Odoo(Path("/odoo"), odoo, "test")
        return python_env.ensure(
            tmp_path, tmp_path / "cache", source, dev, tmp_path / "log"
        )

    ensure.installed = installed
    return ensure


def test_the_second_time_nothing_is_installed(make):
    assert make() == make()
    assert make.installed == [["requirements.txt", "requirements-alone.txt"]]


def test_odoo_is_on_the_path_of_the_environment(make):
    assert (make() / "odoo.pth").read_text() == "/odoo\n"


def test_a_half_made_environment_is_made_anew(make):
    folder = make()
    (folder / "complete").unlink()
    (folder / "leftover").touch()
    assert make() == folder
    assert not (folder / "leftover").exists()
    assert len(make.installed) == 2


def test_other_packages_or_another_odoo_make_another_environment(make, tmp_path):
    first = make()
    assert make(dev=True) != first
    assert make(odoo="b") != first
    for name in ("requirements.txt", "requirements-alone.txt"):
        (tmp_path / name).write_text("one==2\n")
        assert make() != first
        (tmp_path / name).write_text("one==1\n")
