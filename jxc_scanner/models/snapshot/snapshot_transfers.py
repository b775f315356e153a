from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .rows import Rows

_OPEN_STATES = ("waiting", "confirmed", "assigned")
# A device asks for what is on its screen, not for a year.
_MAX_ASKED = 200

# What the operation types of a warehouse are for.
_STEPS = {
    "store_type_id": "putaway",
    "pick_type_id": "pick",
    "pack_type_id": "pack",
    "in_type_id": "receive",
    "out_type_id": "ship",
}
_STEPS_BY_CODE = {"incoming": "receive", "outgoing": "ship"}


class SnapshotTransfers(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def transfer(self, transfer_id):
        """Return one transfer with all it needs; see :meth:`transfers`."""
        return self.transfers([transfer_id])

    @api.model
    @api.readonly
    def transfers(self, transfer_ids):
        """Return transfers as they are now, whatever their state, with their moves,
        lines, products, lots and packages, in the shape of a snapshot's tables.

        Transfers that are gone or not of the user's warehouse are left out.

        :raise UserError: what was asked for is no list of at most 200 ids
        """
        self._check_keeper()
        self._check_ids(transfer_ids)
        return self._in_company()._piece(Domain("id", "in", transfer_ids), transfer_ids)

    @api.model
    def _check_ids(self, ids):
        good = isinstance(ids, list) and all(map(self._as_id, ids))
        if not good or len(ids) > _MAX_ASKED:
            raise UserError(
                self.env._("Ask for at most %s records, as a list of ids.", _MAX_ASKED)
            )

    @api.model
    def _piece(self, wanted, transfer_ids):
        transfers = self._own_transfers_domain() & wanted
        moves = self._moves_of(transfers)
        lines = Domain("picking_id", "in", self.env["stock.picking"]._search(transfers))
        products = Domain("id", "in", self._ids_of("stock.move", moves, "product_id"))
        lots = Domain(
            "id", "in", self._ids_of("stock.move.line", lines, "lot_id")
        ) | Domain("id", "in", self._last_lots(transfers))
        packages = Domain.OR(
            Domain("id", "in", self._ids_of("stock.move.line", lines, name))
            for name in ("package_id", "result_package_id")
        )
        rows = {
            "products": self._product_rows(products),
            "packagings": self._packaging_rows(
                self.env["product.product"]._search(products, active_test=False)
            ),
            "lots": self._lot_rows(lots),
            "packages": self._package_rows(packages),
            **self._transfer_tables(transfers),
        }
        tables = {name: self._as_columns(name, found) for name, found in rows.items()}
        return {"today": self._iso(self._today()), "of": transfer_ids, "tables": tables}

    # ---- tables ------------------------------------------------------------

    @api.model
    def _transfer_tables(self, transfers):
        return {
            "transfers": self._transfer_rows(transfers),
            "moves": self._move_rows(self._moves_of(transfers)),
            "lines": self._line_rows(transfers),
            "applied": self._applied_rows(transfers),
        }

    @api.model
    def _open_transfers_domain(self):
        """Open transfers of the user's own warehouse."""
        return (
            Domain("company_id", "=", self.env.company.id)
            & Domain("picking_type_id.warehouse_id", "=", self._own_warehouse().id)
            & Domain("state", "in", _OPEN_STATES)
        )

    @api.model
    def _moves_of(self, transfers):
        return Domain(
            "picking_id", "in", self.env["stock.picking"]._search(transfers)
        ) & Domain("state", "!=", "cancel")

    @api.model
    def _open_moves(self, transfers):
        return self._moves_of(transfers) & Domain("state", "!=", "done")

    @api.model
    def _transfer_rows(self, transfers):
        rows = Rows(self.env["stock.picking"], transfers)
        return rows.add(
            "name",
            "state",
            "origin",
            "user_id",
            "batch_id",
            "location_id",
            "location_dest_id",
            type_id="picking_type_id",
            partner="partner_id.name",
            date=self._day_to_sql(rows["scheduled_date"]),
            batch="batch_id.name",
        )

    @api.model
    def _move_rows(self, moves):
        rows = Rows(self.env["stock.move"], moves)
        return rows.add("picking_id", "product_id", demand="product_qty")

    @api.model
    def _finish_moves(self, columns):
        """Say of moves what the rules about lots ask of what is picked for them."""
        rules = self._pick_rules(self.env["stock.move"].browse(columns["id"]))
        columns["rules"] = [rules.get(move_id, False) for move_id in columns["id"]]
        return columns

    @api.model
    def _line_rows(self, transfers):
        rows = Rows(
            self.env["stock.move.line"],
            Domain("picking_id", "in", self.env["stock.picking"]._search(transfers)),
        )
        return rows.add(
            "picking_id",
            "move_id",
            "product_id",
            "lot_id",
            "location_id",
            "location_dest_id",
            "package_id",
            "result_package_id",
            "picked",
            lot="lot_name",
            production_date=self._iso_to_sql(rows["production_date"]),
            expiration_date=self._day_to_sql(rows["expiration_date"]),
            quantity="quantity_product_uom",
        )

    @api.model
    def _applied_rows(self, transfers):
        """Which of the user's own operations have arrived, answered or not."""
        rows = Rows(
            self.env["jxc.scan.operation"],
            Domain("user_id", "=", self.env.uid)
            & Domain("state", "=", "applied")
            & Domain("picking_id", "in", self.env["stock.picking"]._search(transfers)),
        )
        return rows.add("picking_id", "uuid")

    @api.model
    def _type_rows(self):
        own = Domain("warehouse_id", "=", self._own_warehouse().id)
        rows = Rows(self.env["stock.picking.type"], own)
        return rows.add(
            "name",
            "code",
            "barcode",
            "warehouse_id",
            location_id="default_location_src_id",
            location_dest_id="default_location_dest_id",
            backorder="create_backorder",
        )

    @api.model
    def _finish_types(self, columns):
        warehouse = self._own_warehouse()
        steps = {warehouse[name].id: step for name, step in _STEPS.items()}
        if warehouse.delivery_steps == "ship_only":
            # Nobody has taken these goods from the shelves before.
            steps[warehouse.out_type_id.id] = "pick"
        columns["step"] = [
            steps.get(type_id) or _STEPS_BY_CODE.get(code, "internal")
            for type_id, code in zip(columns["id"], columns["code"], strict=True)
        ]
        return columns
