import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.numbering import gs1
from jxc_inventory.engine.numbering.gs1 import FNC1, find_elements

GTIN = "06901234567892"


def test_examples():
    assert not doctest.testmod(gs1).failed


@pytest.mark.parametrize(
    ("number", "text", "certain"),
    [
        (f"(01){GTIN}(17)270301(10)L1", f"01{GTIN}{FNC1}17270301{FNC1}10L1", True),
        ("(10)L(1)", "10L(1)", True),
        (f"]d201{GTIN}10L1", f"]d201{GTIN}10L1", True),
        (f"{FNC1}10L1", f"{FNC1}10L1", True),
        (f"01{GTIN}10L1", f"01{GTIN}10L1", False),
        (f"02{GTIN}3712", f"02{GTIN}3712", False),
    ],
)
def test_element_strings(number, text, certain):
    assert find_elements(number) == (text, certain)


@pytest.mark.parametrize(
    "number",
    ["", "L1", "10L1", "2112345", "6901234567892", f"01{GTIN}", "490154203237518"],
)
def test_plain_numbers(number):
    assert find_elements(number) is None


@given(st.text(st.characters(exclude_characters=f"(]{FNC1}0"), min_size=1))
def test_what_begins_like_no_element_is_a_plain_number(number):
    assert find_elements(number) is None


@pytest.mark.parametrize("barcode", ["6901234567892", "06901234567892"])
def test_zeros_before_an_item_number_do_not_count(barcode):
    assert gs1.same_item(GTIN, barcode)
    assert not gs1.same_item(GTIN, "6901234567908")
