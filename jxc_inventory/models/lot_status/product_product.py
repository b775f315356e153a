from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain

_OPEN = ("waiting", "confirmed", "assigned", "partially_available")


class Unavailable(NamedTuple):
    """Stock on the books that is not available, beyond what core leaves out."""

    free: float  # not reserved
    forecast: float  # that no open transfer takes away


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.depends("stock_quant_ids.hold_state")
    def _compute_quantities(self):
        return super()._compute_quantities()

    def _compute_quantities_dict(
        self, lot_id, owner_id, package_id, from_date=False, to_date=False
    ):
        """Take stock on hold out of what is free and forecast, not of what is there."""
        quantities = super()._compute_quantities_dict(
            lot_id, owner_id, package_id, from_date, to_date
        )
        until = fields.Datetime.to_datetime(to_date)
        if until and until < fields.Datetime.now():
            return quantities
        narrowed = Domain.AND(
            Domain(name, "=", value)
            for name, value in (
                ("lot_id", lot_id),
                ("owner_id", owner_id),
                ("package_id", package_id),
            )
            if value is not None
        )
        unavailable = self._get_unavailable(narrowed, all_on_hold=False)
        for product in self:
            if product._origin in unavailable:
                free, forecast = unavailable[product._origin]
                quantities[product.id]["free_qty"] -= free
                quantities[product.id]["virtual_available"] -= forecast
        return quantities

    def _refused_when_expired(self, company):
        """Return those of these products that a rule keeps from use once expired."""
        expiring = self.filtered("use_expiration_date")
        if not expiring:
            return expiring
        # Opened beforehand by who reserves many moves.
        book = (self.env.context.get("lot_rule_books") or {}).get(company.id)
        if book is None:
            book = self.env["jxc.lot.rule"]._open_book(company)
        return expiring.filtered(
            lambda product: book.find("expired", product)._refuses("expired")
        )

    def _get_unavailable(self, narrowed=Domain.TRUE, all_on_hold=True) -> dict:
        """Return by product what is on hold or, by a rule, kept from use as expired.

        Of the locations the context asks for. Core leaves out of its forecast what is
        to be removed by the day looked at; expired goods among it are not in this.

        :param narrowed: a domain of ``stock.quant``.
        :param all_on_hold: False to pass over goods on hold that core leaves out too.
        """
        in_place, _incoming, outgoing = self._get_domain_locations()
        # As product_expiry has it, which asks for the day of the server.
        gone = self.env.context.get("to_date") or date.today()
        stays = Domain("removal_date", "=", False) | Domain("removal_date", ">", gone)
        on_hold, expired = self._get_on_hold_domain(), self._get_expired_domain()
        groups = (
            self.env["stock.quant"]
            .with_context(active_test=False)
            ._read_group(
                Domain("product_id", "in", self.ids)
                & Domain(in_place)
                & narrowed
                & ((on_hold if all_on_hold else on_hold & stays) | (expired & stays)),
                ["product_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
        )
        reserved = self.browse(p.id for p, _quantity, reserved in groups if reserved)
        leaving = reserved._get_leaving(Domain(outgoing), on_hold | expired)
        return {
            product: Unavailable(quantity - reserved, quantity - leaving[product.id])
            for product, quantity, reserved in groups
        }

    def _get_partly_unusable(self, stock: Domain):
        """Return those of these products that may have unavailable stock in a domain.

        Few do: of the others nothing needs to be looked up.
        """
        suspect = self._get_on_hold_domain() | Domain(
            "expiration_date", "<", fields.Datetime.now()
        )
        groups = self.env["stock.quant"]._read_group(stock & suspect, ["product_id"])
        return self.browse(product.id for (product,) in groups)

    def _get_on_hold_domain(self):
        """Return what holds for stock, and lines of moves, on hold."""
        return Domain("lot_id", "any!", [("hold_state", "!=", False)]) | Domain(
            "location_id", "any!", [("in_quarantine", "=", True)]
        )

    def _get_expired_domain(self):
        """Return what holds for stock, and lines of moves, that expired for good."""
        return Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("product_id", "in", refused.ids)
            & Domain("lot_id", "any!", company._get_expired_domain())
            for company in self.env.companies
            if (refused := self._refused_when_expired(company))
        )

    def _get_leaving(self, outgoing, kind) -> dict:
        """Return how much of a kind of stock outgoing moves, as forecast, take away."""
        leaving = defaultdict(float)
        if not self:
            return leaving
        # sudo: salespeople read what is available, not the lines of transfers.
        lines = self.env["stock.move.line"].sudo()
        groups = lines._read_group(
            Domain("product_id", "in", self.ids)
            & Domain("state", "in", _OPEN)
            & Domain("move_id", "any!", outgoing)
            & kind,
            ["product_id", "move_id"],
            ["quantity_product_uom:sum"],
        )
        for product, move, quantity in groups:
            # The forecast goes by the demand, which may be less than what is taken.
            leaving[product.id] += min(quantity, move.product_qty)
        return leaving
