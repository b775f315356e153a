from odoo import SUPERUSER_ID as _ROOT
from odoo import models
from odoo.tools import SQL, split_every

_BATCH = 500
#: Tables whose rows describe a record and are no use of it.
_NO_USE = {
    "product_product",
    "product_template",
    "mail_followers",
    "product_value",
}


class SalesImport(models.Model):
    _inherit = "jxc.sales.import"

    def _undo(self):
        """Remove this import's demand, and what it made and nothing else uses."""
        self._claim_company()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE jxc_sales_import_day SET quantity = 0 WHERE import_id = %s",
                self.id,
            )
        )
        self._state_demand()
        self.env.cr.execute(
            SQL("DELETE FROM jxc_sales_import_day WHERE import_id = %s", self.id)
        )
        self.env["jxc.sales.import.day"].invalidate_model()
        kept = [
            self._remove_unused("product_ids"),
            self._remove_unused("partner_ids"),
            self._remove_unused("uom_ids"),
        ]
        self.write({"state": "undone"})
        # sudo: users cannot write this field; it is emptied.
        self.sudo().fingerprints = False
        self.message_post(
            body=self.env._(
                "Undone. Kept because they are used: %(products)s products,"
                " %(customers)s customers, %(units)s units.",
                products=kept[0],
                customers=kept[1],
                units=kept[2],
            )
        )

    def _remove_unused(self, field_name: str) -> int:
        """Delete the records the import made that nothing refers to.

        Returns how many stay.
        """
        records = self[field_name]
        unused = records - records.browse(self._used_ids(records))
        for batch in split_every(_BATCH, unused.ids):
            # sudo: what the import made may go by the same right.
            unused.browse(batch).sudo().unlink()
        return len(records) - len(unused)

    def _used_ids(self, records) -> set[int]:
        """Return ids of ``records`` another record refers to, whatever its kind."""
        used = self._referred(records, records.ids)
        if records._name == "product.product":
            # sudo: a template of another company is read to see whether it is used.
            products = records.sudo()
            templates = {p.id: p.product_tmpl_id.id for p in products}
            shared = products.browse().with_context(active_test=False)
            others = shared._read_group(
                [
                    ("product_tmpl_id", "in", list(templates.values())),
                    ("id", "not in", records.ids),
                ],
                ["product_tmpl_id"],
            )
            used_templates = {template.id for (template,) in others}
            used_templates |= self._referred(
                records.product_tmpl_id, list(templates.values())
            )
            used |= {
                p for p, template in templates.items() if template in used_templates
            }
        return used

    def _referred(self, records, ids: list[int]) -> set[int]:
        """Return those of ``ids`` that a foreign key of any table holds."""
        if not ids:
            return set()
        own_relations = {
            field.relation
            for field in records._fields.values()
            if field.type == "many2many" and field.store
        }
        skipped = _NO_USE | own_relations | {f.relation for f in self._own_relations()}
        if records._name == "uom.uom":
            skipped = skipped - {"product_template", "product_product"}
        used: set[int] = set()
        for table, column in self._foreign_keys(records._table):
            if table in skipped:
                continue
            used.update(
                row[0]
                for row in self.env.execute_query(
                    SQL(
                        "SELECT DISTINCT %(column)s FROM %(table)s"
                        " WHERE %(column)s = ANY(%(ids)s) %(besides)s",
                        column=SQL.identifier(column),
                        table=SQL.identifier(table),
                        ids=ids,
                        besides=self._besides(table, records._table, column),
                    )
                )
            )
        return used

    def _own_relations(self):
        return [f for f in self._fields.values() if f.type == "many2many"]

    def _besides(self, table: str, own_table: str, column: str) -> SQL:
        """Return a condition that leaves out references which are no use."""
        if table == own_table:
            return SQL("AND id <> %s", SQL.identifier(column))
        if table == "stock_warehouse_orderpoint":
            # Made by the scheduler from this history, by no person. (Who wrote it
            # last tells nothing: recomputed amounts count as writing.)
            return SQL("AND COALESCE(create_uid, %(root)s) <> %(root)s", root=_ROOT)
        return SQL()

    def _foreign_keys(self, table: str) -> list[tuple[str, str]]:
        """Return table and column of every foreign key to ``table``."""
        return self.env.execute_query(
            SQL(
                """
                SELECT source.relname, attribute.attname
                  FROM pg_constraint con
                  JOIN pg_class source ON source.oid = con.conrelid
                  JOIN pg_class target ON target.oid = con.confrelid
                  JOIN pg_attribute attribute
                    ON attribute.attrelid = con.conrelid
                   AND attribute.attnum = con.conkey[1]
                 WHERE con.contype = 'f'
                   AND target.relname = %s
                   AND source.relnamespace = current_schema::regnamespace
              ORDER BY 1, 2
                """,
                table,
            )
        )
