from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..journal.entry_error import EntryError


class PickChecks(models.Model):
    """What speaks against taking goods, asked when they are taken.

    The gate asks again when the transfer is finished; a keeper wants to know it while
    standing at the shelf.
    """

    _inherit = "jxc.scan.operation"

    @api.model
    def _pick_check_place(self, moves, product, place):
        location = place.location
        if not location or location.usage not in ("internal", "transit"):
            raise EntryError(self.env._("Scan the location the goods lie in."))
        if not any(location._child_of(move.location_id) for move in moves):
            raise UserError(
                self.env._(
                    "%(product)s is to be taken from %(wanted)s, not from"
                    " %(location)s.",
                    product=product.display_name,
                    wanted=moves[:1].location_id.display_name,
                    location=location.display_name,
                )
            )
        if product.tracking != "none" and place.lot.product_id != product:
            raise EntryError(
                self.env._("%s needs a lot or serial number.", product.display_name)
            )

    @api.model
    def _pick_check_shelf(self, takes):
        """Refuse what does not lie there: what others have picked is gone already."""
        wanted = defaultdict(float)
        for take in takes:
            if take.product.is_storable:
                wanted[(take.product, *take.place)] += take.quantity
        if not wanted:
            return
        products = [key[0].id for key in wanted]
        places = [key[1].id for key in wanted]
        groupby = ["product_id", "location_id", "lot_id", "package_id"]
        there = defaultdict(float)
        # sudo: what lies there, and what is in somebody's hands, decides whatever the
        # user may read of it.
        quants = self.env["stock.quant"].sudo()
        # sudo: see above.
        lines = self.env["stock.move.line"].sudo()
        for *key, quantity in quants._read_group(
            [("product_id", "in", products), ("location_id", "in", places)],
            groupby,
            ["quantity:sum"],
        ):
            there[tuple(record.id for record in key)] += quantity
        for *key, quantity in lines._read_group(
            [
                ("product_id", "in", products),
                ("location_id", "in", places),
                ("picked", "=", True),
                ("state", "not in", ("done", "cancel")),
            ],
            groupby,
            ["quantity_product_uom:sum"],
        ):
            there[tuple(record.id for record in key)] -= quantity
        for (product, *place), quantity in wanted.items():
            left = there[(product.id, *(record.id for record in place))]
            if product.uom_id.compare(quantity, left) > 0:
                raise UserError(
                    self._pick_describe_missing(product, place, max(0, left))
                )

    @api.model
    def _pick_describe_missing(self, product, place, left):
        location, lot, package = place
        return self.env._(
            "%(goods)s at %(location)s: by the books only %(left)s %(unit)s are left."
            " Count them first.",
            goods=" ".join(
                filter(None, (product.display_name, lot.name, package.name))
            ),
            location=location.display_name,
            left=product.uom_id.round(left),
            unit=product.uom_id.name,
        )

    @api.model
    def _pick_check_taken(self, picking, takes, dealt):
        """Ask the gate about the lines just picked; release what may be for a reason.

        The lines of a transfer are judged together: one may explain the other.
        """
        lines = self.env["stock.move.line"]
        reasons = {}
        for take, deal in zip(takes, dealt, strict=True):
            for entry, _share in deal["shares"]:
                lines |= entry.line
                reasons[entry.line] = take.reason or reasons.get(entry.line, "")
        refused = [
            found
            for found in picking._get_lines_to_move()._find_refused()
            if found.line in lines
        ]
        by_reason = defaultdict(list)
        for found in refused:
            by_reason[reasons[found.line]].append(found)
        if "" in by_reason:
            messages = (found.message for found in by_reason[""])
            raise UserError("\n".join(dict.fromkeys(messages)))
        for reason, violations in by_reason.items():
            self.env["jxc.lot.release"]._grant(violations, reason)
        self._pick_check_expired(lines, {found.line for found in refused})

    @api.model
    def _pick_check_expired(self, lines, released):
        """Refuse expired goods for customers also where no rule speaks of them."""
        now = fields.Datetime.now()
        expired = lines.filtered(
            lambda line: (
                line.lot_id.expiration_date
                and line.lot_id.expiration_date <= now
                and line not in released
                and {line.location_dest_id.usage, line.move_id.location_final_id.usage}
                & {"customer"}
            )
        )
        decided = {
            found.line
            for found in expired._find_violations()
            if found.kind == "expired"
        }
        for line in expired:
            if line not in decided:
                raise UserError(
                    self.env._(
                        "Lot %(lot)s of %(product)s has expired. Take another lot.",
                        lot=line.lot_id.name,
                        product=line.product_id.display_name,
                    )
                )
