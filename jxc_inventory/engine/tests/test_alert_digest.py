from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.alert_digest import News, by_person

OWNERS = {1: [11, 12], 2: [12], 3: [13]}
news = st.lists(
    st.builds(
        News,
        st.sampled_from(list(OWNERS)),
        st.none() | st.integers(11, 14),
        st.integers(1, 4),
        st.integers(1, 50),
    )
)


def test_each_hears_of_their_own_and_of_what_is_everybodys():
    heard = by_person(
        [News(1, None, 2, 5), News(1, 12, 4, 1), News(2, 14, 1, 3)], OWNERS
    )
    assert {person: rules[0].counts for person, rules in heard.items()} == {
        11: {2: 5},
        12: {4: 1, 2: 5},
        14: {1: 3},
    }


def test_the_gravest_comes_first():
    heard = by_person(
        [News(2, 12, 2, 9), News(1, 12, 4, 1), News(3, 12, 2, 10)], OWNERS
    )
    assert [rule.rule_id for rule in heard[12]] == [1, 3, 2]
    assert heard[12][0].gravest == 4


def test_a_message_names_the_gravest_few():
    mild = News(1, None, 1, 30, tuple(range(100, 110)))
    grave = News(1, 11, 4, 3, (1, 2, 3))
    heard = by_person([mild, grave], OWNERS)
    assert heard[11][0].examples == [1, 2, 3, *range(100, 107)]
    assert heard[12][0].examples == list(range(100, 110))


def test_nothing_new_is_told_to_nobody():
    assert by_person([], OWNERS) == {}


@given(news)
def test_every_alert_is_told_to_all_who_own_it_and_to_no_one_else(items):
    heard = by_person(items, OWNERS)
    for person, rules in heard.items():
        assert len({rule.rule_id for rule in rules}) == len(rules)
        gravity = [rule.gravest for rule in rules]
        assert gravity == sorted(gravity, reverse=True)
        for rule in rules:
            assert rule.total == sum(
                item.count
                for item in items
                if item.rule_id == rule.rule_id
                and (
                    item.owner_id == person
                    or (item.owner_id is None and person in OWNERS[rule.rule_id])
                )
            )
    told = sum(rule.total for rules in heard.values() for rule in rules)
    assert told == sum(
        item.count * (1 if item.owner_id else len(OWNERS[item.rule_id]))
        for item in items
    )
