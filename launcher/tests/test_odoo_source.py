import subprocess

import pytest

from launcher import odoo_source
from launcher.errors import LauncherError
from launcher.files import COMPLETE


def make_odoo(folder, version="19, 0", addons="odoo/addons"):
    """An Odoo as far as the launcher looks at one."""
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(
        f"FINAL = 'final'\nversion_info = ({version}, 0, FINAL, 0, '')\n"
    )
    (folder / addons / "stock").mkdir(parents=True)
    (folder / addons / "stock" / "__manifest__.py").write_text("{}")
    return folder


@pytest.fixture
def nothing_may_run(monkeypatch):
    def refuse(*words, **options):
        raise AssertionError(f"ran {words}")

    monkeypatch.setattr(subprocess, "run", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)


@pytest.fixture
def no_system_odoo(monkeypatch):
    monkeypatch.setattr(odoo_source, "from_system", lambda places: None)
    monkeypatch.delenv("JXC_ODOO", raising=False)


def test_jxc_odoo_names_a_git_checkout(tmp_path):
    checkout = make_odoo(tmp_path / "odoo-19", addons="addons")
    assert odoo_source.from_path(checkout).path == checkout


def test_jxc_odoo_names_the_package_itself(tmp_path):
    place = make_odoo(tmp_path)
    assert odoo_source.from_path(place / "odoo").path == place


def test_a_folder_beside_odoo_is_not_odoo(tmp_path):
    (make_odoo(tmp_path) / "other").mkdir()
    with pytest.raises(LauncherError, match="holds no Odoo"):
        odoo_source.from_path(tmp_path / "other")


@pytest.mark.parametrize(
    ("version", "series"), [("18, 0", "18.0"), ("'saas~19', 1", "saas~19.1")]
)
def test_another_version_is_refused_by_name(tmp_path, version, series):
    make_odoo(tmp_path, version)
    with pytest.raises(LauncherError) as refusal:
        odoo_source.from_path(tmp_path)
    assert f"is Odoo {series} and JXC needs 19.0" in refusal.value.problem
    assert "unset it" in refusal.value.cure


def test_odoo_without_its_add_ons_is_refused(tmp_path):
    make_odoo(tmp_path, addons="elsewhere")
    with pytest.raises(LauncherError, match="without its add-ons"):
        odoo_source.from_path(tmp_path)


def test_jxc_odoo_comes_before_everything(tmp_path, monkeypatch, nothing_may_run):
    monkeypatch.setenv("JXC_ODOO", str(make_odoo(tmp_path / "mine")))
    found = odoo_source.resolve(tmp_path / "cache", tmp_path / "log")
    assert found.path == tmp_path / "mine"


def test_system_odoo_of_another_version_is_passed_over(tmp_path):
    old = make_odoo(tmp_path / "old", "18, 0")
    new = make_odoo(tmp_path / "new")
    found = odoo_source.from_system(["", str(old), str(new)])
    assert found and found.path == new


def test_second_time_the_cache_is_enough(tmp_path, no_system_odoo, nothing_may_run):
    folder = tmp_path / "odoo" / "19.0-abc"
    make_odoo(folder / odoo_source.DIST_PACKAGES)
    (folder / COMPLETE).touch()
    found = odoo_source.resolve(tmp_path, tmp_path / "log")
    assert (found.key, found.path) == ("19.0-abc", folder / odoo_source.DIST_PACKAGES)


def test_a_half_unpacked_odoo_does_not_count(tmp_path):
    make_odoo(tmp_path / "odoo" / "19.0-abc" / odoo_source.DIST_PACKAGES)
    assert odoo_source.from_cache(tmp_path) is None


@pytest.mark.parametrize("cure", ["Run: apt-get install x", ""])
def test_when_none_can_be_had_every_way_out_is_named(
    tmp_path, monkeypatch, no_system_odoo, cure
):
    def refuse(log):
        raise LauncherError("Missing: x.", cure)

    monkeypatch.setattr(odoo_source.shutil, "which", lambda name: None)
    monkeypatch.setattr(odoo_source, "debian_mirror", refuse)
    with pytest.raises(LauncherError, match="No Odoo 19 was found. Missing") as refusal:
        odoo_source.resolve(tmp_path, tmp_path / "log")
    for way in (cure, "JXC_ODOO", "JXC_DEBIAN_MIRROR", "docker/"):
        assert way in refusal.value.cure


# -- who offers the packages ----------------------------------------------------------
@pytest.fixture
def offers(monkeypatch, tmp_path):
    """Says who offers Odoo when the system's own sources know ``files``."""
    monkeypatch.delenv("JXC_DEBIAN_MIRROR", raising=False)
    monkeypatch.setattr(odoo_source.shutil, "which", lambda name: name)
    monkeypatch.setattr(odoo_source, "debian_mirror", lambda log: "http://m/debian")
    monkeypatch.setattr(odoo_source.PrivateApt, "update", lambda apt, step: None)

    def asked(*files):
        def wanted(apt, packages):
            private = isinstance(apt, odoo_source.PrivateApt)
            if private or files:
                return dict.fromkeys(files or ["from-debian"], "SHA256:0")
            raise LauncherError("not offered")

        monkeypatch.setattr(odoo_source.Apt, "wanted", wanted)
        return odoo_source._offer(tmp_path, tmp_path / "log")

    return asked


def test_a_system_that_offers_odoo_itself_needs_no_debian(offers):
    awesome = "fonts-font-awesome_5.0.10+really4.7.0~dfsg-4.1_all.deb"
    apt, packages, files = offers("odoo-19_19.0.0+dfsg-1_all.deb", awesome)
    assert type(apt) is odoo_source.Apt
    assert not [package for package in packages if "/" in package]


@pytest.mark.parametrize(
    "files",
    [
        (),
        ("odoo-19_19.0.0_all.deb", "fonts-font-awesome_7.0.0+dfsg-1_all.deb"),
        ("odoo-18_18.0.0_all.deb", "fonts-font-awesome_4.7.0~dfsg-1_all.deb"),
    ],
)
def test_odoo_comes_from_debian_when_the_system_has_none_that_fits(offers, files):
    apt, packages, files = offers(*files)
    assert isinstance(apt, odoo_source.PrivateApt)
    assert packages == odoo_source.PACKAGES


def test_a_named_mirror_goes_before_the_systems_own_odoo(offers, monkeypatch):
    monkeypatch.setenv("JXC_DEBIAN_MIRROR", "http://mine/debian")
    awesome = "fonts-font-awesome_4.7.0~dfsg-1_all.deb"
    apt, packages, files = offers("odoo-19_19.0.0_all.deb", awesome)
    assert isinstance(apt, odoo_source.PrivateApt)
