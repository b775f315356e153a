import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.supply.transfers import Place, Transfer, match

quantities = st.floats(0, 500)
steps = st.sampled_from([0.0, 1.0, 12.0, 0.5])


@st.composite
def networks(draw):
    warehouses = range(1, draw(st.integers(2, 6)) + 1)
    places = [
        Place(w, draw(quantities), draw(quantities), draw(quantities))
        for w in warehouses
    ]
    givers = {
        w: draw(st.sets(st.sampled_from([o for o in warehouses if o != w])))
        for w in warehouses
    }
    return places, givers


@given(networks(), steps)
def test_nobody_gives_more_than_it_can_spare_nor_takes_more_than_it_needs(net, step):
    places, givers = net
    transfers = match(places, givers, step)
    by_warehouse = {place.warehouse: place for place in places}
    for warehouse, place in by_warehouse.items():
        given_away = sum(t.quantity for t in transfers if t.giver == warehouse)
        taken = [t.quantity for t in transfers if t.taker == warehouse]
        assert given_away <= place.surplus + 1e-6
        assert len(taken) <= 1
        assert sum(taken) <= place.need + 1e-6
        assert not given_away or place.need <= 1e-6
    for transfer in transfers:
        assert transfer.giver in givers[transfer.taker]
        assert transfer.quantity > 0
        if step:
            packs = transfer.quantity / step
            assert packs == pytest.approx(round(packs), abs=1e-4)


@given(networks(), steps, st.randoms())
def test_order_of_places_does_not_matter(net, step, random):
    places, givers = net
    shuffled = random.sample(places, len(places))
    assert set(match(places, givers, step)) == set(match(shuffled, givers, step))


def test_most_urgent_need_goes_first():
    places = [Place(1, 0, 30, 0), Place(2, 20, 0, 5), Place(3, 25, 0, 9)]
    transfers = match(places, {2: {1}, 3: {1}}, 1)
    assert transfers == [Transfer(1, 3, 25), Transfer(1, 2, 5)]


def test_without_a_route_nothing_is_given():
    places = [Place(1, 0, 30, 0), Place(2, 20, 0, 5)]
    assert match(places, {1: {2}}, 1) == []
