import base64
import csv
import gzip
import io
import zipfile

from odoo.addons.jxc_inventory.tests.demand_common import DemandCommon

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HEADER = ["单据号", "货号", "名称", "数量", "单价", "日期", "客户"]


class SalesImportCommon(DemandCommon):
    """``DemandCommon`` with an inventory manager, and files to import."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._user("import_manager", "group_manager")
        cls.Import = cls._as(cls.env["jxc.sales.import"], cls.manager)

    @classmethod
    def _csv(cls, *rows, header=None):
        """Return a CSV file (bytes) of ``rows`` below a header."""
        text = io.StringIO()
        csv.writer(text).writerows([header or HEADER, *rows])
        return text.getvalue().encode()

    @classmethod
    def _sale(cls, code="A1", quantity="2", day="2024-01-31", document="1", **values):
        """Return one row in the order of ``HEADER``."""
        return [
            document,
            code,
            values.get("name", "Tea"),
            quantity,
            values.get("price", "5"),
            day,
            values.get("customer", "c1"),
        ]

    def _upload(self, content, user=None, name="sales.csv", **values):
        """Return the import the upload dialog opens for this file."""
        user = user or self.manager
        Upload = self._as(self.env["jxc.sales.import.upload"], user)
        upload = Upload.with_company(user.company_id).create(
            {"file": base64.b64encode(content), "filename": name, **values}
        )
        action = upload.action_next()
        return self._as(self.env[action["res_model"]], user).browse(action["res_id"])

    def _imported(self, content, **values):
        """Return an import that is done."""
        job = self._upload(content, **values)
        job.action_check()
        job.action_import()
        return job

    def _history(self, company=None):
        """Return imported demand as {(code, warehouse, day): quantity}."""
        rows = self.History.search(
            [("company_id", "=", (company or self.company).id)], order="date, id"
        )
        return {
            (row.product_id.default_code, row.warehouse_id, str(row.date)): (
                row.imported_qty
            )
            for row in rows
        }

    def _counts(self):
        """Return how many records there are of everything an import touches."""
        models = (
            "product.product",
            "product.template",
            "uom.uom",
            "res.partner",
            "jxc.demand.history",
            "jxc.sales.import",
            "jxc.sales.import.day",
            "jxc.sales.import.layout",
            "ir.attachment",
        )
        return {name: self.env[name].sudo().search_count([]) for name in models}

    def _wrong_files(self):
        """Yield name, content of a wrong file and what its message says."""
        sale = self._sale()
        yield "empty", b"", "empty"
        yield "binary", b"\x89PNG\r\n\0\0\0" + bytes(range(256)), "not a table"
        yield "one_column", b"abc\n1\n", "Only one column"
        yield "wrong_header", self._csv(sale, header=list("abcdefg")), "No column"
        yield (
            "short_header",
            self._csv(["A1", "x"], header=["货号", "名称"]),
            "No column",
        )
        yield "no_rows", self._csv(), "no rows"
        yield "long_cell", self._csv(self._sale(name="x" * (10 << 20))), "characters"
        yield "damaged", gzip.compress(self._csv(*[sale] * 99))[:-20], "damaged"
        yield "old_excel", OLE, "old Excel"
        yield "password", OLE + "EncryptedPackage".encode("utf-16-le"), "password"
        yield "zip", self._zip("sales.csv", "a,b"), "ZIP archive"
        yield "workbook", self._zip("xl/workbook.xml", "<broken"), "cannot be read"
        yield "bomb", self._zip("xl/workbook.xml", "0" * (65 << 20)), "unpacks to more"
        yield "encoding", self._csv(sale) + b"\xff\xff,\xfe", "not valid UTF-8"

    @staticmethod
    def _zip(name, content):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return out.getvalue()
