import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_scanner.engine.pinyin import initials, is_initials


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("蒙牛纯牛奶", "mncnn"),
        ("蒙牛 纯牛奶 250ml", "mncnn250ml"),
        ("可口可乐", "kkkl"),
        # Read by the word: not zhong, not xing.
        ("重庆火锅底料", "cqhgdl"),
        ("中国银行", "zgyh"),
        ("Nestlé 全脂奶粉", "nestléqznf"),
        ("Milk Powder", ""),
        ("", ""),
    ],
)
def test_first_letters_of_each_character(text, expected):
    assert initials(text) == expected


@given(st.text(max_size=60))
def test_any_text_gives_lower_case_without_spaces(text):
    result = initials(text)
    assert result == "".join(result.lower().split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("mncnn", True), ("mn250", True), ("m", False), ("蒙牛", False), ("a-b", False)],
)
def test_what_may_be_initials(text, expected):
    assert is_initials(text) is expected
