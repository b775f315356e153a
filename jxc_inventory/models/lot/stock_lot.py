from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...engine import shelf_life as engine

STATED_DATES = ("production_date", "expiration_date")
FOLLOWING_DATES = ("use_date", "removal_date", "alert_date")


class StockLot(models.Model):
    """Lots know when they were made; what expires when follows from it.

    A lot is *governed* when its product has a shelf life (``_get_shelf_life``). Its
    expiration date then is a calendar day in the company's time zone, kept as the last
    second of that day, and use, removal and alert dates always follow from it. Other
    lots behave as in Odoo, but are not born expired for want of a duration.
    """

    _inherit = "stock.lot"

    production_date = fields.Date(
        tracking=True,
        help="The day on which the goods were made. With the shelf life of the product"
        " it gives the expiration date.",
    )
    expiration_date = fields.Datetime(tracking=True)
    use_date = fields.Datetime(tracking=True)
    removal_date = fields.Datetime(tracking=True)
    alert_date = fields.Datetime(tracking=True)
    hold_state = fields.Selection(
        [
            ("quarantined", "Quarantined"),
            ("recalled", "Recalled"),
            ("blocked", "Blocked"),
        ],
        "Hold",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Why people have taken the lot out of use: it stays on the books and is"
        " neither reserved, picked nor counted as available.",
    )
    remaining_days = fields.Integer(
        compute="_compute_remaining",
        help="Days for which the goods stay usable after today: 0 on the last usable"
        " day, negative once expired.",
    )
    remaining_percent = fields.Float(
        "Remaining Shelf Life",
        compute="_compute_remaining",
        help="Part of the time from production to expiration that is left.",
    )

    @api.depends("product_id", "production_date")
    def _compute_expiration_date(self):
        kept = self.browse()
        for lot in self:
            life = lot._get_shelf_life()
            if life:
                lot.expiration_date = lot._expiration_by_shelf_life(life)
            elif lot.expiration_date and lot.production_date:
                lot.expiration_date = lot.expiration_date
            elif lot.use_expiration_date and not lot.product_id.expiration_time:
                # Core would say "now": goods born expired. Unknown is honest.
                lot.expiration_date = lot.expiration_date
            else:
                continue
            kept |= lot
        return super(StockLot, self - kept)._compute_expiration_date()

    @api.depends("product_id", "expiration_date")
    def _compute_dates(self):
        governed = self.filtered(
            lambda lot: lot.expiration_date and lot._get_shelf_life()
        )
        for lot in governed:
            zone, product = lot._get_zone(), lot.product_id
            expiration = lot.expiration_date
            lot.use_date = engine.days_before(expiration, product.use_time, zone)
            lot.removal_date = engine.days_before(
                expiration, product.removal_time, zone
            )
            lot.alert_date = engine.days_before(expiration, product.alert_time, zone)
        return super(StockLot, self - governed)._compute_dates()

    @api.depends("production_date", "expiration_date")
    def _compute_remaining(self):
        for lot in self:
            lot.remaining_days = 0
            lot.remaining_percent = 0.0
            if lot.expiration_date:
                today, expiry = lot._get_today(), lot._get_expiry_day()
                lot.remaining_days = engine.remaining_days(expiry, today)
                if lot.production_date:
                    lot.remaining_percent = engine.remaining_share(
                        lot.production_date, expiry, today
                    )

    @api.constrains("production_date", "expiration_date")
    def _check_production_date(self):
        errors = []
        for lot in self.filtered("production_date"):
            names = {
                "lot": lot.name,
                "product": lot.product_id.display_name,
                "production": format_date(self.env, lot.production_date),
            }
            if lot.production_date > lot._get_today():
                errors.append(
                    self.env._(
                        "Lot %(lot)s of %(product)s: the production date"
                        " %(production)s lies in the future. Read it again from the"
                        " package.",
                        **names,
                    )
                )
            elif lot.expiration_date and lot._get_expiry_day() < lot.production_date:
                errors.append(
                    self.env._(
                        "Lot %(lot)s of %(product)s: it would expire on %(expiry)s,"
                        " before its production date %(production)s. Correct one of"
                        " the two dates.",
                        expiry=format_date(self.env, lot._get_expiry_day()),
                        **names,
                    )
                )
        if errors:
            raise ValidationError("\n".join(errors))

    @api.onchange("expiration_date")
    def _onchange_expiration_date(self):
        life = self._get_shelf_life()
        if life and self.expiration_date and not self.production_date:
            self.production_date = life.production_of(self._get_expiry_day())

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._complete_dates(vals) for vals in vals_list])

    def write(self, vals):
        if any(name in vals for name in FOLLOWING_DATES):
            self._check_dates_may_change(vals)
        if not any(name in vals for name in STATED_DATES):
            return super().write(vals)
        lots_by_dates = defaultdict(self.browse)
        for lot in self:
            lot_vals = lot._complete_dates(vals)
            dates = tuple(
                (name, lot_vals[name]) for name in STATED_DATES if name in lot_vals
            )
            lots_by_dates[dates] |= lot
        for dates, lots in lots_by_dates.items():
            lots._check_dates_may_change(dict(dates))
            super(StockLot, lots).write({**vals, **dict(dates)})
        return True

    def _get_shelf_life(self) -> engine.ShelfLife | None:
        """Return the shelf life that governs this lot, None for Odoo's own rule."""
        self.ensure_one()
        return self.product_id and self.product_id.product_tmpl_id._get_shelf_life()

    def _get_zone(self) -> ZoneInfo:
        """Return the zone of this lot's days: of its company, else the current one."""
        return (self.company_id or self.env.company)._jxc_timezone()

    def _get_today(self) -> date:
        return engine.day_of(fields.Datetime.now(), self._get_zone())

    def _get_expiry_day(self) -> date:
        return engine.day_of(self.expiration_date, self._get_zone())

    def _expiration_by_shelf_life(self, life: engine.ShelfLife) -> datetime | bool:
        """Return when this lot expires, keeping a known instant that agrees."""
        if not self.production_date:
            return self.expiration_date
        return engine.expiration_of(
            self.production_date, self.expiration_date or None, life, self._get_zone()
        )

    def _complete_dates(self, vals: dict) -> dict:
        """Return ``vals`` with production and expiration date telling each other.

        On a lot, for writing to it; on an empty recordset, for creating one. A date
        that is stated stays; one that is not follows from the other, a production
        date only where none is known. Dates of products without shelf life pass.
        """
        if not any(vals.get(name) for name in STATED_DATES):
            return vals
        product = self.product_id.browse(
            vals.get("product_id")
            or self.product_id.id
            or self.env.context.get("default_product_id")
        )
        life = product and product.product_tmpl_id._get_shelf_life()
        if not life:
            return vals
        company = self.company_id.browse(vals.get("company_id"))
        company |= self.company_id or product.company_id
        zone = (company[:1] or self.env.company)._jxc_timezone()
        production = fields.Date.to_date(vals.get("production_date"))
        expiration = fields.Datetime.to_datetime(vals.get("expiration_date"))
        if not production and "production_date" not in vals:
            production = self.production_date or None
        if not expiration and self.expiration_date and "expiration_date" not in vals:
            known = self._get_expiry_day()
            if production and engine.agree(production, known, life):
                expiration = self.expiration_date
        production, expiry = engine.complete(
            production, engine.day_of(expiration, zone) if expiration else None, life
        )
        return {
            **vals,
            "production_date": production,
            "expiration_date": engine.day_end(expiry, zone),
        }

    def _fill_production_date(self, production: date):
        """State the production date of lots that lack one; known expiry stays."""
        for expiration, lots in self.grouped("expiration_date").items():
            dates = {"production_date": production}
            if expiration:
                dates["expiration_date"] = expiration
            lots.write(dates)

    def _check_dates_may_change(self, vals: dict):
        """Refuse that anyone but a stock manager changes known dates of moved lots."""
        if self.env.su or self.env.user.has_group("stock.group_stock_manager"):
            return
        changed = self.filtered(lambda lot: lot._changes_known_date(vals))
        if not changed:
            return
        # sudo: a lot shared between companies may have moved where the user cannot
        # look; only the names of lots that the user is changing come out.
        lines = self.env["stock.move.line"].sudo()
        moved = lines._read_group(
            [("lot_id", "in", changed.ids), ("state", "=", "done")], ["lot_id"]
        )
        if moved:
            raise UserError(
                self.env._(
                    "These lots have already moved; only an inventory manager changes"
                    " their dates:\n%(lots)s",
                    lots="\n".join(
                        f"- {lot.name} ({lot.product_id.display_name})"
                        for (lot,) in moved
                    ),
                )
            )

    def _changes_known_date(self, vals: dict) -> bool:
        production = fields.Date.to_date(vals.get("production_date"))
        if (
            "production_date" in vals
            and self.production_date
            and self.production_date != production
        ):
            return True
        zone = self._get_zone()
        return any(
            self[name] and self._is_other_day(self[name], vals[name], zone)
            for name in ("expiration_date", *FOLLOWING_DATES)
            if name in vals
        )

    @api.model
    def _is_other_day(self, known: datetime, stated, zone: ZoneInfo) -> bool:
        stated = fields.Datetime.to_datetime(stated)
        return not stated or engine.day_of(stated, zone) != engine.day_of(known, zone)
