from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.mixing import Content, clash, find_mixed

A1, A2, B1 = Content("A", "1"), Content("A", "2"), Content("B", "1")
LOOSE = Content("A")

contents = st.builds(Content, st.sampled_from("ABC"), st.sampled_from(["1", "2", None]))
policies = st.sampled_from(["one_lot", "one_product"])


def test_one_lot_keeps_other_lots_and_products_away():
    assert find_mixed("one_lot", [A1], [A1, A2, B1, LOOSE]) == [
        (1, A1),
        (2, A1),
        (3, A1),
    ]


def test_one_product_lets_lots_of_it_lie_together():
    assert find_mixed("one_product", [A1], [A2, LOOSE, B1]) == [(2, A1)]


def test_in_an_empty_bin_the_first_arrival_decides():
    assert find_mixed("one_lot", [], [A1, A2, A1]) == [(1, A1)]


@given(policies, st.lists(contents, max_size=8))
def test_what_is_let_in_never_clashes(policy, arriving):
    refused = {position for position, _other in find_mixed(policy, [], arriving)}
    kept = [c for position, c in enumerate(arriving) if position not in refused]
    assert not any(clash(policy, one, two) for one in kept for two in kept)


@given(policies, contents, st.lists(contents, max_size=8))
def test_every_refusal_names_what_is_really_in_the_way(policy, present, arriving):
    for position, other in find_mixed(policy, [present], arriving):
        assert clash(policy, other, arriving[position])
        assert other in {present, *arriving[:position]}
