from launcher.testing.outcomes import (
    FAILED,
    PASSED,
    SKIPPED,
    Outcomes,
    broken_by,
    other_differences,
)


def made(**tests):
    return Outcomes(dict(tests))


def test_summary_is_the_agreed_line():
    assert made(a=PASSED, b=FAILED).summary() == "1 passed, 1 failed"
    assert made(a=PASSED).summary() == "1 passed, 0 failed"
    both = made(a=PASSED, b=SKIPPED)
    assert both.summary() == "1 passed, 0 failed, 1 skipped"


def test_nothing_passed_is_not_good():
    assert made(a=PASSED, b=SKIPPED).good
    assert not made().good
    assert not made(a=SKIPPED).good
    assert not made(a=PASSED, b=FAILED).good


def test_one_failed_phase_makes_the_test_fail_whatever_comes_after():
    outcomes = Outcomes()
    for outcome in (PASSED, FAILED, PASSED, SKIPPED):
        outcomes.add("a", outcome)
    assert outcomes.tests == {"a": FAILED}


def test_a_skipped_subtest_does_not_hide_that_the_test_passed():
    outcomes = Outcomes()
    outcomes.add("a", SKIPPED, "no data")
    outcomes.add("a", PASSED)
    assert outcomes.tests == {"a": PASSED}


def test_skips_are_counted_by_reason():
    outcomes = Outcomes()
    outcomes.add("a", SKIPPED, "no ../shared/data")
    outcomes.add("b", SKIPPED, "no ../shared/data")
    outcomes.add("c", SKIPPED)
    assert outcomes.skip_lines() == [
        "2 skipped: no ../shared/data",
        "1 skipped: no reason given",
    ]


def test_outcomes_come_back_from_their_file(tmp_path):
    outcomes = Outcomes()
    outcomes.add("a", SKIPPED, "why")
    outcomes.write(tmp_path / "deep" / "out.json")
    assert Outcomes.read(tmp_path / "deep" / "out.json") == outcomes
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out.json"]


def test_a_test_lost_or_skipped_with_us_is_broken():
    without = made(a=PASSED, b=PASSED, c=PASSED, d=PASSED, e=FAILED, f=SKIPPED)
    with_us = made(a=PASSED, b=FAILED, c=SKIPPED, e=FAILED, f=SKIPPED)
    assert broken_by(without, with_us) == {
        "b": FAILED,
        "c": SKIPPED,
        "d": "not run",
    }


def test_differences_that_break_nothing_are_told_too():
    without = made(a=PASSED, b=FAILED, c=FAILED, d=SKIPPED)
    with_us = made(a=FAILED, b=PASSED, c=FAILED, d=FAILED, e=PASSED)
    assert other_differences(without, with_us) == {
        "b": "failed -> passed",
        "d": "skipped -> failed",
        "e": "not run -> passed",
    }
