"""Whole files: every row is accounted for, every wrong file is one clear problem."""

import datetime
import gzip
import io
import random
import zipfile
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jxc_inventory.engine.sales_import import problem
from jxc_inventory.engine.sales_import.analysis import analyse
from jxc_inventory.engine.sales_import.header import match_header
from jxc_inventory.engine.sales_import.problem import ImportProblem
from jxc_inventory.engine.sales_import.reader import Limits
from jxc_inventory.engine.sales_import.report import Report
from jxc_inventory.engine.sales_import.settings import Settings, Unit
from sales_files import (
    HEADER,
    RULES,
    SALE,
    TODAY,
    analyse_content,
    csv_text,
    days,
    open_content,
    workbook,
)


def _problem(content, limits=None):
    with pytest.raises(ImportProblem) as caught:
        table = open_content(content, limits)
        mapping = match_header(table.header)
        analyse(table, Settings(mapping, TODAY, rules=RULES))
    return caught.value.message


def test_every_row_has_one_fate():
    result = analyse_content(
        csv_text(
            [
                SALE,
                ["2", "POST", "", "1", "9", "2024-01-31", ""],
                ["C1", "A1", "茶", "-1", "5", "2024-02-01", "c1"],
                ["3", "A1", "茶", "x", "5", "2024-02-01", "c1"],
                ["4", "A1", "茶", "1", "5", "2024-02-31", "c1"],
                ["5", "", "茶", "1", "5", "2024-02-01", "c1"],
                [],
                ["6", "A1", "茶"],
            ]
        )
    )
    report = result.report.as_dict()
    assert report["rows"] == {
        "read": 7,
        "accepted": 1,
        "netted": 1,
        "excluded": 1,
        "rejected": 4,
        "blank": 1,
    }
    assert [(r["row"], r["reason"]) for r in report["rejections"]] == [
        (5, "quantity_bad"),
        (6, "date_bad"),
        (7, "code_missing"),
        (9, "columns"),
    ]
    assert days(result) == {("A1", 7, "2024-01-31"): 1.0}


def test_report_refuses_to_lie():
    with pytest.raises(AssertionError):
        Report(read=2, accepted=1).as_dict()


@pytest.mark.parametrize(
    ("encode", "encoding", "delimiter"),
    [
        (lambda t: t.encode(), "utf-8", ","),
        (lambda t: t.encode("utf-8-sig"), "utf-8", ";"),
        (lambda t: t.encode("gb18030"), "gb18030", "\t"),
        (lambda t: t.encode("utf-16"), "utf-16", "\t"),
        (lambda t: gzip.compress(t.encode("gbk")), "gb18030", ","),
    ],
)
def test_encodings_and_delimiters(encode, encoding, delimiter):
    sale = ["1", "A1", "龙井茶", "2", "5", "2024-01-31", "c1"]
    table = open_content(encode(csv_text([sale], delimiter=delimiter)))
    assert (table.encoding, table.delimiter, table.header) == (
        encoding,
        delimiter,
        HEADER,
    )
    assert list(table.rows()) == [(2, sale)]


def test_rare_characters_of_gb18030_survive():
    rare = "㐀𠮷镕"
    table = open_content(
        csv_text([["1", "A", rare, "1", "1", "2024-01-01", ""]]).encode("gb18030")
    )
    assert next(table.rows())[1][2] == rare


def test_workbook_reads_like_csv():
    typed = [["1", "A1", "茶", 2, 5.0, datetime.datetime(2024, 1, 31), "c1"]]
    for content in (
        workbook([HEADER, *typed]),
        gzip.compress(workbook([HEADER, *typed])),
    ):
        result = analyse_content(content)
        assert days(result) == {("A1", 7, "2024-01-31"): 2.0}
        # The same rows as CSV are known again.
        known = sorted(result.fingerprints)
        again = analyse_content(csv_text([SALE]), known=known)
        assert again.report.excluded == 1 and not len(again.demand)


def test_formula_cells_are_rejected_with_their_row():
    rows = [["1", "A1", "茶", "=1+1", 5, "2024-01-31", "c1"], [*SALE]]
    report = analyse_content(workbook([HEADER, *rows])).report
    assert report.accepted == 1
    assert report.rejections == [(2, "quantity", "=1+1", "formula")]


