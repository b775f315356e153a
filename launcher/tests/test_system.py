import pytest

from launcher import system
from launcher.errors import LauncherError


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine whose tools, user and apt-get a test decides."""

    class Machine:
        present: set[str] = set()
        calls: list[tuple[str, ...]] = []
        uid = 1000
        programs = {"apt-get"}
        not_offered: set[str] = set()

    here = Machine()
    here.present, here.calls = set(), []
    tools = {
        name: system.Tool(tool.package, tool.purpose, lambda n=name: n in here.present)
        for name, tool in system.TOOLS.items()
    }
    monkeypatch.setattr(system, "TOOLS", tools)
    monkeypatch.setattr(system.os, "geteuid", lambda: here.uid)
    monkeypatch.setattr(
        system.shutil, "which", lambda name: name if name in here.programs else None
    )
    monkeypatch.setattr(system, "NO_CLUSTER", tmp_path / "etc" / "jxc.conf")

    monkeypatch.setattr(
        system, "_offered", lambda package: package not in here.not_offered
    )

    def apt(*words, step, log):
        here.calls.append((*words, str(system.NO_CLUSTER.exists())))
        here.present |= {n for n, tool in tools.items() if tool.package in words}

    monkeypatch.setattr(system, "_apt", apt)
    return here


def test_nothing_happens_when_everything_is_there(machine, tmp_path, capsys):
    machine.present = {"postgresql", "font"}
    system.ensure(("postgresql",), ("font",), tmp_path / "log")
    assert (machine.calls, capsys.readouterr().err) == ([], "")


def test_without_root_the_exact_command_is_told(machine, tmp_path):
    with pytest.raises(LauncherError) as refusal:
        system.ensure(("venv", "postgresql"), ("font",), tmp_path / "log")
    assert refusal.value.cure == (
        "Run: sudo apt-get install --no-install-recommends "
        "python3-venv postgresql fonts-noto-cjk"
    )
    assert "postgresql (the database server)" in refusal.value.problem
    assert machine.calls == []


def test_without_apt_the_packages_are_told(machine, tmp_path):
    machine.uid, machine.programs = 0, set()
    with pytest.raises(LauncherError) as refusal:
        system.ensure(("postgresql",), (), tmp_path / "log")
    assert refusal.value.cure.endswith("package manager: postgresql")


def test_what_the_system_does_not_offer_is_in_no_command(machine, tmp_path, capsys):
    machine.present, machine.not_offered = {"postgresql"}, {"wkhtmltopdf"}
    system.ensure(("postgresql",), ("wkhtmltopdf", "font"), tmp_path / "log")
    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("install --no-install-recommends fonts-noto-cjk")
    assert told[1].startswith(
        "  This system's package sources do not offer wkhtmltopdf"
    )


def test_an_optional_tool_is_only_told(machine, tmp_path, capsys):
    machine.present = {"postgresql"}
    system.ensure(("postgresql",), ("wkhtmltopdf",), tmp_path / "log")
    assert "Missing on this machine: wkhtmltopdf" in capsys.readouterr().err


def test_root_gets_postgresql_without_a_cluster_for_the_machine(machine, tmp_path):
    machine.uid = 0
    system.ensure(("postgresql",), (), tmp_path / "log")
    assert machine.calls == [
        ("install", "postgresql-common", "False"),
        ("install", "postgresql", "True"),
    ]
    assert not system.NO_CLUSTER.exists()


def test_a_failed_installation_leaves_no_setting_behind(machine, tmp_path, monkeypatch):
    machine.uid = 0

    def fail(*words, step, log):
        raise LauncherError("no network", "plug it in")

    monkeypatch.setattr(system, "_apt", fail)
    with pytest.raises(LauncherError, match="no network"):
        system.ensure(("postgresql",), (), tmp_path / "log")
    assert not system.NO_CLUSTER.exists()


@pytest.mark.parametrize(
    ("lists", "shown", "offered"),
    [
        ([], "", True),
        (["m_dists_x_main_Packages"], "", False),
        (["m_dists_x_main_Packages.lz4"], "Package: wkhtmltopdf\nVersion: 1\n", True),
    ],
)
def test_apt_offers_what_it_shows_once_it_has_lists(
    tmp_path, monkeypatch, lists, shown, offered
):
    for name in lists:
        (tmp_path / name).touch()
    monkeypatch.setattr(system, "APT_LISTS", tmp_path)
    # Success also for a name that is only mentioned, as on Debian 13.
    answer = system.subprocess.CompletedProcess([], 0, shown)
    monkeypatch.setattr(system.subprocess, "run", lambda *words, **options: answer)
    assert system._offered("wkhtmltopdf") == offered


def test_only_newer_pythons_draw_barcodes_with_cairo(monkeypatch):
    monkeypatch.setattr(system.ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr(system.sys, "version_info", (3, 12, 9))
    assert system.TOOLS["cairo"].found()
    monkeypatch.setattr(system.sys, "version_info", (3, 13, 0))
    assert not system.TOOLS["cairo"].found()
