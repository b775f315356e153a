from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.alert_levels import Threshold, severity_of, unreachable
from jxc_inventory.engine.shelf_life import remaining_share

LADDER = [Threshold(2, "days", 90), Threshold(3, "days", 60), Threshold(4, "days", 30)]
THIRDS = [
    Threshold(1, "percent", 50),
    Threshold(2, "percent", 100 / 3),
    Threshold(3, "percent", 100 / 6),
]
thresholds = st.lists(
    st.builds(
        Threshold,
        st.integers(1, 4),
        st.sampled_from(["days", "percent"]),
        st.integers(-100, 1000),
    ),
    max_size=6,
)
measures = st.fixed_dictionaries(
    {},
    optional={
        "days": st.none() | st.integers(-100, 1000),
        "percent": st.none() | st.integers(0, 100),
    },
)
directions = st.sampled_from(["falling", "rising"])


def test_ninety_sixty_thirty_days():
    cases = {91: None, 90: 2, 61: 2, 60: 3, 31: 3, 30: 4, 0: 4, -5: 4}
    for days, severity in cases.items():
        assert severity_of({"days": days}, LADDER, "falling") == severity


def test_more_is_graver_where_the_measure_rises():
    late = [Threshold(2, "days", 1), Threshold(3, "days", 7)]
    cases = {0: None, 1: 2, 6: 2, 7: 3, 100: 3}
    for days, severity in cases.items():
        assert severity_of({"days": days}, late, "rising") == severity


def test_the_graver_of_two_units_tells():
    both = [*LADDER, *THIRDS]
    assert severity_of({"days": 80, "percent": 60}, both, "falling") == 2
    assert severity_of({"days": 80, "percent": 10}, both, "falling") == 3
    assert severity_of({"days": 80, "percent": None}, both, "falling") == 2


@given(measures, thresholds, directions)
def test_severity_is_the_gravest_reached(measures, ladder, direction):
    severity = severity_of(measures, ladder, direction)
    reached = {
        threshold.severity
        for threshold in ladder
        if threshold.reached(measures.get(threshold.unit), direction)
    }
    assert severity == (max(reached) if reached else None)


@given(st.integers(-100, 1000), st.integers(0, 500), thresholds)
def test_time_passing_never_makes_a_lot_less_grave(days, passed, ladder):
    before = severity_of({"days": days}, ladder, "falling") or 0
    assert (severity_of({"days": days - passed}, ladder, "falling") or 0) >= before


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 4000))
def test_shares_of_life_are_passed_one_after_the_other(production, life):
    expiry = production + timedelta(days=life)
    severities = [
        severity_of(
            {"percent": 100 * remaining_share(production, expiry, today)},
            THIRDS,
            "falling",
        )
        or 0
        for today in (production + timedelta(days=life * n // 24) for n in range(25))
    ]
    assert severities == sorted(severities)
    assert severities[0] == 0 and severities[-1] == 3


def test_a_threshold_hidden_by_a_graver_one_is_named():
    wrong = [Threshold(2, "days", 30), Threshold(3, "days", 60)]
    assert unreachable(wrong, "falling") == [(wrong[0], wrong[1])]
    assert unreachable(wrong, "rising") == []
    assert unreachable(LADDER, "falling") == []


@given(thresholds, directions)
def test_what_is_not_named_can_be_reached(ladder, direction):
    hidden = {milder for milder, _graver in unreachable(ladder, direction)}
    for threshold in set(ladder) - hidden:
        at = {threshold.unit: threshold.value}
        assert severity_of(at, ladder, direction) == threshold.severity
