import subprocess
import sys
from types import SimpleNamespace

import pytest

from launcher.commands import bench as command
from launcher.errors import LauncherError
from launcher.measuring import Bench, resident


@pytest.fixture
def environment(tmp_path):
    (tmp_path / "bench").mkdir()
    ready = dict.fromkeys(
        ("ensure_system", "ensure_venv", "ensure_postgres"), lambda *a, **k: None
    )
    return SimpleNamespace(root=tmp_path, environ={}, python=sys.executable, **ready)


def scenario(environment, name, body):
    path = environment.root / "bench" / f"{name}.py"
    path.write_text(f'"""What {name} does."""\ndef run(bench):\n    {body}\n')


def run(environment, name=None, only_list=False):
    args = SimpleNamespace(
        environment=environment, name=name, list=only_list, data=None
    )
    return command.run(args)


@pytest.mark.parametrize(
    ("body", "code", "last"),
    [
        ("return True", 0, "PASS"),
        ("return False", 1, "FAIL"),
        ("pass", 1, "FAIL"),
        ("bench.check('time', 2, 1, 's'); return True", 1, "FAIL"),
        ("bench.check('time', 1, 1, 's'); return True", 0, "PASS"),
        ("bench.data('absent.csv'); return True", 1, "FAIL"),
    ],
)
def test_the_last_line_and_the_exit_code_agree(environment, capsys, body, code, last):
    scenario(environment, "one", body)
    assert run(environment) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_one_failing_scenario_fails_all(environment):
    scenario(environment, "bad", "return False")
    scenario(environment, "good", "return True")
    assert run(environment) == 1
    assert run(environment, "good") == 0


def test_no_scenario_is_no_pass(environment):
    assert run(environment) == 1
    with pytest.raises(LauncherError, match="no scenario called nosuch"):
        run(environment, "nosuch")


def test_list_names_what_each_does(environment, capsys):
    scenario(environment, "one", "return True")
    assert run(environment, only_list=True) == 0
    assert "What one does." in capsys.readouterr().out


def test_memory_of_children_counts(environment):
    allocate = "x = bytearray(200 * 2**20); import time; time.sleep(0.5)"
    child = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {allocate!r}])"
    )
    measured = Bench(environment).measure([sys.executable, "-c", child])
    assert measured.code == 0
    assert 200 < measured.peak_mb < 300


def test_a_script_hands_over_what_it_wrote(environment):
    path = environment.root / "bench" / "count.py"
    path.write_text("import sys; open(sys.argv[1], 'w').write(str(len(sys.argv)))")
    assert Bench(environment).script("count.py", "one", "two") == 4
    path.write_text("import sys; print('No rows.'); sys.exit(3)")
    with pytest.raises(LauncherError, match="count.py failed:\nNo rows."):
        Bench(environment).script("count.py")


def test_a_process_that_is_gone_holds_nothing():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert resident(process.pid) == 0
