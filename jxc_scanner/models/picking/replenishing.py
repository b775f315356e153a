from collections import defaultdict

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class Replenishing(models.AbstractModel):
    """Pick faces are filled up from reserve.

    A pick face is a place in the user's warehouse that a reordering rule of Odoo's is
    about, other than the warehouse's stock as a whole: the rule states how little may
    lie there and how much it is filled up to.
    """

    _inherit = "jxc.scanner"

    @api.model
    @api.readonly
    def pick_faces(self):
        """Return the pick faces with less than their minimum and nothing on the way."""
        self._check_keeper()
        rules = self._pick_face_rules()
        there, coming = self._lying_at(rules), self._on_the_way_to(rules)
        return [
            {
                "id": rule.id,
                "product_id": rule.product_id.id,
                "product": rule.product_id.display_name,
                "location": rule.location_id.complete_name,
                "unit": rule.product_id.uom_id.name,
                "quantity": there[rule],
                "wanted": max(rule.product_min_qty, rule.product_max_qty),
            }
            for rule in rules
            if not coming[rule]
            and rule.product_id.uom_id.compare(there[rule], rule.product_min_qty) < 0
        ]

    @api.model
    def fill_pick_face(self, rule_id):
        """Begin to fill up a pick face; return the id of the transfer, which is the one
        on the way when there is one already.

        :raise UserError: it is gone, or there is no reserve of the product
        """
        self._check_keeper()
        rule = self._pick_face_rules().filtered(lambda rule: rule.id == rule_id)
        if not rule:
            raise UserError(self.env._("This place is not filled up by a rule."))
        coming = self._on_the_way_to(rule)[rule]
        if coming:
            return coming[0].picking_id.id
        wanted = max(rule.product_min_qty, rule.product_max_qty)
        sources = self._reserve_of(rule, wanted - self._lying_at(rule)[rule])
        if not sources:
            raise UserError(
                self.env._(
                    "There is no reserve of %s in this warehouse.",
                    rule.product_id.display_name,
                )
            )
        return self._move_to_face(rule, sources).id

    @api.model
    def _pick_face_rules(self):
        warehouse = self._own_warehouse()
        return self.env["stock.warehouse.orderpoint"].search(
            Domain("location_id", "child_of", warehouse.lot_stock_id.id)
            & Domain("location_id", "!=", warehouse.lot_stock_id.id)
            & Domain("product_min_qty", ">", 0)
        )

    @api.model
    def _lying_at(self, rules):
        """What lies at the place of each rule, as far as it may be used."""
        lying = defaultdict(float)
        for product, location, quantity in self.env["stock.quant"]._read_group(
            Domain("product_id", "in", rules.product_id.ids)
            & Domain("location_id", "child_of", rules.location_id.ids)
            & Domain("hold_state", "=", False),
            ["product_id", "location_id"],
            ["quantity:sum"],
        ):
            for rule in rules:
                if rule.product_id == product and location._child_of(rule.location_id):
                    lying[rule] += quantity
        return lying

    @api.model
    def _on_the_way_to(self, rules):
        """The open moves of transfers to the place of each rule."""
        moves = self.env["stock.move"].search(
            Domain("product_id", "in", rules.product_id.ids)
            & Domain("location_dest_id", "child_of", rules.location_id.ids)
            & Domain("picking_code", "=", "internal")
            & Domain("state", "not in", ("draft", "done", "cancel"))
        )
        coming = defaultdict(list)
        for move in moves:
            for rule in rules:
                place = move.location_dest_id
                if rule.product_id == move.product_id and place._child_of(
                    rule.location_id
                ):
                    coming[rule].append(move)
        return coming

    @api.model
    def _reserve_of(self, rule, needed):
        """Deal ``needed`` to the places with free reserve, what goes first first."""
        unit = rule.product_id.uom_id
        quants = self.env["stock.quant"]._gather(
            rule.product_id, self._own_warehouse().lot_stock_id
        )
        dealt = defaultdict(float)
        for quant in quants:
            free = quant.quantity - quant.reserved_quantity
            at_face = quant.location_id._child_of(rule.location_id)
            if at_face or quant.hold_state or unit.compare(free, 0) <= 0:
                continue
            part = min(free, needed)
            if unit.compare(part, 0) <= 0:
                break
            dealt[quant.location_id] += part
            needed -= part
        return dealt

    @api.model
    def _move_to_face(self, rule, sources):
        warehouse = self._own_warehouse()
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.int_type_id.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": rule.location_id.id,
                "origin": rule.name,
                "user_id": self.env.uid,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": rule.product_id.id,
                            "product_uom_qty": quantity,
                            "product_uom": rule.product_id.uom_id.id,
                            "location_id": location.id,
                            "location_dest_id": rule.location_id.id,
                        }
                    )
                    for location, quantity in sources.items()
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking
