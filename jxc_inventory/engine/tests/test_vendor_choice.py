import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.supply.vendor_choice import comparable_price, punctuality

records = st.lists(
    st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=10,
)


@given(records)
def test_punctuality_is_a_share(records):
    good, receipts = zip(*records, strict=True)
    share = punctuality(good, receipts)
    assert np.all((share >= 0) & (share <= 1))


@given(records, st.integers(0, 9))
def test_another_receipt_on_time_never_lowers_it(records, which):
    good, receipts = map(np.array, zip(*records, strict=True))
    which %= len(good)
    before = punctuality(good, receipts)[which]
    good[which] += 1
    receipts[which] += 1
    assert punctuality(good, receipts)[which] >= before - 1e-9


def test_one_of_one_ranks_below_ninety_five_of_a_hundred():
    one, many, _late = punctuality([1, 95, 50], [1, 100, 100])
    assert one < many


def test_receipts_on_time_are_part_of_the_receipts():
    with pytest.raises(ValueError, match="part of"):
        punctuality([2], [1])


def test_late_vendor_must_be_cheaper_by_what_lateness_costs():
    punctual, late = comparable_price([10, 9.1], [7, 7], [1, 0], 0, 0.1)
    assert punctual < late
    punctual, late = comparable_price([10, 9], [7, 7], [1, 0], 0, 0.1)
    assert late < punctual


def test_money_on_its_way_costs():
    near, far = comparable_price([10, 9.9], [0, 73], [1, 1], 0.2, 0.1)
    assert near == 10
    assert far == pytest.approx(9.9 * 1.04)


@given(st.floats(0, 100), st.floats(0, 200), st.floats(0, 1), st.floats(0, 1))
def test_worse_never_compares_better(price, days, on_time, rate):
    base = comparable_price([price], [days], [on_time], rate, rate)[0]
    assert base >= price - 1e-9
    assert comparable_price([price], [days + 1], [on_time], rate, rate)[0] >= base
    assert comparable_price([price], [days], [on_time / 2], rate, rate)[0] >= base