def test_same_file_again_brings_nothing():
    rows = [SALE, SALE, ["C2", "A1", "茶", "-1", "5", "2024-02-02", "c1"]]
    first = analyse_content(csv_text(rows))
    again = analyse_content(
        csv_text(rows, delimiter=";"), known=sorted(first.fingerprints)
    )
    assert again.report.as_dict()["rows"]["excluded"] == 3
    assert not len(again.fingerprints) and not len(again.demand)


def test_longer_export_brings_just_the_difference():
    late = ["C9", "A1", "茶", "-2", "5", "2024-03-01", "c1"]
    first = analyse_content(csv_text([SALE]))
    longer = analyse_content(csv_text([SALE, late]), known=sorted(first.fingerprints))
    # The return is taken off the sale the first file brought.
    assert days(longer) == {("A1", 7, "2024-01-31"): -2.0}
    assert (longer.report.netted, longer.report.excluded) == (1, 1)


def test_codes_differing_by_case_are_one_product_named_as_most_rows_are():
    rows = [
        ["1", "a1", "old tea", "1", "4", "2024-01-01", ""],
        ["2", "A1", "tea", "1", "5", "2024-01-02", ""],
        ["3", "A1", "tea", "1", "5", "2024-01-03", ""],
    ]
    result = analyse_content(csv_text(rows))
    assert [(p.code, p.name, p.price) for p in result.products] == [("A1", "tea", 5.0)]
    variants = result.report.as_dict()["products"]["code_variants"]
    assert variants == {"merged": 1, "listed": {"A1": ["A1", "a1"]}}


def test_units_are_converted_or_rejected():
    header = ["货号", "数量", "单位", "日期"]
    rows = [
        ["A1", "1", "箱", "2024-01-01"],
        ["A1", "5", "个", "2024-01-01"],
        ["A1", "5", "个", "2024-01-02"],
        ["A1", "9", "公斤", "2024-01-03"],
    ]
    units = {
        "个": Unit("个", 1, Fraction(1)),
        "箱": Unit("箱", 1, Fraction(12)),
        "公斤": Unit("公斤", 2, Fraction(1)),
    }
    result = analyse_content(csv_text(rows, header), units=units)
    assert days(result) == {
        ("A1", 7, "2024-01-01"): 17.0,
        ("A1", 7, "2024-01-02"): 5.0,
    }
    assert result.products[0].unit == "个"
    assert result.report.rejections == [(5, "unit", "公斤", "unit_other")]
    assert len(result.fingerprints) == result.report.accepted == 3


def test_warehouse_column():
    header = ["货号", "数量", "仓库", "日期"]
    rows = [
        ["A1", "1", "东仓", "2024-01-01"],
        ["A1", "2", "", "2024-01-01"],
        ["A1", "3", "月球", "2024-01-01"],
    ]
    result = analyse_content(csv_text(rows, header), warehouses={"东仓": 3})
    assert days(result) == {("A1", 3, "2024-01-01"): 1.0, ("A1", 7, "2024-01-01"): 2.0}
    assert [r[3] for r in result.report.rejections] == ["warehouse_unknown"]


def test_dates_in_the_future_are_rejected():
    report = analyse_content(
        csv_text([["1", "A1", "", "1", "1", "2024-07-01", ""]])
    ).report
    assert [r[3] for r in report.rejections] == ["date_range"]


def test_uncertain_date_order_is_noted():
    report = analyse_content(
        csv_text([["1", "A1", "", "1", "1", "01/02/2024", ""]])
    ).report
    assert len(report.notes) == 1


