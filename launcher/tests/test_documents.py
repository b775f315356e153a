import os
import subprocess

import pytest

from launcher import documents, system
from launcher.environment import Environment
from launcher.errors import LauncherError

PAGE = "#!/bin/sh\necho loader: $@ fonts: $FONTCONFIG_PATH screen: $QT_QPA_PLATFORM\n"


def unpacked(root):
    """Bookworm's packages as far as the launcher looks at them; returns ``root``."""
    libraries = root / "lib" / "my-linux-gnu"
    libraries.mkdir(parents=True)
    loader = libraries / "ld-linux-my.so.2"
    loader.write_text(PAGE)
    loader.chmod(0o755)
    fonts = root / "etc" / "fonts" / "conf.d"
    fonts.mkdir(parents=True)
    (root / "usr" / "share").mkdir(parents=True)
    (root / "usr" / "share" / "51.conf").write_text("known")
    (fonts / "51.conf").symlink_to("/usr/share/51.conf")
    return root


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine whose tools, offers and Debian archive a test decides."""

    class Machine:
        cache = tmp_path
        present: set[str] = set()
        offered = installs = False
        failure: LauncherError | None = None
        said: list[str] = []

        def ensure(self):
            documents.ensure(tmp_path, tmp_path / "log")
            return documents.private_programs(tmp_path)

        def install(self, names, log):
            if self.installs:
                self.present = set(names)

        def unpack(self, folder, log):
            if self.failure:
                raise self.failure
            made = unpacked(folder / "made")
            documents.finish(made)
            (made / "complete").touch()
            (folder / f"wkhtmltopdf-{documents.RECIPE}-abc").symlink_to(made)

    here = Machine()
    here.said = []
    tools = {
        name: system.Tool(tool.package, tool.purpose, lambda n=name: n in here.present)
        for name, tool in system.TOOLS.items()
    }
    monkeypatch.setattr(system, "TOOLS", tools)
    monkeypatch.setattr(system, "offers", lambda names: here.offered)
    monkeypatch.setattr(system, "install", here.install)
    monkeypatch.setattr(documents, "_unpack_private", here.unpack)
    monkeypatch.setattr(documents, "say", here.said.append)
    return here


def test_a_system_with_both_needs_nothing(machine):
    machine.present = {"wkhtmltopdf", "font"}
    assert machine.ensure() is None


def test_what_the_system_offers_is_installed(machine):
    machine.offered = machine.installs = True
    assert machine.ensure() is None
    assert machine.present == {"wkhtmltopdf", "font"}


@pytest.mark.parametrize("offered", [True, False])
@pytest.mark.parametrize("present", [set(), {"font"}, {"wkhtmltopdf"}])
def test_what_is_missing_is_unpacked(machine, offered, present):
    machine.present, machine.offered = present, offered
    assert (machine.ensure() / "wkhtmltopdf").is_file()


def test_the_private_one_is_left_alone_once_the_system_has_both(machine):
    machine.ensure()
    machine.present = {"wkhtmltopdf", "font"}
    assert documents.private_programs(machine.cache) is None


def test_another_start_finds_the_private_one(machine):
    machine.ensure()
    machine.failure = LauncherError("no network")
    assert machine.ensure()
    assert machine.said == []


def test_without_pdfs_everything_else_goes_on(machine):
    machine.failure = LauncherError("No network.")
    assert machine.ensure() is None
    [note] = machine.said
    assert "Missing on this machine: wkhtmltopdf (printing to PDF)" in note
    assert note.endswith("No network.")


def test_the_private_one_runs_from_where_it_is(tmp_path):
    root = unpacked(tmp_path / "with space")
    documents.finish(root)
    printed = subprocess.run(
        [root / "jxc" / "wkhtmltopdf", "in.html", "out.pdf"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    libraries = f"{root}/lib/my-linux-gnu:{root}/usr/lib/my-linux-gnu"
    program = f"--library-path {libraries} {root}/usr/bin/wkhtmltopdf in.html out.pdf"
    assert program in printed
    assert printed.endswith(f"fonts: {root}/etc/fonts screen: offscreen\n")


def test_its_fonts_are_set_up_by_its_own_files(tmp_path):
    root = unpacked(tmp_path / "root")
    documents.finish(root)
    assert (root / "etc/fonts/conf.d/51.conf").read_text() == "known"
    assert (
        f"<dir>{root}/usr/share/fonts</dir>"
        in (root / "etc/fonts/local.conf").read_text()
    )


def test_odoo_finds_the_private_one_first(machine, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    environment = Environment(state=tmp_path / "state")
    before = environment.environ["PATH"]
    monkeypatch.setattr(environment, "cache", machine.cache)
    environment.ensure_documents()
    programs = documents.private_programs(machine.cache)
    assert environment.environ["PATH"] == f"{programs}{os.pathsep}{before}"


def test_packages_without_a_loader_are_refused(tmp_path):
    with pytest.raises(LauncherError, match="without its loader"):
        documents.finish(tmp_path)
