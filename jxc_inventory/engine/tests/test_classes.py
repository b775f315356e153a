import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.classes import value_classes, variation_classes


def test_the_bulk_of_sales_is_a_and_the_rest_c():
    classes = value_classes([5, 50, 0, 30, 15], 0.8, 0.95)
    assert classes.tolist() == [2, 0, 2, 0, 1]


def test_a_single_product_that_makes_most_of_sales_is_a():
    assert value_classes([990, 10], 0.8, 0.95).tolist() == [0, 2]


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=50),
    st.floats(0.1, 0.8),
    st.floats(0.8, 1),
)
def test_who_sells_more_is_never_in_a_lower_class(values, share_a, share_b):
    classes = value_classes(values, share_a, share_b)
    for value, index in zip(values, classes, strict=True):
        assert all(classes[np.array(values) > value] <= index)
    if max(values):
        assert classes[int(np.argmax(values))] == 0


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=50))
def test_the_order_of_products_does_not_matter_but_for_ties(values):
    values = sorted(set(values))
    classes = value_classes(values, 0.8, 0.95)
    turned = value_classes(values[::-1], 0.8, 0.95)
    np.testing.assert_array_equal(classes, turned[::-1])


@pytest.mark.parametrize(("share_a", "share_b"), [(0, 0.9), (0.9, 0.8), (0.8, 1.1)])
def test_impossible_shares_are_refused(share_a, share_b):
    with pytest.raises(ValueError, match="share"):
        value_classes([1], share_a, share_b)


def test_variation_is_judged_by_known_periods():
    nothing = np.nan
    history = np.array(
        [
            [nothing, 10, 10, 10],
            [10, 20, 4, 6],
            [0, 0, 40, 0],
            [nothing, nothing, nothing, 9],
            [0, 0, 0, 0],
        ]
    )
    assert variation_classes(history, 0.5, 1.0).tolist() == [0, 1, 2, 2, 2]


@given(st.lists(st.floats(0.1, 100), min_size=2, max_size=20), st.floats(0.5, 20))
def test_the_unit_of_measure_does_not_matter(weeks, unit):
    history = np.array([weeks])
    variation = np.std(weeks, ddof=1) / np.mean(weeks)
    if min(abs(variation - 0.5), abs(variation - 1)) > 1e-6:
        np.testing.assert_array_equal(
            variation_classes(history, 0.5, 1.0),
            variation_classes(history * unit, 0.5, 1.0),
        )
