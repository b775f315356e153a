"""Text of cells, headers, rules and netting."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jxc_inventory.engine.sales_import.header import (
    find_header_row,
    match_header,
    signature,
)
from jxc_inventory.engine.sales_import.netting import net_by_day
from jxc_inventory.engine.sales_import.rules import NET, Rule, Rules, split_patterns
from jxc_inventory.engine.sales_import.values import (
    SCALE,
    DateReader,
    clean_code,
    clean_reference,
    find_date_order,
    is_rounded_code,
    parse_number,
    uses_decimal_comma,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", 6),
        ("1,234.50", 1234.5),
        ("１２３．５", 123.5),
        ("-2", -2),
        ("(5)", -5),
        ("5-", -5),
        ("¥12.30", 12.3),
        ("1.5E+3", 1500),
        ("1,23", None),
        ("abc", None),
        ("12 盒", None),
        ("1e99", None),
        ("nan", None),
        ("", None),
    ],
)
def test_number(text, number):
    assert parse_number(text) == (None if number is None else int(number * SCALE))


def test_decimal_comma_is_recognised_only_when_nothing_else_fits():
    assert uses_decimal_comma(["12", "1.234,5"])
    assert not uses_decimal_comma(["1,234", "1,234.5"])
    assert parse_number("1.234,5", decimal_comma=True) == 1234.5 * SCALE
    assert parse_number("7", decimal_comma=True) == 7 * SCALE


@given(st.integers(-(10**12), 10**12))
def test_number_written_with_separators_reads_the_same(millionths):
    text = f"{millionths // 100 / 10**4:,.4f}"
    assert parse_number(text) == parse_number(text.replace(",", ""))


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-31",
        "2024/1/31",
        "31.01.2024",
        "31/1/2024",
        "2024年1月31日",
        "20240131",
        "45322",
        "45322.75",
        "2024-01-31 08:26:00",
        "2024-01-31T23:59:59.123",
        "２０２４－０１－３１",
        "31/01/24 3:15 PM",
    ],
)
def test_date(text):
    assert DateReader("dmy").parse(text) == datetime.date(2024, 1, 31)


@pytest.mark.parametrize("text", ["", "soon", "2024-02-30", "31/31/2024", "1234567"])
def test_no_date(text):
    assert DateReader("dmy").parse(text) is None


def test_time_with_offset_falls_on_the_day_of_the_company():
    reader = DateReader("dmy", ZoneInfo("Asia/Shanghai"))
    assert reader.parse("2024-01-31T20:00:00Z") == datetime.date(2024, 2, 1)
    assert reader.parse("2024-01-31T20:00:00+08:00") == datetime.date(2024, 1, 31)


def test_date_order_follows_the_column_and_tells_when_uncertain():
    assert find_date_order(["1/2/2024", "1/31/2024"]) == ("mdy", True)
    assert find_date_order(["1/2/2024", "31/1/2024"]) == ("dmy", True)
    assert find_date_order(["1.2.2024"]) == ("dmy", True)
    assert find_date_order(["1/2/2024", "3/4/2024"]) == ("dmy", False)


def test_codes_are_cleaned():
    assert clean_code(" Ａ１２ ") == "A12"
    assert clean_code('="00123"') == "00123"
    assert clean_reference("17850.0") == "17850"
    assert is_rounded_code("6.90123E+12")
    assert not is_rounded_code("85123A")


def test_header_in_chinese_and_english():
    header = [
        "单据号",
        "销售日期",
        "商品编码",
        "商品名称",
        "数量(件)",
        "含税单价",
        "门店",
    ]
    assert match_header(header) == {
        "document": 0,
        "date": 1,
        "code": 2,
        "name": 3,
        "quantity": 4,
        "price": 5,
        "warehouse": 6,
    }
    english = (
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID"
    )
    assert match_header(english.split(",")) == {
        "document": 0,
        "code": 1,
        "name": 2,
        "quantity": 3,
        "date": 4,
        "price": 5,
        "customer": 6,
    }


def test_the_more_specific_header_wins():
    assert match_header(["编号", "商品编码"])["code"] == 1


def test_header_below_titles_is_found():
    rows = [
        ["销售明细表"],
        [],
        ["2024年1月"],
        ["货号", "数量", "日期"],
        ["A1", "1", "x"],
    ]
    assert find_header_row(rows) == (3, 3)


def test_signature_ignores_case_and_signs_but_not_order():
    assert signature(["Stock Code", "QTY"]) == signature(["stock_code", "qty"])
    assert signature(["a", "b"]) != signature(["b", "a"])


def test_first_rule_that_applies_decides():
    by_code = Rule(1, "post", "exclude", codes=split_patterns("POST，gift_*\nDOT"))
    returns = Rule(2, "returns", NET, quantity=frozenset({-1}))
    rules = Rules([by_code, returns])
    assert rules.decide("post", "", None, -1, 1) is by_code
    assert rules.decide("gift_0001", "", None, 1, 1) is by_code
    assert rules.decide("POSTER", "", None, -1, 1) is returns
    assert rules.decide("POSTER", "", None, 1, 1) is None


def test_condition_on_a_column_the_file_lacks_is_not_met():
    rule = Rule(1, "x", "exclude", customer=False, price=frozenset({0}))
    assert Rules([rule]).decide("A", "", None, 1, 0) is None
    assert Rules([rule]).decide("A", "", False, 1, None) is None
    assert Rules([rule]).decide("A", "", False, 1, 0) is rule


def test_document_patterns_are_judged_a_document():
    rules = Rules([Rule(1, "cancelled", NET, documents=("C*",))])
    assert rules.decide("A", "C1", None, 1, 1) is not None
    assert rules.decide("A", "51", None, 1, 1) is None


def test_return_is_taken_off_the_sale_it_undoes():
    # Customer 1 bought 5 on day 1 and 3 on day 2 and returns 5: day 1 it was.
    assert net_by_day({(1, 1): 5, (1, 2): 3}, {(1, 9): 5}) == ({2: 3}, 5)


def test_return_of_another_quantity_is_taken_off_latest_sales_first():
    assert net_by_day({(1, 1): 5, (1, 2): 3}, {(1, 9): 4}) == ({1: 4}, 4)


def test_return_without_a_sale_falls_on_its_own_day():
    assert net_by_day({(1, 5): 2}, {(2, 4): 3}) == ({4: -3, 5: 2}, 0)


def test_return_without_a_customer_is_matched_with_any():
    assert net_by_day({(7, 1): 2}, {(0, 3): 2}) == ({}, 2)


_SUMS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(1, 8)), st.integers(1, 9), max_size=12
)


@given(_SUMS, _SUMS)
def test_netting_keeps_the_total_and_ignores_order(sales, returns):
    net, matched = net_by_day(sales, returns)
    assert sum(net.values()) == sum(sales.values()) - sum(returns.values())
    assert 0 <= matched <= sum(returns.values())
    backwards = dict(reversed(sales.items())), dict(reversed(returns.items()))
    assert net_by_day(*backwards) == (net, matched)
