import os
import re
from pathlib import Path

import pytest

from launcher import postgres
from launcher.errors import LauncherError
from launcher.files import COMPLETE


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A cluster that counts as made, without a server."""
    monkeypatch.setattr(postgres, "_account", lambda: None)
    made = postgres.Postgres(tmp_path, tmp_path / "log")
    made.data.mkdir(parents=True)
    (made.cluster / COMPLETE).touch()
    return made


def binaries(*majors):
    return lambda: [postgres.Binaries(Path(f"/pg/{m}/bin"), m) for m in majors]


@pytest.mark.parametrize("pid", ["0", str(2**22 + 1), str(os.getpid()), "nonsense", ""])
def test_the_pid_file_of_a_killed_server_is_forgotten(cluster, pid):
    """Also when the number now belongs to another program, such as this one."""
    file = cluster.data / "postmaster.pid"
    file.write_text(f"{pid}\n{cluster.data}\n")
    assert not cluster.is_running()
    cluster._remove_stale_pid()
    assert not file.exists()


def test_stopping_what_does_not_run_does_nothing(cluster):
    assert cluster.stop() is False


def test_without_a_server_the_exact_command_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "_account", lambda: None)
    monkeypatch.setattr(postgres, "find_binaries", binaries())
    with pytest.raises(LauncherError) as refusal:
        _ = postgres.Postgres(tmp_path, tmp_path / "log").binaries
    assert "apt-get install --no-install-recommends postgresql" in refusal.value.cure


def test_the_newest_server_makes_a_new_cluster(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "_account", lambda: None)
    monkeypatch.setattr(postgres, "find_binaries", binaries(17, 15))
    assert postgres.Postgres(tmp_path, tmp_path / "log").binaries.major == 17


def test_a_cluster_keeps_its_version(cluster, monkeypatch):
    (cluster.data / "PG_VERSION").write_text("15\n")
    monkeypatch.setattr(postgres, "find_binaries", binaries(17, 15))
    assert cluster.binaries.major == 15
    monkeypatch.setattr(postgres, "find_binaries", binaries(17))
    with pytest.raises(LauncherError, match="PostgreSQL 15") as refusal:
        _ = cluster.binaries
    assert "postgresql-15" in refusal.value.cure


def test_a_long_path_gets_a_short_socket(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    near = postgres._socket_dir(Path("/short"), None)
    far = postgres._socket_dir(Path("/" + "long" * 30), None)
    assert near == Path("/short/socket")
    assert re.fullmatch(rf"/tmp/jxc-{os.geteuid()}-\w+", str(far))
    assert far != postgres._socket_dir(Path("/" + "longer" * 30), None)


def test_a_socket_folder_of_somebody_else_is_refused(cluster, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    cluster.socket_dir.symlink_to(elsewhere)
    with pytest.raises(LauncherError, match="somebody else"):
        cluster._make_socket_dir()


def test_the_socket_folder_is_private(cluster):
    cluster._make_socket_dir()
    assert cluster.socket_dir.stat().st_mode & 0o777 == 0o700


def test_no_network_socket_and_data_that_survive(cluster):
    settings = cluster._settings()
    assert "-c listen_addresses=''" in settings
    assert "fsync=" not in settings.replace("fsync='on'", "")
