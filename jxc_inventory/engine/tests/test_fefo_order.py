from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.fefo import FreeLot, passed_over

DAY = date(2026, 1, 1)
offers = st.lists(
    st.builds(
        FreeLot,
        st.integers(1, 9),
        st.integers(0, 30).map(lambda days: DAY + timedelta(days=days)),
        st.sampled_from([-1.0, 0.0, 0.004, 0.01, 5.0]),
    )
)


def test_the_first_to_expire_is_named():
    late, soon = FreeLot("late", DAY, 3), FreeLot("soon", DAY - timedelta(9), 1)
    assert passed_over(DAY + timedelta(1), [late, soon], 0.01) == soon


def test_lots_of_the_same_day_are_equal():
    assert passed_over(DAY, [FreeLot("other", DAY, 3)], 0.01) is None


def test_unknown_expiry_leaves_last():
    known = FreeLot("known", DAY, 3)
    assert passed_over(None, [known], 0.01) == known


@given(st.one_of(st.none(), st.just(DAY + timedelta(days=15))), offers)
def test_only_free_and_earlier_lots_count(expiry, stock):
    found = passed_over(expiry, stock, 0.01)
    fit = [o for o in stock if o.free >= 0.01 and (not expiry or o.expiry < expiry)]
    assert bool(found) == bool(fit)
    if found:
        assert found in fit and found.expiry == min(o.expiry for o in fit)
