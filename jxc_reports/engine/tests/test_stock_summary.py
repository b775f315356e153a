from hypothesis import given, settings
from hypothesis import strategies as st

from jxc_reports.engine.stock_summary import (
    KINDS_IN,
    KINDS_OUT,
    TRANSFERS,
    Flow,
    Key,
    group_rows,
    place_values,
    round_to_sum,
    summarise,
    totals,
    untied,
)

QUANTITY = st.integers(0, 100_000).map(lambda n: n / 100)
SIGNED = st.integers(-100_000, 100_000).map(lambda n: n / 100)
KIND = st.sampled_from([k for k in KINDS_IN + KINDS_OUT if k not in TRANSFERS])


@st.composite
def histories(draw):
    """Opening stock, flows that may include transfers, and the closing they lead to."""
    products, places = range(1, 4), range(3)
    keys = [Key(product, place) for product in products for place in places]
    opening = {
        key: (draw(SIGNED), draw(SIGNED))
        for key in draw(st.lists(st.sampled_from(keys), unique=True))
    }
    flows = draw(
        st.lists(st.builds(Flow, st.sampled_from(keys), KIND, QUANTITY, QUANTITY))
    )
    for product, source, quantity in draw(
        st.lists(
            st.tuples(st.sampled_from(products), st.sampled_from(places), QUANTITY)
        )
    ):
        flows.append(Flow(Key(product, source), "transfer_out", quantity))
        flows.append(Flow(Key(product, (source + 1) % 3), "transfer_in", quantity))
    quantities = {key: quantity for key, (quantity, _value) in opening.items()}
    for flow in flows:
        sign = 1 if flow.kind in KINDS_IN else -1
        quantities[flow.key] = quantities.get(flow.key, 0) + sign * flow.quantity
    closing = {key: (round(q, 2), draw(SIGNED)) for key, q in quantities.items()}
    return opening, closing, flows


@settings(deadline=None)
@given(histories())
def test_every_row_ties_in_quantity_and_value(history):
    assert untied(summarise(*history, 2, 2), 2, 2) == []


@settings(deadline=None)
@given(histories())
def test_closing_is_what_the_valuation_said(history):
    closing = history[1]
    rows = {row.key: row for row in summarise(*history, 2, 2)}
    for key, (quantity, value) in closing.items():
        if key in rows:
            assert rows[key].quantities["closing"] == round(quantity, 2)
            assert rows[key].values["closing"] == round(value, 2)
        else:
            assert not quantity and not value


@settings(deadline=None)
@given(histories())
def test_transfers_cancel_over_the_company(history):
    rows = summarise(*history, 2, 2)
    for figures in ("quantities", "values"):
        arrived, left = (
            round(sum(getattr(row, figures).get(kind, 0) for row in rows), 2)
            for kind in TRANSFERS
        )
        assert arrived == left


@settings(deadline=None)
@given(histories())
def test_groups_add_up_to_the_grand_total(history):
    rows = summarise(*history, 2, 2)
    groups = group_rows(rows, lambda row: str(row.key.place), lambda row: 1, 2, 2)
    quantities, values = totals(rows, lambda row: 1, 2, 2)
    for column in values:
        assert round(sum(g.values.get(column, 0) for g in groups), 2) == values[column]
    for column in quantities:
        summed = sum(g.quantities.get(column, 0) for g in groups)
        assert round(summed, 2) == quantities[column]


@settings(deadline=None)
@given(st.lists(st.floats(-1000, 1000), min_size=1))
def test_rounded_parts_sum_to_the_total_and_stay_within_a_cent(parts):
    total = round(sum(parts), 2)
    rounded = round_to_sum(parts, total, 2)
    assert round(sum(rounded), 2) == total
    for part, exact in zip(rounded, parts, strict=True):
        assert abs(part - exact) < 0.01 + 1e-9


def test_untied_names_the_row_whose_quantity_is_off():
    key = Key(1, 1)
    rows = summarise({}, {key: (4.0, 8.0)}, [Flow(key, "purchase", 5.0, 10.0)], 2, 2)
    assert untied(rows, 2, 2) == [key]


def test_revaluation_is_shown_as_adjustment():
    key = Key(1, 1)
    (row,) = summarise({key: (10.0, 50.0)}, {key: (10.0, 70.0)}, [], 2, 2)
    assert row.values["adjustment"] == 20.0
    assert not row.moved


def test_transfer_takes_the_weighted_average_of_the_period():
    shop, store = Key(1, 1), Key(1, 2)
    rows = summarise(
        {store: (10.0, 50.0)},
        {store: (16.0, 96.0), shop: (4.0, 24.0)},
        [
            Flow(store, "purchase", 10.0, 70.0),
            Flow(store, "transfer_out", 4.0),
            Flow(shop, "transfer_in", 4.0),
        ],
        2,
        2,
    )
    by_key = {row.key: row for row in rows}
    assert by_key[shop].values["transfer_in"] == 24.0
    assert by_key[store].values["transfer_out"] == 24.0
    assert [row.values["adjustment"] for row in rows] == [0.0, 0.0]


def test_quantities_of_different_units_are_not_added():
    rows = summarise({}, {Key(1, 1): (1.0, 2.0), Key(2, 1): (1.0, 3.0)}, [], 2, 2)
    quantities, values = totals(rows, lambda row: row.key.product, 2, 2)
    assert quantities is None
    assert values["closing"] == 5.0


def test_places_of_a_company_without_stock_cancel():
    values = place_values(0.0, 0.0, {1: 3.0, 2: -3.0, 3: 0.0}, 2.0, 2, 2)
    assert values == {1: 6.0, 2: -6.0}


def test_places_take_the_unit_cost_and_sum_to_the_rounded_total():
    values = place_values(10 / 3, 3.33, {1: 1.0, 2: 1.0, 3: -1.0}, 0.0, 2, 2)
    assert round(sum(values.values()), 2) == 3.33
    assert values[3] == -3.33 or values[3] == -3.34