# -- wrong files ----------------------------------------------------------------------
def _zip(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<workbook>&c;</workbook>"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", problem.EMPTY),
        (b"\n \n", problem.EMPTY),
        (gzip.compress(b""), problem.EMPTY),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), problem.BINARY),
        (csv_text([]), problem.NO_ROWS),
        (
            csv_text([SALE], ["a", "b", "c", "d", "e", "f", "g"]),
            problem.MISSING_COLUMNS,
        ),
        ("货号,数量\nA,1\n", problem.MISSING_COLUMNS),
        ("one column\nA\n", problem.ONE_COLUMN),
        (csv_text([["1", "A", "x" * (10 << 20), "1"]]), problem.CELL_TOO_LONG),
        ("货" * (5 << 20), problem.CELL_TOO_LONG),
        (
            csv_text([]) + '1,A,"never closed\n' + "x,y\n" * 600_000,
            problem.CELL_TOO_LONG,
        ),
        (workbook([HEADER, ["1", "A", "x" * 32_768]]), None),
        (csv_text([["x"] * 300], ["c"] * 300), problem.TOO_MANY_COLUMNS),
        (csv_text([SALE]) + "\n\0,a\n", problem.BINARY),
        (csv_text([SALE]).encode() + b"\xff\xff,\xfe", problem.ENCODING),
        (gzip.compress(csv_text([SALE] * 900).encode())[:-40], problem.DAMAGED),
        (b"\x1f\x8bnot gzip at all", problem.DAMAGED),
        (_OLE, problem.OLD_EXCEL),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), problem.PASSWORD),
        (b"PK\x03\x04 nothing", problem.DAMAGED),
        (_zip({"sales.csv": "a,b"}), problem.NOT_WORKBOOK),
        (_zip({"xl/workbook.xml": "<broken"}), problem.BAD_WORKBOOK),
        (_zip({"xl/workbook.xml": LAUGHS}), problem.BAD_WORKBOOK),
    ],
)
def test_wrong_file(content, message):
    if message is None:  # openpyxl writes no longer cell: put it in by hand
        message = problem.CELL_TOO_LONG
        content = _long_cell_workbook()
    assert _problem(content) == message


def _long_cell_workbook():
    source = workbook([HEADER, ["1", "A1", "NAME", 2, 5, "2024-01-31", "c1"]])
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    long = {n: p.replace(b"NAME", b"x" * (10 << 20)) for n, p in parts.items()}
    assert long != parts
    return _zip(long)


def test_bombs_are_not_unpacked():
    tight = Limits(unpacked=1 << 20, small=1 << 18)
    bomb = _zip({"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": " " * (2 << 20)})
    assert _problem(bomb, tight) == problem.UNPACKS_TOO_LARGE
    text = gzip.compress(csv_text([SALE] * 40_000).encode())
    assert _problem(text, tight) == problem.UNPACKS_TOO_LARGE


def test_too_many_rows():
    assert _problem(csv_text([SALE] * 4), Limits(rows=3)) == problem.TOO_MANY_ROWS
    assert _problem(workbook([HEADER, *[SALE] * 4]), Limits(rows=3)) == (
        problem.TOO_MANY_ROWS
    )


def test_stated_encoding():
    with pytest.raises(ImportProblem) as caught:
        open_content(csv_text([SALE]), encoding="klingon")
    assert caught.value.message == problem.UNKNOWN_ENCODING
    assert "klingon" in str(caught.value)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        [b"", b"\x1f\x8b", b"PK\x03\x04", _OLE[:8], "货号,数量,日期\n".encode()]
    ),
    st.binary(max_size=400),
)
def test_arbitrary_bytes_raise_nothing_but_import_problems(start, content):
    try:
        result = analyse_content(start + content)
    except ImportProblem as error:
        assert str(error)
    else:
        result.report.check()


_CELL = st.sampled_from(
    ["", "A1", "a1", "POST", "1", "-2", "0", "x", "=1", "2024-01-05", "合计", "c1", "5"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=5, max_size=8), max_size=25), st.randoms())
def test_any_rows_add_up_in_any_order(rows, shuffle: random.Random):
    rows = [*rows, SALE]
    result = analyse_content(csv_text(rows))
    counts = result.report.as_dict()["rows"]
    fates = ("accepted", "netted", "excluded", "rejected")
    assert sum(counts[fate] for fate in fates) == counts["read"]
    assert counts["read"] + counts["blank"] == len(rows)
    assert len(result.fingerprints) == counts["accepted"] + counts["netted"]
    shuffle.shuffle(rows)
    again = analyse_content(csv_text(rows))
    assert again.report.as_dict()["rows"] == counts
    assert days(again) == days(result)
    assert Counter(again.fingerprints) == Counter(result.fingerprints)
