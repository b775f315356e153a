"""What can be wrong with a file or a row, in words the translator sees."""


def _(source: str) -> str:
    """Mark ``source`` for translation; whoever shows it translates it."""
    return source


class ImportProblem(Exception):
    """The file as a whole cannot be imported; nothing was changed.

    ``message`` is an English template marked for translation, ``values`` fill it.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values


EMPTY = _("The file is empty. Export the sales again and choose that file.")
NO_ROWS = _("The file has a header but no rows below it.")
TOO_LARGE = _("The file is larger than %(limit)s MB. Split it, for example by year.")
UNPACKS_TOO_LARGE = _(
    "The compressed file unpacks to more than a sales history can need."
    " It was not opened further. Export the sales again without compression."
)
DAMAGED = _("The compressed file is damaged or incomplete. Copy or export it again.")
BINARY = _(
    "The file is not a table of text (near row %(row)s)."
    " Choose a CSV file or an Excel workbook (.xlsx)."
)
OLD_EXCEL = _(
    "The file is an old Excel workbook (.xls)."
    " Open it and save it as .xlsx or as CSV UTF-8."
)
PASSWORD = _(
    "The workbook is protected by a password. Remove the password and save it again."
)
NOT_WORKBOOK = _(
    "The file is a ZIP archive but not an Excel workbook."
    " Unpack it and choose the CSV or .xlsx file inside."
)
BAD_WORKBOOK = _(
    "The Excel workbook cannot be read. Open it in a spreadsheet program,"
    " save it as .xlsx again, or save the sheet as CSV UTF-8."
)
ENCODING = _(
    "The text is not valid %(encoding)s (near byte %(position)s)."
    " Save the file as CSV UTF-8, or state its encoding."
)
UNKNOWN_ENCODING = _("%(encoding)s is not an encoding that can be imported.")
ONE_COLUMN = _(
    "Only one column was found. Columns must be separated by comma, semicolon or tab."
)
TOO_MANY_COLUMNS = _(
    "Row %(row)s has more than %(limit)s columns."
    " Export only the columns that describe a sale."
)
CELL_TOO_LONG = _(
    "Row %(row)s has a cell or a line of more than %(limit)s characters."
    " Look for a quotation mark that is not closed, or shorten the cell."
)
TOO_MANY_ROWS = _(
    "The file has more than %(limit)s rows. Split it, for example by year."
)
MISSING_COLUMNS = _(
    "No column was found for: %(fields)s. The columns are: %(columns)s."
    " Choose the columns yourself, or add a header row."
)
COLUMN_TWICE = _("More than one column is matched to %(field)s. Keep one.")

#: Reason a row is rejected -> (what is wrong, what to do).
REJECTIONS: dict[str, tuple[str, str]] = {
    "columns": (
        _("The row has another number of columns than the header."),
        _("Put cells that contain the separator in quotation marks."),
    ),
    "formula": (
        _("The cell is a formula."),
        _("Copy the column and paste it as values."),
    ),
    "code_missing": (
        _("There is no product code."),
        _("Fill in the code, or delete the row."),
    ),
    "code_long": (
        _("The product code is longer than 64 characters."),
        _("Check that the right column is matched to the product code."),
    ),
    "code_rounded": (
        _("A spreadsheet has rounded this product code."),
        _("Format the column as text, fill in the code again and save."),
    ),
    "quantity_missing": (
        _("There is no quantity."),
        _("Fill in the quantity, or delete the row."),
    ),
    "quantity_bad": (
        _("The quantity is not a number."),
        _("Write digits only; put the unit in its own column."),
    ),
    "quantity_negative": (
        _("The quantity is negative and no rule says what that means."),
        _("Activate the rule for returns, or correct the quantity."),
    ),
    "price_bad": (
        _("The price is not a number."),
        _("Write digits only, or leave the price column unmatched."),
    ),
    "date_missing": (
        _("There is no date."),
        _("Fill in the day of the sale."),
    ),
    "date_bad": (
        _("The date cannot be read."),
        _("Write it as year-month-day, for example 2024-01-31."),
    ),
    "date_range": (
        _("The date lies in the future or before 1990."),
        _("Correct the date, or choose another order of day and month."),
    ),
    "warehouse_unknown": (
        _("There is no warehouse with this name or code."),
        _("Create the warehouse, or correct the name."),
    ),
    "unit_other": (
        _("The unit cannot be converted to the unit of the product."),
        _("Define the unit as a multiple of the other, or correct the row."),
    ),
}
