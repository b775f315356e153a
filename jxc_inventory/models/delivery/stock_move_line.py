from odoo import fields, models
from odoo.tools import format_date

from ..gate.violation import Violation
from .departure import Departure


class StockMoveLine(models.Model):
    """Goods that expire reach no customer expired, nor with too little life left.

    That concerns what leaves the company: deliveries, drop-shipments, sales at the
    counter and transfers to another company. Transfers between warehouses, scrap,
    returns to the vendor and from the customer pass, or nobody could put things right.
    """

    _inherit = "stock.move.line"

    def _find_violations(self):
        violations = super()._find_violations()
        outgoing = self.location_dest_id._filter_outgoing()
        leaving = self.filtered(
            lambda line: (
                line.location_dest_id in outgoing
                and line.product_id.use_expiration_date
            )
        )
        for company, lines in leaving.grouped("company_id").items():
            company = company or self.env.company
            book = self.env["jxc.lot.rule"]._open_book(company)
            for departure in lines._get_departures(company):
                violations += self._judge_departure(departure, book)
        return violations

    def _get_departures(self, company) -> list[Departure]:
        known = self._find_known_lots()
        zone = company._jxc_timezone()
        departures = []
        for line in self:
            lot = line.lot_id or known.get(self._get_lot_key(line)) or line.lot_id
            dated = lot or line
            departures.append(
                Departure(
                    line,
                    line.product_id,
                    lot,
                    line._get_party(),
                    dated.production_date or None,
                    dated.expiration_date or None,
                    zone,
                )
            )
        return departures

    def _judge_departure(self, departure, book) -> list[Violation]:
        """Return what the rules say against it: the graver one of the two."""
        aspects = [
            ("expired", None, self._describe_expired),
            ("delivery_life", departure.customer, self._describe_short_life),
        ]
        for aspect, partner, describe in aspects:
            rule = book.find(aspect, departure.product, partner)
            message = rule._refuses(aspect) and describe(departure, rule)
            if message:
                releasing = rule._get_releasing(aspect)
                return [Violation(departure.line, aspect, message, releasing)]
        return []

    def _describe_expired(self, departure, _rule):
        if not departure.expiration or departure.expiration > fields.Datetime.now():
            return None
        return self.env._(
            "Lot %(lot)s of %(product)s expired on %(expiry)s and cannot be delivered."
            " Take another lot.",
            lot=departure.lot_name,
            product=departure.product.display_name,
            expiry=format_date(self.env, departure.expiry),
        )

    def _describe_short_life(self, departure, rule):
        now = fields.Datetime.now()
        if rule.delivery_life <= 0 or departure.is_accepted(rule, now):
            return None
        names = {
            "lot": departure.lot_name,
            "product": departure.product.display_name,
            "customer": departure.customer.display_name or self.env._("the customer"),
        }
        if not departure.expiration:
            return self.env._(
                "Lot %(lot)s of %(product)s: its expiration date is unknown, so nobody"
                " can tell whether %(customer)s still accepts it. State the date on the"
                " lot.",
                **names,
            )
        least = departure.get_least_days(rule)
        if least is None:
            return self.env._(
                "Lot %(lot)s of %(product)s: neither its production date nor the shelf"
                " life of the product is known, so nobody can tell which part of it is"
                " left for %(customer)s. State one of them.",
                **names,
            )
        return self.env._(
            "Lot %(lot)s of %(product)s is usable for %(left)s more days, until"
            " %(expiry)s; %(customer)s accepts no less than %(least)s days. Take a"
            " later lot.",
            left=departure.get_days_left(now),
            least=least,
            expiry=format_date(self.env, departure.expiry),
            **names,
        )
