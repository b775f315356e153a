from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.lot_rules import Scope, Subject, distance, nearest

MILK = Subject(
    product=1, categories=(20, 10), parties=(7, 5), party_tags=frozenset({3}), company=1
)


def test_the_product_is_nearer_than_its_category_and_that_than_its_parent():
    rules = [
        ("all", Scope()),
        ("parent", Scope(category=10)),
        ("category", Scope(category=20)),
        ("product", Scope(product=1)),
    ]
    while rules:
        expected = rules[-1][0]
        assert nearest(rules, MILK) == expected
        rules.pop()


def test_a_rule_for_the_partner_beats_one_for_all_partners_of_the_same_goods():
    rules = [
        ("all", Scope(category=20)),
        ("tag", Scope(category=20, party_tag=3)),
        ("head office", Scope(category=20, party=5)),
        ("contact", Scope(category=20, party=7)),
    ]
    while rules:
        expected = rules[-1][0]
        assert nearest(rules, MILK) == expected
        rules.pop()


def test_what_a_customer_asks_for_beats_the_rule_of_the_product():
    rules = [("product", Scope(product=1)), ("customer", Scope(party=5))]
    assert nearest(rules, MILK) == "product"
    assert nearest(rules, MILK, party_first=True) == "customer"


def test_a_company_rule_beats_a_shared_one_but_never_a_nearer_one():
    shared, own = ("shared", Scope(category=20)), ("own", Scope(category=20, company=1))
    assert nearest([shared, own], MILK) == "own"
    assert nearest([own, ("product", Scope(product=1))], MILK) == "product"


def test_the_first_of_equals_holds():
    assert nearest([("a", Scope()), ("b", Scope())], MILK) == "a"


def test_nothing_holds_where_nothing_applies():
    assert nearest([], MILK) is None
    assert nearest([("other", Scope(company=2))], MILK) is None


ids = st.one_of(st.none(), st.integers(1, 3))
scopes = st.builds(
    Scope, product=ids, category=ids, party=ids, party_tag=ids, company=ids
)
subjects = st.builds(
    Subject,
    product=st.integers(1, 3),
    categories=st.lists(st.integers(1, 3), unique=True),
    parties=st.lists(st.integers(1, 3), unique=True),
    party_tags=st.frozensets(st.integers(1, 3)),
    company=ids,
)


@given(scopes, subjects, st.booleans())
def test_what_names_something_else_never_applies(scope, subject, party_first):
    applies = distance(scope, subject, party_first) is not None
    foreign = (
        scope.product not in (None, subject.product)
        or (scope.product is None and scope.category not in (None, *subject.categories))
        or scope.party not in (None, *subject.parties)
        or (scope.party is None and scope.party_tag not in (None, *subject.party_tags))
        or scope.company not in (None, subject.company)
    )
    assert applies is not foreign


@given(st.lists(scopes), subjects, st.booleans())
def test_the_nearest_rule_is_one_that_no_other_beats(rules, subject, party_first):
    found = nearest(enumerate(rules), subject, party_first)
    distances = [distance(rule, subject, party_first) for rule in rules]
    known = [one for one in distances if one is not None]
    assert (found is None) == (not known)
    if found is not None:
        assert distances[found] == min(known)
