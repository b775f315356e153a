from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_OPEN_STATES = ("waiting", "confirmed", "assigned")
_MAX_RECEIPTS = 100


class Receipts(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def receipts(self, product_id=False):
        """List the receipts still to do, the user's own warehouse first, the oldest
        promise first; with ``product_id`` only those expecting that product."""
        self._check_keeper()
        domain = self._open_receipts_domain()
        if product_id:
            domain &= Domain("move_ids.product_id", "=", self._as_id(product_id))
        pickings = self.env["stock.picking"].search(
            domain, order="scheduled_date, id", limit=_MAX_RECEIPTS
        )
        progress = self._progress(pickings)
        own = self._own_warehouse()
        today = self._today()
        listed = []
        for picking in pickings.sorted(
            lambda picking: picking.picking_type_id.warehouse_id != own
        ):
            due = self._day(picking.scheduled_date)
            listed.append(
                {
                    "id": picking.id,
                    "name": picking.name,
                    "partner": picking.partner_id.name or "",
                    "origin": picking.origin or "",
                    "warehouse": picking.picking_type_id.warehouse_id.name,
                    "own": picking.picking_type_id.warehouse_id == own,
                    "date": self._iso(due),
                    "days_late": (today - due).days,
                    **progress[picking.id],
                }
            )
        return listed

    @api.model
    @api.readonly
    def receipt(self, picking_id):
        """Return all a device needs to receive one transfer without the network: its
        products with every code that names them, how they are kept, what is expected,
        what has been counted, and the lots already known of them."""
        self._check_keeper()
        picking = self._find_transfer(picking_id)
        if picking.picking_type_code != "incoming":
            raise UserError(self.env._("This is not a receipt, or it is gone."))
        if picking.state not in _OPEN_STATES:
            raise UserError(
                self.env._("%s is already finished or cancelled.", picking.name)
            )
        moves = picking.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        # Tells the device which of its own operations have arrived, answered or not.
        operations = self.env["jxc.scan.operation"].search_fetch(
            [
                ("picking_id", "=", picking.id),
                ("user_id", "=", self.env.uid),
                ("state", "=", "applied"),
            ],
            ["uuid"],
        )
        return {
            "id": picking.id,
            "name": picking.name,
            "partner": picking.partner_id.name or "",
            "origin": picking.origin or "",
            "warehouse": picking.picking_type_id.warehouse_id.name,
            "backorder": picking.picking_type_id.create_backorder,
            "today": self._iso(self._today()),
            "products": self._expected_products(moves),
            "applied": operations.mapped("uuid"),
        }

    # ---- parts -------------------------------------------------------------

    @api.model
    def _open_receipts_domain(self):
        return (
            self._own_transfers_domain()
            & Domain("picking_type_code", "=", "incoming")
            & Domain("state", "in", _OPEN_STATES)
        )

    @api.model
    def _progress(self, pickings):
        """Products and quantities expected and counted, by id of picking."""
        progress = defaultdict(lambda: {"products": 0, "demand": 0.0, "done": 0.0})
        for picking, products, demand in self.env["stock.move"]._read_group(
            [
                ("picking_id", "in", pickings.ids),
                ("state", "not in", ("done", "cancel")),
            ],
            ["picking_id"],
            ["product_id:count_distinct", "product_qty:sum"],
        ):
            progress[picking.id].update(products=products, demand=demand)
        for picking, done in self.env["stock.move.line"]._read_group(
            [("picking_id", "in", pickings.ids), ("picked", "=", True)],
            ["picking_id"],
            ["quantity_product_uom:sum"],
        ):
            progress[picking.id]["done"] = done
        return progress

    @api.model
    def _expected(self, product):
        """Open receipts of ``product`` with the quantity each still expects."""
        groups = self.env["stock.move"]._read_group(
            Domain("product_id", "=", product.id)
            & Domain("state", "not in", ("draft", "done", "cancel"))
            & Domain("picking_id", "any", self._open_receipts_domain()),
            ["picking_id"],
            ["product_qty:sum"],
            limit=20,
        )
        return [
            {
                "id": picking.id,
                "name": picking.name,
                "partner": picking.partner_id.name or "",
                "date": self._iso(self._day(picking.scheduled_date)),
                "quantity": quantity,
            }
            for picking, quantity in groups
        ]

    @api.model
    def _expected_products(self, moves):
        """One entry a product of ``moves``, in the order of the transfer."""
        codes = self._codes_by_product(moves.product_id)
        lots = self._lots_by_product(moves.product_id)
        counted = self._counted_by_product(moves)
        expected = []
        for product, product_moves in moves.grouped("product_id").items():
            expected.append(
                {
                    "id": product.id,
                    "name": product.display_name
                    if product.product_template_attribute_value_ids
                    else product.name,
                    "code": product.default_code or "",
                    "codes": codes[product.id],
                    "unit": product.uom_id.name,
                    "tracking": product.tracking,
                    "keeping": self._keeping(product),
                    "demand": sum(product_moves.mapped("product_qty")),
                    "done": sum(line["quantity"] for line in counted[product.id]),
                    "counted": counted[product.id],
                    "lots": lots[product.id],
                }
            )
        return expected

    @api.model
    def _keeping(self, product):
        """How the scanner learns when goods of ``product`` expire: from the production
        date and a shelf life, by themselves some days after receipt, or only from the
        label; False when they do not expire."""
        if product.tracking == "none" or not product.use_expiration_date:
            return False
        life = product.product_tmpl_id._get_shelf_life()
        if life:
            return {"by": "production", "length": life.length, "unit": life.unit}
        if product.expiration_time:
            return {"by": "receipt", "length": product.expiration_time, "unit": "day"}
        return {"by": "label"}

    @api.model
    def _codes_by_product(self, products):
        """Every code that names a product, with the quantity one scan of it means."""
        codes = defaultdict(list)
        for product in products:
            for code in filter(None, (product.barcode, product.default_code)):
                codes[product.id].append({"code": code, "quantity": 1.0})
        for packaging in self.env["product.uom"].search(
            [("product_id", "in", products.ids)]
        ):
            unit = packaging.product_id.uom_id
            codes[packaging.product_id.id].append(
                {
                    "code": packaging.barcode,
                    "quantity": packaging.uom_id._compute_quantity(1.0, unit),
                }
            )
        return codes

    @api.model
    def _lots_by_product(self, products):
        lots = defaultdict(list)
        tracked = products.filtered(lambda product: product.tracking != "none")
        known = self.env["stock.lot"].search(
            [("product_id", "in", tracked.ids)], order="id desc", limit=2000
        )
        in_stock = self._lots_in_stock(known)
        for lot in known:
            lots[lot.product_id.id].append(
                {"name": lot.name, "in_stock": lot in in_stock, **self._expiry(lot)}
            )
        return lots

    @api.model
    def _lots_in_stock(self, lots):
        """Those of ``lots`` of which a warehouse holds something."""
        groups = self.env["stock.quant"]._read_group(
            Domain("lot_id", "in", lots.ids)
            & Domain("location_id.usage", "in", ("internal", "transit"))
            & Domain("quantity", ">", 0),
            ["lot_id"],
        )
        return lots.browse(lot.id for (lot,) in groups)

    @api.model
    def _counted_by_product(self, moves):
        counted = defaultdict(list)
        for line in moves.move_line_ids.filtered("picked"):
            dated = line.lot_id or line
            counted[line.product_id.id].append(
                {
                    "lot": line.lot_id.name or line.lot_name or "",
                    "quantity": line.quantity_product_uom,
                    "production_date": self._iso(dated.production_date),
                    "expiration_date": self._iso(self._day(dated.expiration_date)),
                }
            )
        return counted
