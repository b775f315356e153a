import pytest

from launcher.testing.log_lines import unexpected
from launcher.testing.outcomes import FAILED, PASSED, SKIPPED, Outcomes
from launcher.testing.skips import is_browser_skip
from launcher.testing.suites import EMPTY, engine_suite, read_outcomes

SKIPS_OF_ODOO = (
    "Skipped: Chrome executable not found",
    "Skipped: websocket-client module is not installed",
    "Skipped: Failed to detect chrome devtools port after 10.0s.",
    "Test test_x skipped because it is an HttpCase and --odoo-http is not set",
)


@pytest.mark.parametrize("reason", SKIPS_OF_ODOO)
def test_a_browser_test_may_not_be_skipped(reason):
    assert is_browser_skip(reason)


def test_absent_data_may_be_skipped():
    assert not is_browser_skip("../shared/data/online_retail.csv.gz is not there")


def written(tmp_path, **tests):
    Outcomes(dict(tests)).write(tmp_path / "out.json")
    return tmp_path / "out.json"


def test_a_run_to_its_end_is_what_its_file_says(tmp_path):
    path = written(tmp_path, a=PASSED, b=SKIPPED)
    assert read_outcomes(path, "engine", 0).tests == {"a": PASSED, "b": SKIPPED}


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, -9])
def test_a_run_that_broke_off_fails_though_all_its_tests_passed(tmp_path, code):
    outcomes = read_outcomes(written(tmp_path, a=PASSED), "engine", code)
    assert len(outcomes.names(FAILED)) == 1
    assert outcomes.names(PASSED) == ["a"]


def test_no_test_is_a_failure(tmp_path):
    assert not read_outcomes(written(tmp_path), "engine", 0).good
    missing = read_outcomes(tmp_path / "none.json", "engine", 5)
    assert missing.tests == {f"engine: {EMPTY}": FAILED}


def test_a_broken_off_file_is_a_failure(tmp_path):
    path = tmp_path / "out.json"
    path.write_text('{"tests": {"a": "pas')
    assert read_outcomes(path, "engine", 0).names(FAILED)


def test_only_engines_with_tests_are_collected(tmp_path):
    tests = tmp_path / "one" / "engine" / "tests"
    tests.mkdir(parents=True)
    assert engine_suite(tmp_path, ("one", "two")).paths == (tests,)


def test_warnings_and_errors_of_a_log_are_found():
    log = [
        "2026-01-01 00:00:00,000 1 INFO db odoo: all is well",
        "2026-01-01 00:00:00,000 1 WARNING db odoo.addons.x: look at me\n",
        "2026-01-01 00:00:00,000 1 ERROR db odoo.addons.x: broken",
        "2026-01-01 00:00:00,000 1 WARNING db odoo: killing chrome descendants-or-self",
        "  no level in a continued line",
    ]
    assert [line.partition(" db ")[2] for line in unexpected(log)] == [
        "odoo.addons.x: look at me",
        "odoo.addons.x: broken",
    ]
