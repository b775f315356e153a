import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jxc_inventory.engine.numbering.checks import (
    GS1_CHARACTERS,
    check_gs1,
    check_imei,
)
from jxc_inventory.engine.numbering.expression import (
    ExpressionError,
    compile_expression,
    fits,
)


def luhn_digit(payload):
    """Return the check digit by 3GPP TS 23.003, annex B.2, step by step."""
    doubled = [int(digit) * 2 for digit in payload[1::2]]
    total = sum(sum(map(int, str(number))) for number in doubled)
    total += sum(int(digit) for digit in payload[0::2])
    return str(-total % 10)


imeis = st.text("0123456789", min_size=14, max_size=14).map(
    lambda payload: payload + luhn_digit(payload)
)


@pytest.mark.parametrize("number", ["490154203237518", "354178036859789"])
def test_known_imeis_are_right(number):
    assert check_imei(number) is None


@given(imeis)
def test_every_imei_with_its_check_digit_is_right(number):
    assert check_imei(number) is None


@given(imeis)
def test_every_imei_with_one_digit_altered_fails(number):
    for place in range(15):
        for digit in set("0123456789") - {number[place]}:
            altered = number[:place] + digit + number[place + 1 :]
            assert check_imei(altered).code == "imei_check_digit"


@pytest.mark.parametrize(
    "number",
    ["", "49015420323751", "4901542032375180", "49-015420-323751-8", "１" * 15],
)
def test_what_is_not_fifteen_digits_is_no_imei(number):
    assert check_imei(number).code == "imei_digits"


def test_gs1_character_set_has_82_characters():
    assert len(GS1_CHARACTERS) == 82


@given(st.text(sorted(GS1_CHARACTERS), min_size=1, max_size=20))
def test_gs1_takes_its_character_set(number):
    assert check_gs1(number) is None


@pytest.mark.parametrize(
    ("number", "code", "detail"),
    [
        ("", "gs1_length", "0"),
        ("A" * 21, "gs1_length", "21"),
        ("A B", "gs1_characters", " "),
        ("A#1", "gs1_characters", "#"),
        ("批1", "gs1_characters", "批"),
    ],
)
def test_gs1_refuses_and_says_why(number, code, detail):
    assert check_gs1(number) == (code, detail)


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        (r"[A-Z]{2}\d{6}", "AB123456", "AB12345"),
        (r"L\d+[A-Z]?", "L1X", "L1XX"),
        (r"(?:19|20)\d\d(?:0[1-9]|1[0-2])", "202603", "202613"),
        (r"[A-Z]+-\d+/\d+/\d+", "AB-1/22/333", "AB-1/22"),
        (r"^ABC$", "ABC", "ABCD"),
        (r".*", "anything", "x" * 65),
        (r"(?i:ab)\d{1,40}", "aB1", "aB"),
        (r"\d{3}", "123", "１２３"),
    ],
)
def test_an_expression_describes_the_whole_number(text, good, bad):
    expression = compile_expression(text)
    assert fits(expression, good)
    assert not fits(expression, bad)


@pytest.mark.parametrize(
    "text",
    [
        "(a+)+",
        "(a*)*b",
        "(a|a)*",
        "(a|aa)+$",
        "(.*a){20}",
        r"(\d+,?)+;",
        "a*a*a*a*a*a*a*b",
        "(?:a?){30}a{30}",
        "(a|a)" * 30,
    ],
)
def test_what_could_take_for_ever_is_refused(text):
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)
    assert caught.value.problem == "slow"


@pytest.mark.parametrize(
    "text", [r"(a)\1", "(?=a)a", "(?!a)b", "(?<=a)b", "(a)?(?(1)b|c)"]
)
def test_references_and_looking_around_are_refused(text):
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)
    assert caught.value.problem == "reference"


def test_a_mistake_is_told_with_its_place():
    with pytest.raises(ExpressionError) as caught:
        compile_expression("AB[0-9")
    assert (caught.value.problem, caught.value.position) == ("syntax", 3)
    with pytest.raises(ExpressionError) as caught:
        compile_expression("A" * 201)
    assert caught.value.problem == "long"


@settings(deadline=1000)
@given(st.text("ab()*+?|[]{}1,2.^$\\", max_size=30), st.text("ab1", max_size=64))
def test_every_accepted_expression_answers_soon(text, number):
    try:
        expression = compile_expression(text)
    except ExpressionError:
        return
    assert fits(expression, number) is bool(
        re.fullmatch(text, number, re.ASCII) and len(number) <= 64
    )
