import subprocess
from pathlib import Path

import pytest

from launcher import debian
from launcher.console import Step
from launcher.errors import LauncherError


def private_apt(folder):
    mirror = "http://127.0.0.1:9/debian"
    return debian.PrivateApt(folder, mirror, ("bookworm",), folder / "log")


def test_a_cut_off_download_is_removed(tmp_path):
    (tmp_path / "a.deb").write_text("hal")
    assert not debian._whole(tmp_path, {"a.deb": "SHA256:" + "0" * 64})
    assert not (tmp_path / "a.deb").exists()


def test_a_failing_mirror_is_told_in_apts_words(tmp_path, monkeypatch):
    apt = private_apt(tmp_path)

    def fail(command, log, failure, cure, on_line, cwd):
        on_line("dlstatus:1:50.0:Retrieving")
        on_line("E: Could not connect")
        raise LauncherError(f"{failure}.", cure)

    monkeypatch.setattr(debian, "run_logged", fail)
    with pytest.raises(LauncherError) as refusal:
        apt.update(Step("test"))
    assert refusal.value.problem.endswith("apt-get says: Could not connect")
    assert "network" in refusal.value.cure


@pytest.mark.parametrize(
    ("code", "printed", "names"),
    [
        (0, "Inst a (1 X [amd64])\nInst libb2 (3 X [all])\nConf a (1 X)\n", 2),
        (100, "", 0),
    ],
)
def test_a_package_comes_with_all_it_depends_on(
    tmp_path, monkeypatch, code, printed, names
):
    answer = subprocess.CompletedProcess([], code, printed, "E: Unable to locate a\n")
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: answer)
    apt = private_apt(tmp_path)
    if names:
        assert apt.with_dependencies(("a",)) == ("a", "libb2")
    else:
        with pytest.raises(LauncherError, match="do not offer a: E: Unable"):
            apt.with_dependencies(("a",))


def test_a_private_apt_knows_of_no_installed_package(tmp_path, monkeypatch):
    asked = []

    def answer(command, **options):
        asked.extend(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", answer)
    private_apt(tmp_path).with_dependencies(("a",))
    [status] = [word for word in asked if word.startswith("-oDir::State::status=")]
    assert Path(status.partition("=")[2]).read_text() == ""


# Of the text "x".
SHA256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
PRINTED = f"""\
'http://m/a.deb' a.deb 1 SHA256:{SHA256}
'http://m/b.deb' b.deb 4 SHA512:aa
"""


def test_the_checksums_of_debian_and_of_ubuntu_are_read(tmp_path, monkeypatch):
    answer = subprocess.CompletedProcess([], 0, stdout=PRINTED, stderr="")
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: answer)
    files = debian.Apt(tmp_path / "log").wanted(("a", "b"))
    assert files["b.deb"] == "SHA512:aa"
    (tmp_path / "a.deb").write_text("x")
    assert debian._whole(tmp_path, {"a.deb": files["a.deb"]})


def test_a_package_that_is_not_offered_is_told(tmp_path, monkeypatch):
    answer = subprocess.CompletedProcess([], 100, "", "E: No version of c\n")
    monkeypatch.setattr(subprocess, "run", lambda *words, **options: answer)
    with pytest.raises(LauncherError, match="E: No version of c"):
        debian.Apt(tmp_path / "log").wanted(("a", "b", "c"))
