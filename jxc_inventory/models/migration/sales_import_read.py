import base64
import csv
import io
import tempfile
from array import array
from contextlib import contextmanager
from fractions import Fraction
from itertools import islice

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine.sales_import.analysis import Analysis, analyse, check_mapping
from ...engine.sales_import.header import FIELDS, match_header, signature
from ...engine.sales_import.problem import COLUMN_TWICE, ImportProblem
from ...engine.sales_import.reader import Table, open_table
from ...engine.sales_import.report import describe_rejection
from ...engine.sales_import.settings import Settings, Unit

_SAMPLE_ROWS = 3
_LARGE_TEXT, _LARGE_WORKBOOK = 2 << 20, 1 << 20


class SalesImport(models.Model):
    _inherit = "jxc.sales.import"

    @contextmanager
    def _problems_as_user_errors(self):
        """Tell what is wrong with a file in the user's language."""
        try:
            yield
        except ImportProblem as error:
            raise UserError(self._problem_text(error)) from None

    def _problem_text(self, error: ImportProblem) -> str:
        values = {
            key: ", ".join(self._translate(part) for part in value)
            if isinstance(value, list)
            else value
            for key, value in error.values.items()
        }
        return self._translate(error.message) % values

    def _translate(self, text: str) -> str:
        """Translate a text the engine marked for translation."""
        return self.env._(text)  # pylint: disable=translation-not-lazy

    @contextmanager
    def _file_path(self):
        """Yield the path of a temporary copy of the uploaded file."""
        with tempfile.NamedTemporaryFile() as copy:
            copy.write(base64.b64decode(self.file or b""))
            copy.flush()
            yield copy.name

    def _read_header(self, path: str, encoding: str | None = None) -> Table:
        """Match the columns of the file at ``path``. Raises ``ImportProblem``."""
        table = open_table(path, encoding=encoding)
        layout = self.env["jxc.sales.import.layout"]._recall(
            self.company_id, signature(table.header)
        )
        if layout:
            chosen = layout.fields_by_column
        else:
            by_column = {c: field for field, c in match_header(table.header).items()}
            chosen = [by_column.get(i) for i in range(len(table.header))]
        sample = [cells for _n, cells in islice(table.rows(), _SAMPLE_ROWS)]
        large = _LARGE_WORKBOOK if table.kind == "xlsx" else _LARGE_TEXT
        self.write(
            {
                "checksum": table.checksum,
                "encoding": table.encoding or False,
                "is_large": table.size > large,
                "date_order": layout.date_order or self.date_order,
                "column_ids": [fields.Command.clear()]
                + [
                    fields.Command.create(
                        {
                            "position": position + 1,
                            "header": header,
                            "sample": " · ".join(
                                row[position][:60]
                                for row in sample
                                if position < len(row) and row[position]
                            ),
                            "field": chosen[position],
                        }
                    )
                    for position, header in enumerate(table.header)
                ],
            }
        )
        return table

    def _mapping(self) -> dict[str, int]:
        """Return the column chosen for each field. Raises ``ImportProblem``."""
        mapping: dict[str, int] = {}
        for column in self.column_ids.filtered("field"):
            if column.field in mapping:
                raise ImportProblem(COLUMN_TWICE, field=[FIELDS[column.field]])
            mapping[column.field] = column.position - 1
        check_mapping(mapping, self.column_ids.mapped("header"))
        return mapping

    def _remember_layout(self):
        headers = self.column_ids.mapped(lambda column: column.header or "")
        self.env["jxc.sales.import.layout"]._remember(
            self.company_id,
            signature(headers),
            {
                "header": ", ".join(filter(None, headers))[:200],
                "fields_by_column": [c.field or None for c in self.column_ids],
                "date_order": self.date_order,
            },
        )

    def _settings(self) -> Settings:
        """Return what the engine needs to know of this company."""
        zone = self.company_id._jxc_timezone()
        return Settings(
            mapping=self._mapping(),
            today=fields.Date.context_today(self.with_context(tz=zone.key)),
            zone=zone,
            warehouse=self.warehouse_id.id,
            rules=self._rules()._as_engine_rules(),
            warehouses={
                name.casefold(): warehouse.id
                for warehouse in self.env["stock.warehouse"].search(
                    [("company_id", "=", self.company_id.id)]
                )
                for name in (warehouse.name, warehouse.code)
            },
            products={
                code: product.uom_id.name for code, product in self._products().items()
            },
            units=self._known_units(),
            known=self._known_fingerprints(),
            date_order=self.date_order or None,
            default_unit=self.env.ref("uom.product_uom_unit").name,
        )

    def _rules(self):
        return self.env["jxc.sales.import.rule"].search(
            [("company_id", "in", [False, self.company_id.id])]
        )

    def _products(self) -> dict:
        """Return the company's products by code without letter case.

        Where codes differ only by case, active products come first, then older ones.
        """
        products = (
            self.env["product.product"]
            .with_context(active_test=False)
            .search_fetch(
                [
                    ("default_code", "!=", False),
                    ("company_id", "in", [False, self.company_id.id]),
                ],
                ["default_code", "uom_id"],
                order="active desc, id",
            )
        )
        by_code: dict = {}
        for product in products:
            by_code.setdefault(product.default_code.strip().casefold(), product)
        return by_code

    def _known_units(self) -> dict[str, Unit]:
        """Return units by their names in every language, without letter case."""
        rows = self.env.execute_query(
            SQL("SELECT id, name, factor, parent_path FROM uom_uom ORDER BY id DESC")
        )
        return {
            name.casefold(): Unit(name, int(path.split("/")[0]), Fraction(str(factor)))
            for _id, names, factor, path in rows
            for name in names.values()
        }

    def _live_imports(self):
        return self.search(
            [("company_id", "=", self.company_id.id), ("state", "=", "done")]
        )

    def _known_fingerprints(self) -> array:
        """Return the sorted fingerprints of all rows imported and not undone."""
        known = array("Q")
        # sudo: the field is hidden from everybody; only whether a row is among
        # them is used.
        for job in self._live_imports().sudo():
            known.frombytes(base64.b64decode(job.fingerprints or b""))
        return array("Q", sorted(known))

    def _analyse(self, path: str, progress=lambda rows: None) -> Analysis:
        """Account for every row of the file at ``path`` and keep the account.

        Raises ``ImportProblem``. Writes on the import only.
        """
        self.ensure_one()
        settings = self._settings()
        table = open_table(path, encoding=self.encoding or None)
        rejected = _RejectedRows(self._translate)
        result = analyse(table, settings, progress=progress, sink=rejected.add)
        report = result.report
        self.write(
            {
                "state": "checked",
                "checksum": table.checksum,
                "report": report.as_dict(self._translate),
                "read_count": report.read,
                "accepted_count": report.accepted,
                "netted_count": report.netted,
                "excluded_count": report.excluded,
                "rejected_count": report.rejected,
                "rejected_file": rejected.content(),
            }
        )
        self._remember_layout()
        return result

    def _check(self, progress=lambda rows: None):
        with self._file_path() as path:
            self._analyse(path, progress)

    def _import(self, progress=lambda rows: None):
        with self._file_path() as path:
            self._import_path(path, progress)

    def _import_path(self, path: str, progress=lambda rows: None):
        """Read the file at ``path`` again and make what it tells of.

        ``progress`` may commit: nothing is made while the file is read.
        """
        seen = self._live_imports()
        analysis = self._analyse(path, progress)
        self._claim_company()
        if self._live_imports() != seen:
            analysis = self._analyse(path)
        with self.env.cr.savepoint():
            self._apply(analysis)


class _RejectedRows:
    """Writes rejected rows as a CSV file a spreadsheet program opens safely."""

    def __init__(self, translate):
        self._translate = translate
        self._text = io.StringIO()
        self._writer = csv.writer(self._text)
        self._empty = True

    def add(self, row: int, field_name: str, text: str, reason: str):
        described = describe_rejection(reason, field_name, self._translate)
        if self._empty:
            self._writer.writerow(
                map(self._translate, ("Row", "Field", "Value", "Problem", "Cure"))
            )
            self._empty = False
        if text.startswith(("=", "+", "-", "@", "\t", "\r")):
            text = f"'{text}"  # a spreadsheet would run it as a formula
        self._writer.writerow(
            [
                row,
                described["field_name"],
                text,
                described["problem"],
                described["cure"],
            ]
        )

    def content(self):
        if self._empty:
            return False
        return base64.b64encode(self._text.getvalue().encode("utf-8-sig"))
