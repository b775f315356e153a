import subprocess
from pathlib import Path

import pytest

from launcher import debian_archive
from launcher.errors import LauncherError

INFO = """\
ChangelogURI: https://c/changelogs/%s

Suite: {series}
BaseURI: https://d/debian/
MatchURI: deb\\.debian\\.org
Suite: {series}-security
BaseURI: https://s/debian-security/
"""


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine with apt; a test decides on what apt and the system know."""

    class Machine:
        sources = ""
        programs = {"apt-get", "dpkg-deb"}
        missing: set[str] = set()
        asked: list[tuple[str, ...]] = []
        info: Path

        def mirror(self):
            return debian_archive.debian_mirror(tmp_path / "log")

        def ensure(self, names, optional, log):
            self.asked.append(names)
            if self.missing & set(names):
                raise LauncherError("Missing: x.", "Run: apt-get install x")

    here = Machine()
    here.asked = []
    monkeypatch.delenv("JXC_DEBIAN_MIRROR", raising=False)
    monkeypatch.setattr(
        debian_archive.shutil, "which", lambda name: name in here.programs or None
    )
    monkeypatch.setattr(debian_archive.system, "ensure", here.ensure)
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda *words, **options: subprocess.CompletedProcess([], 0, here.sources, ""),
    )
    monkeypatch.setattr(debian_archive.system, "DISTRIBUTIONS", tmp_path)
    (tmp_path / "ubuntu.info").write_text("BaseURI: http://u/ubuntu\n")
    here.info = tmp_path / "debian.info"
    here.info.write_text(INFO)
    return here


def test_the_mirror_is_debian_and_never_security(machine):
    machine.sources = (
        "http://m/debian-security\tDebian-Security\n"
        "http://m/debian/\tDebian\n"
        "http://n/x\tDebian\n"
    )
    assert machine.mirror() == "http://m/debian"
    assert machine.asked == [("keyring",)]


def test_another_vendors_archive_for_debian_is_no_mirror(machine):
    machine.sources = "https://vendor/debian\tvendor stable\nhttp://m/debian\tDebian\n"
    assert machine.mirror() == "http://m/debian"


def test_a_machine_that_has_read_no_lists_yet_knows_its_mirror(machine):
    machine.sources = "http://m/debian\t\n"
    assert machine.mirror() == "http://m/debian"


def test_on_ubuntu_the_mirror_is_what_the_system_knows_of_debian(machine):
    machine.sources = "http://u/ubuntu\tUbuntu\n"
    assert machine.mirror() == "https://d/debian"
    machine.info.rename(machine.info.with_name("Debian.info"))
    assert machine.mirror() == "https://d/debian"
    assert machine.asked == [("keyring", "distributions")] * 2


@pytest.mark.parametrize("missing", ["keyring", "distributions"])
def test_without_keys_or_mirror_the_package_is_named(machine, missing):
    machine.sources = "http://u/ubuntu\tUbuntu\n"
    machine.missing = {missing}
    with pytest.raises(LauncherError, match="Missing") as refusal:
        machine.mirror()
    assert refusal.value.cure == "Run: apt-get install x"


def test_a_system_that_tells_no_mirror_is_refused(machine):
    machine.info.write_text("Suite: x\n")
    with pytest.raises(LauncherError, match="tells no Debian mirror") as refusal:
        machine.mirror()
    assert "JXC_DEBIAN_MIRROR" in refusal.value.cure


def test_without_apt_there_is_no_mirror(machine):
    machine.programs = set()
    with pytest.raises(LauncherError, match="Without apt-get"):
        machine.mirror()


def test_a_named_mirror_is_taken(machine, monkeypatch):
    monkeypatch.setenv("JXC_DEBIAN_MIRROR", "http://mine/debian/")
    machine.sources = "http://m/debian\tDebian\n"
    assert machine.mirror() == "http://mine/debian"
    assert machine.asked == [("keyring",)]


def test_every_source_is_verified_by_debians_keys():
    lines = debian_archive.sources("http://m/debian", ("sid", "bookworm")).splitlines()
    assert len(lines) == 2
    assert all("signed-by=/usr/share/keyrings/debian-archive" in line for line in lines)
