import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_scanner.engine.id_ranges import to_ranges
from jxc_scanner.engine.snapshot_token import Token, digest


def ids_of(ranges):
    ids, following = [], 0
    for gap, count in zip(ranges[::2], ranges[1::2], strict=True):
        first = following + gap
        ids += range(first, first + count)
        following = first + count
    return ids


@given(st.sets(st.integers(1, 500)))
def test_ranges_hold_exactly_the_ids(numbers):
    assert ids_of(to_ranges(sorted(numbers))) == sorted(numbers)


def test_ids_without_gap_are_two_numbers():
    assert to_ranges(range(1000, 51000)) == [1000, 50000]
    assert to_ranges([]) == []


def test_a_token_survives_the_device():
    token = Token(2**40 + 7, digest(("Main", 1)))
    assert Token.read(str(token)) == token


@given(st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()), st.binary()))
def test_anything_else_is_no_token_or_a_token_and_never_throws(sent):
    token = Token.read(sent)
    assert token is None or str(token).partition(".")[2] == token.circumstances


@pytest.mark.parametrize(
    ("before", "now", "serves"),
    [
        (Token(100, "a"), Token(100, "a"), True),
        (Token(100, "a"), Token(5000, "a"), True),
        (Token(100, "a"), Token(5000, "b"), False),
        (Token(5001, "a"), Token(5000, "a"), False),
        (Token(100, "a"), Token(100 + 2**30, "a"), False),
    ],
)
def test_a_token_serves_its_own_circumstances_and_not_for_ever(before, now, serves):
    assert before.serves(now) is serves
