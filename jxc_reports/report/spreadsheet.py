"""What our spreadsheets have in common."""

from io import BytesIO

import xlsxwriter

from odoo import fields
from odoo.api import Environment
from odoo.tools import format_datetime

TITLE = {"bold": True, "font_size": 14}
HEADING = {"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True}
A4 = 9


def open_book(file: BytesIO) -> xlsxwriter.Workbook:
    """Return a workbook written to ``file``, in which a text such as ``=1+1`` stays
    a text."""
    return xlsxwriter.Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )


def set_up_page(
    sheet: xlsxwriter.worksheet.Worksheet, first_heading: int, last_heading: int
) -> None:
    """Print ``sheet`` on A4 across, as wide as the paper, these rows on each page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first_heading, last_heading)


def printed_by(env: Environment) -> str:
    """Return who made the spreadsheet and when, in the reader's language and zone."""
    return env._(
        "Printed by %(user)s at %(time)s",
        user=env.user.name,
        time=format_datetime(env, fields.Datetime.now()),
    )
