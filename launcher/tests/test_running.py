import os
import subprocess
import sys

import pytest

from launcher import running
from launcher.errors import LauncherError
from launcher.processes import run_logged, started_at


@pytest.fixture
def sleeper():
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def record(state, pid, start, command="run"):
    (state / "running").mkdir(exist_ok=True)
    (state / "running" / str(pid)).write_text(f"{start} {command}\n")


def test_a_command_at_work_is_stopped_and_named(tmp_path, sleeper):
    record(tmp_path, sleeper.pid, started_at(sleeper.pid), "run --empty")
    assert running.stop_others(tmp_path) == ["run --empty"]
    assert sleeper.wait(10) == -15


def test_a_number_that_now_belongs_to_another_is_left_alone(tmp_path, sleeper):
    record(tmp_path, sleeper.pid, "1")
    assert running.stop_others(tmp_path) == []
    assert sleeper.poll() is None
    assert list((tmp_path / "running").iterdir()) == []


def test_this_process_is_listed_while_it_works(tmp_path):
    file = tmp_path / "running" / str(os.getpid())
    with running.registered(tmp_path, "run"):
        assert file.read_text().split() == [started_at(os.getpid()), "run"]
        assert running.others(tmp_path) == {}
    assert not file.exists()


def test_a_failing_program_names_its_log(tmp_path):
    log = tmp_path / "log" / "it.log"
    script = "print('why'); raise SystemExit(3)"
    with pytest.raises(LauncherError, match="It failed .exit code 3; see .*it.log"):
        run_logged([sys.executable, "-c", script], log, "It failed")
    assert "why" in log.read_text()


def test_a_missing_program_is_a_sentence(tmp_path):
    with pytest.raises(LauncherError, match="It failed"):
        run_logged(["/no/such/program"], tmp_path / "log", "It failed", tie=False)


def test_what_we_started_dies_with_us(tmp_path):
    """kill -9 of the launcher leaves no set-up running that it would repeat."""
    script = (
        "import subprocess, time\n"
        "from launcher.processes import tied\n"
        "child = subprocess.Popen(tied(['sleep', '60']))\n"
        "time.sleep(0.5)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
    )
    assert launcher.stdout
    child = int(launcher.stdout.readline())
    assert started_at(child)
    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    for _ in range(100):
        if not started_at(child):
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert not started_at(child)
