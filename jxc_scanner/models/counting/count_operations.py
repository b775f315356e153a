from odoo import api, fields, models
from odoo.exceptions import UserError

from ..journal.entry_error import EntryError

_MAX_PROOF = 400


class CountOperations(models.Model):
    """Counting what lies at a place, without being told what should.

    These operations say what was counted; where it ends is up to ``_end_count``.
    """

    _inherit = "jxc.scan.operation"

    kind = fields.Selection(
        selection_add=[
            ("count.line", "Count"),
            ("count.undo", "Undo Stock Count"),
            ("count.finish", "Finish Count"),
        ],
        ondelete={
            "count.line": "cascade",
            "count.undo": "cascade",
            "count.finish": "cascade",
        },
    )

    @api.model
    def _subject_key(self, kind, payload):
        key = super()._subject_key(kind, payload)
        return (*key, payload.get("location_id")) if kind.startswith("count.") else key

    @api.model
    def _open_count(self, payload):
        """Return the place that is counted, or refuse."""
        return self._stock_place(payload, "location_id")

    @api.model
    def _apply_count_line(self, location, payload):
        """State how much of ``product_id``, ``lot`` (by name) and ``package_id`` lies
        at the place: ``quantity``, zero included. ``again`` replaces a count that
        stands there already; a lot nobody knew is created with its dates."""
        product = self._stock_product(payload)
        quantity = self._counted_quantity(payload, product)
        package = payload.get("package_id") and self._package(payload)
        entry = {
            "location": location,
            "product": product,
            "lot": self._counted_lot(location, product, payload, quantity),
            "package": package or self.env["stock.package"],
            "quantity": quantity,
        }
        if not payload.get("again"):
            self._check_not_counted(entry)
        (evidence,) = self._end_count([entry])
        return evidence

    @api.model
    def _apply_count_undo(self, _location, payload):
        """Take back the count with number ``target`` of the same user."""
        target = self.search(
            [
                ("uuid", "=", self._text(payload, "target")),
                ("kind", "=", "count.line"),
                ("state", "=", "applied"),
                ("user_id", "=", self.env.uid),
            ]
        )
        if not target or target.result.get("undone"):
            raise UserError(self.env._("There is no such count to take back."))
        self._take_back_count(target.result)
        self._mark_undone(target)
        return {}

    @api.model
    def _apply_count_finish(self, location, payload):
        """End the count of the place. With ``rest`` "zero" whatever else was expected
        there is counted as not there; ``counts`` are then the numbers of all counts
        made: when one of them was refused, nothing is."""
        if payload.get("rest") != "zero":
            return {"missing": 0}
        self._check_all_arrived(payload.get("counts"))
        rest = self._uncounted(location)
        self._end_count(rest)
        return {"missing": len(rest)}

    # ---- parts -----------------------------------------------------------------

    @api.model
    def _counted_quantity(self, payload, product):
        value = payload.get("quantity")
        if value == 0 and not isinstance(value, bool):
            return 0.0
        quantity = self._quantity(payload, product)
        if product.tracking == "serial" and quantity != 1:
            raise EntryError(self.env._("A serial number stands for one piece."))
        return quantity

    @api.model
    def _counted_lot(self, location, product, payload, quantity):
        if product.tracking == "none":
            return self.env["stock.lot"]
        name = self._text(payload, "lot")
        if not name:
            raise EntryError(
                self.env._("%s needs a lot or serial number.", product.display_name)
            )
        warehouse = location.warehouse_id
        lot = self._known_lot(warehouse, product, name)
        if lot or not quantity:
            return lot or self._refuse_unknown(name)
        return self.env["stock.lot"].create(
            {
                "name": name,
                "product_id": product.id,
                "company_id": warehouse.company_id.id,
                **self._date_values(warehouse, payload),
            }
        )

    @api.model
    def _refuse_unknown(self, name):
        raise UserError(
            self.env._("Nobody knows lot %s: there is nothing to count as zero.", name)
        )

    @api.model
    def _check_all_arrived(self, numbers):
        if not isinstance(numbers, list) or len(numbers) > _MAX_PROOF:
            raise EntryError(self.env._("The scan lacks its %s.", "counts"))
        arrived = self.search_count(
            [
                ("uuid", "in", [str(number) for number in numbers]),
                ("kind", "=", "count.line"),
                ("state", "=", "applied"),
                ("user_id", "=", self.env.uid),
            ]
        )
        if arrived != len(set(map(str, numbers))):
            raise UserError(
                self.env._("A scan sent before was refused. Look at it first.")
            )
