import subprocess

import pytest

from launcher import debian
from launcher.console import Step
from launcher.errors import LauncherError


def apt_answers(monkeypatch, text):
    monkeypatch.delenv("JXC_DEBIAN_MIRROR", raising=False)
    monkeypatch.setattr(debian.shutil, "which", lambda name: f"/usr/bin/{name}")
    answer = subprocess.CompletedProcess([], 0, stdout=text, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: answer)


def test_the_mirror_is_debian_and_never_security(monkeypatch):
    apt_answers(monkeypatch, "http://m/debian-security\nhttp://m/debian/\nhttp://n/x")
    assert debian.debian_mirror() == "http://m/debian"


def test_without_a_debian_mirror_every_way_out_is_named(monkeypatch):
    apt_answers(monkeypatch, "http://m/ubuntu\n")
    with pytest.raises(LauncherError, match="no Debian mirror") as refusal:
        debian.debian_mirror()
    for way in ("JXC_ODOO", "JXC_DEBIAN_MIRROR", "docker/"):
        assert way in refusal.value.cure


def test_without_apt_every_way_out_is_named(monkeypatch):
    monkeypatch.delenv("JXC_DEBIAN_MIRROR", raising=False)
    monkeypatch.setattr(debian.shutil, "which", lambda name: None)
    with pytest.raises(LauncherError, match="without apt-get") as refusal:
        debian.debian_mirror()
    assert "JXC_ODOO" in refusal.value.cure


def test_a_named_mirror_is_taken(monkeypatch):
    monkeypatch.setenv("JXC_DEBIAN_MIRROR", "http://mine/debian/")
    assert debian.debian_mirror() == "http://mine/debian"


def test_a_cut_off_download_is_removed(tmp_path):
    (tmp_path / "a.deb").write_text("hal")
    assert not debian._whole(tmp_path, {"a.deb": "0" * 64})
    assert not (tmp_path / "a.deb").exists()


def test_a_failing_mirror_is_told_in_apts_words(tmp_path, monkeypatch):
    monkeypatch.setattr(debian, "KEYRING", tmp_path)
    apt = debian.PrivateApt(tmp_path, "http://127.0.0.1:9/debian", tmp_path / "log")

    def fail(command, log, failure, cure, on_line, cwd):
        on_line("dlstatus:1:50.0:Retrieving")
        on_line("E: Could not connect")
        raise LauncherError(f"{failure}.", cure)

    monkeypatch.setattr(debian, "run_logged", fail)
    with pytest.raises(LauncherError) as refusal:
        apt.update(Step("test"))
    assert refusal.value.problem.endswith("apt-get says: Could not connect")
    assert "JXC_ODOO" in refusal.value.cure


def test_without_the_archives_keys_the_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(debian, "KEYRING", tmp_path / "none.gpg")
    with pytest.raises(LauncherError) as refusal:
        debian.PrivateApt(tmp_path, "http://m/debian", tmp_path / "log")
    assert refusal.value.cure == "Run: apt-get install debian-archive-keyring"
