"""Small files of sales and what the engine makes of them."""

import csv
import datetime
import io
import tempfile
from pathlib import Path

import openpyxl

from jxc_inventory.engine.sales_import.analysis import analyse
from jxc_inventory.engine.sales_import.header import match_header
from jxc_inventory.engine.sales_import.reader import open_table
from jxc_inventory.engine.sales_import.rules import NET, Rule
from jxc_inventory.engine.sales_import.settings import Settings
from jxc_inventory.engine.sales_import.values import SCALE

HEADER = ["单据号", "货号", "名称", "数量", "单价", "日期", "客户"]
RULES = (
    Rule(1, "post", "exclude", codes=("POST",)),
    Rule(2, "no price", "exclude", price=frozenset({0, -1})),
    Rule(3, "returns", NET, quantity=frozenset({-1})),
)
TODAY = datetime.date(2024, 6, 30)


def csv_text(rows, header=HEADER, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue()


def open_content(content, limits=None, encoding=None):
    path = Path(tempfile.mkdtemp()) / "sales"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_table(path, limits=limits, encoding=encoding)


def analyse_content(content, **values):
    table = open_content(content)
    values = {"rules": RULES, "warehouse": 7, **values}
    return analyse(table, Settings(match_header(table.header), TODAY, **values))


def days(result):
    return {
        (result.products[n].code, w, datetime.date.fromordinal(d).isoformat()): q
        / SCALE
        for n, w, d, q in result.demand
    }


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SALE = ["1", "A1", "茶", "2", "5", "2024-01-31", "c1"]
