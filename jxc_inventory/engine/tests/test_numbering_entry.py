import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.numbering.entry import (
    MAX_ENTRIES,
    Entry,
    RangeError,
    expand_range,
    join_entries,
    repeated,
    split_entries,
)

plain_numbers = st.text("ABCxyz0123456789-/", min_size=1, max_size=20)


def numbers_of(text):
    return [entry.number for entry in split_entries(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("SN001..SN003", ["SN001", "SN002", "SN003"]),
        ("SN001..003", ["SN001", "SN002", "SN003"]),
        ("SN08 ~ SN11", ["SN08", "SN09", "SN10", "SN11"]),
        ("ＳＮ０１～ＳＮ０２", ["SN01", "SN02"]),
        ("A1B9…A1B9", ["A1B9"]),
        ("SN1, SN2、SN3，SN4", ["SN1", "SN2", "SN3", "SN4"]),
        ("SN1\r\n\r\n  SN2 \n\u200bSN3\ufeff\n", ["SN1", "SN2", "SN3"]),
        ("A.1\nB-2\nC..D", ["A.1", "B-2", "C..D"]),
        ("A,1\nB,2", ["A,1", "B,2"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_entries_of_a_text(text, numbers):
    assert numbers_of(text) == numbers


def test_what_follows_a_number_stays_with_it():
    assert split_entries("L1；24；2026-03-01\nL2\t5\nL3..L4;6") == [
        Entry(1, "L1", ";24;2026-03-01"),
        Entry(2, "L2", "\t5"),
        Entry(3, "L3", ";6"),
        Entry(3, "L4", ";6"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SN001..TN003", "prefix"),
        ("SN001..SN1000", "width"),
        ("SN9..SN10", "width"),
        ("SN003..SN001", "order"),
        ("SN000001..SN999999", "many"),
    ],
)
def test_a_range_that_is_none_is_one_entry_with_a_problem(text, problem):
    assert split_entries(f"SN0\n{text}") == [
        Entry(1, "SN0"),
        Entry(2, text, problem=problem),
    ]


def test_too_many_numbers_are_refused_at_once():
    half = MAX_ENTRIES // 2
    text = f"A00000..A{half:05}\nB00000..B{half:05}"
    with pytest.raises(RangeError, match="many"):
        split_entries(text)


@given(
    st.text("ABC-/", max_size=6),
    st.integers(0, 9999),
    st.integers(0, 200),
    st.integers(0, 3),
)
def test_a_range_has_all_its_numbers_in_order_and_one_width(prefix, low, more, padding):
    width = len(str(low + more)) + padding
    numbers = expand_range(f"{prefix}{low:0{width}}", f"{prefix}{low + more:0{width}}")
    assert numbers == [f"{prefix}{n:0{width}}" for n in range(low, low + more + 1)]
    assert len(set(numbers)) == more + 1
    assert len({len(number) for number in numbers}) == 1


@given(st.lists(plain_numbers, max_size=20))
def test_plain_numbers_pass_unchanged_and_say_so_again(numbers):
    entries = split_entries("\n".join(numbers))
    assert [entry.number for entry in entries] == numbers
    assert split_entries(join_entries(entries)) == entries


@given(st.text())
def test_any_text_can_be_split(text):
    for entry in split_entries(text):
        assert entry.number or entry.extra
        assert entry.line >= 1


def test_repeated_numbers_name_the_line_of_the_first():
    entries = split_entries("A1\nA2\nA1\nA1..A3")
    assert repeated(entries) == {2: 1, 3: 1, 4: 2}
