from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date
from odoo.tools.sql import column_exists, create_column

from ...engine import shelf_life as engine


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    production_date = fields.Date(
        compute="_compute_production_date",
        store=True,
        readonly=False,
        help="The day on which the goods were made. On a receipt it is passed to the"
        " lot, whose expiration date follows from the shelf life of the product.",
    )

    def _auto_init(self):
        # No lot has a production date yet: spare large databases the computation.
        if not column_exists(self.env.cr, self._table, "production_date"):
            create_column(self.env.cr, self._table, "production_date", "date")
        return super()._auto_init()

    @api.depends("lot_id.production_date")
    def _compute_production_date(self):
        for line in self:
            # Without a lot what was entered stays, until the lot is made.
            if line.lot_id:
                line.production_date = line.lot_id.production_date
            else:
                line.production_date = line.production_date

    @api.depends("production_date")
    def _compute_expiration_date(self):
        kept = self.browse()
        for line in self.filtered(lambda line: not line.lot_id.expiration_date):
            life = line.product_id.product_tmpl_id._get_shelf_life()
            if life:
                line.expiration_date = line._expiration_by_shelf_life(life)
                kept |= line
            elif line.use_expiration_date and not line.product_id.expiration_time:
                # Core would say "now": goods received expired. Unknown is honest.
                line.expiration_date = line.expiration_date
                kept |= line
        return super(StockMoveLine, self - kept)._compute_expiration_date()

    @api.constrains("production_date", "lot_id")
    def _check_production_date(self):
        errors = []
        for line in self:
            known = line.lot_id.production_date
            stated = line.production_date
            if known and stated and stated != known:
                errors.append(line._describe_conflict(known))
        if errors:
            raise ValidationError("\n".join(errors))

    @api.onchange("expiration_date")
    def _onchange_expiration_date(self):
        life = self.product_id.product_tmpl_id._get_shelf_life()
        if life and self.expiration_date and not self.production_date:
            expiry = engine.day_of(self.expiration_date, self._get_zone())
            self.production_date = life.production_of(expiry)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("production_date") and "expiration_date" not in vals:
            self._follow_production_date()
        return result

    def _action_done(self):
        for company, lines in self.grouped("company_id").items():
            lines.with_company(company)._pass_production_dates()
        return super()._action_done()

    # pylint: disable-next=missing-return; core returns nothing
    def _create_and_assign_production_lot(self):
        """Make the lots of each company by that company's calendar days."""
        for company, lines in self.grouped("company_id").items():
            super(
                StockMoveLine, lines.with_company(company)
            )._create_and_assign_production_lot()

    def _prepare_new_lot_vals(self):
        vals = super()._prepare_new_lot_vals()
        if self.production_date:
            vals["production_date"] = self.production_date
        return vals

    def _get_zone(self):
        """Return the zone in which the dates of this line are days."""
        return (self.company_id or self.env.company)._jxc_timezone()

    def _expiration_by_shelf_life(self, life):
        """Return when the goods expire; a known instant that may stand is kept.

        What is written or printed on the goods stands. In a form the user has just
        changed the production date, which then counts.
        """
        production, known = self.production_date, self.expiration_date
        retyped = self != self._origin and self._origin.production_date != production
        if not production or (known and not retyped):
            return known
        return engine.expiration_of(production, known or None, life, self._get_zone())

    def _follow_production_date(self):
        """Let the expiration date of lines without a dated lot follow anew."""
        lines_by_expiration = defaultdict(self.browse)
        for line in self.filtered(lambda line: not line.lot_id.expiration_date):
            life = line.product_id.product_tmpl_id._get_shelf_life()
            if life:
                expiry = life.expiry_of(line.production_date)
                lines_by_expiration[engine.day_end(expiry, line._get_zone())] |= line
        for expiration, lines in lines_by_expiration.items():
            lines.expiration_date = expiration

    def _pass_production_dates(self):
        """Give known lots without a production date the one stated on their lines.

        Lots that are yet to be made get theirs in ``_prepare_new_lot_vals``; all lines
        of such a lot are made to state the same. Raises ``UserError`` naming every
        line that contradicts its lot or another line of the same lot.
        """
        dated = self.filtered("production_date")
        if not dated:
            return
        lots = dated._find_known_lots()
        errors, lots_by_date = [], defaultdict(self.env["stock.lot"].browse)
        for key, lines in dated.grouped(self._get_lot_key).items():
            lot = lots.get(key) or lines.lot_id
            date = lot.production_date or lines[0].production_date
            errors += [
                line._describe_conflict(date)
                for line in lines
                if line.production_date != date
            ]
            if lot and not lot.production_date:
                lots_by_date[date] |= lot
        if errors:
            raise UserError("\n".join(errors))
        for date, lots_of_date in lots_by_date.items():
            lots_of_date._fill_production_date(date)
        self._complete_production_dates(dated)

    def _complete_production_dates(self, dated):
        """Let lines of a lot yet to be made state the date another line states."""
        dates = {self._get_lot_key(line): line.production_date for line in dated}
        undated = (self - dated).filtered("lot_name")
        for line in undated.filtered(lambda line: self._get_lot_key(line) in dates):
            line.production_date = dates[self._get_lot_key(line)]

    def _find_known_lots(self):
        """Return the existing lots these lines name, by lot key, in one query."""
        named = self.filtered(lambda line: line.lot_name and not line.lot_id)
        found = self.env["stock.lot"].search(
            [
                ("product_id", "in", named.product_id.ids),
                ("name", "in", named.mapped("lot_name")),
                ("company_id", "in", [*named.company_id.ids, False]),
            ]
        )
        by_name = {(lot.product_id, lot.name, lot.company_id): lot for lot in found}
        lots = {}
        for line in named:
            product, name = line.product_id, line.lot_name
            lot = by_name.get((product, name, line.company_id)) or by_name.get(
                (product, name, self.env["res.company"])
            )
            if lot:
                lots[self._get_lot_key(line)] = lot
        return lots

    @api.model
    def _get_lot_key(self, line):
        """Return what lines of the same lot share, made already or not."""
        return line.product_id, line.company_id, line.lot_id.name or line.lot_name

    def _describe_conflict(self, known):
        return self.env._(
            "Lot %(lot)s of %(product)s was made on %(known)s, not on %(stated)s."
            " Correct the production date or enter another lot number.",
            lot=self.lot_id.name or self.lot_name,
            product=self.product_id.display_name,
            known=format_date(self.env, known),
            stated=format_date(self.env, self.production_date),
        )
