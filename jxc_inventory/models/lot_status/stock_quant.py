from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

from .states import HOLD_STATES


class StockQuant(models.Model):
    """Stock on hold: on the books, but neither reserved, picked nor available."""

    _inherit = "stock.quant"

    hold_state = fields.Selection(
        HOLD_STATES,
        "Hold",
        compute="_compute_hold_state",
        store=True,
        index="btree_not_null",
        help="Of the lot; goods in a quarantine location are quarantined.",
    )
    lot_status = fields.Selection(related="lot_id.status", string="Lot Status")

    def _auto_init(self):
        # No lot is on hold yet: spare large databases the computation.
        if not column_exists(self.env.cr, self._table, "hold_state"):
            create_column(self.env.cr, self._table, "hold_state", "varchar")
        return super()._auto_init()

    @api.depends("lot_id.hold_state", "location_id.in_quarantine")
    def _compute_hold_state(self):
        for quant in self:
            quant.hold_state = quant.lot_id.hold_state or (
                "quarantined" if quant.location_id.in_quarantine else False
            )

    @api.depends("hold_state")
    def _compute_available_quantity(self):
        result = super()._compute_available_quantity()
        self.filtered("hold_state").available_quantity = 0.0
        return result

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Sum up what is available as the records say."""
        if aggregate_spec != "available_quantity:sum":
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(CASE WHEN %s IS NULL THEN %s - %s ELSE 0 END)",
            *(
                self._field_to_sql(self._table, name, query)
                for name in ("hold_state", "quantity", "reserved_quantity")
            ),
        )

    def _get_gather_domain(
        self,
        product_id,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=False,
    ):
        """Leave out what is on hold where stock is looked for to be used."""
        domain = super()._get_gather_domain(
            product_id, location_id, lot_id, package_id, owner_id, strict
        )
        if self.env.context.get("only_usable"):
            domain &= self._get_usable_domain(product_id, location_id)
        return domain

    @api.model
    def _get_usable_domain(self, product, location):
        """Return what holds for stock that may be used.

        Asked for a quarantine location itself, what lies there counts unless its lot
        is on hold: it may be taken out of there. The lot decides, also where its
        state has not come through to new stock of it yet.
        """
        company = location.company_id or self.env.company
        expired_before = (
            company._instant_after_days(0)
            if product._refused_when_expired(company)
            else None
        )

        def lot_is_usable(quants, alias, query):
            # Not a condition on the field: that reads all lots there are each time.
            lot = quants.env["stock.lot"]
            unusable = SQL("%s IS NOT NULL", lot._field_to_sql("lot", "hold_state"))
            if expired_before:
                expiration = lot._field_to_sql("lot", "expiration_date")
                unusable = SQL("(%s OR %s < %s)", unusable, expiration, expired_before)
            return SQL(
                "NOT EXISTS (SELECT FROM stock_lot lot WHERE lot.id = %s AND %s)",
                quants._field_to_sql(alias, "lot_id", query),
                unusable,
            )

        domain = Domain.custom(to_sql=lot_is_usable)
        if not location.in_quarantine:
            domain &= Domain("hold_state", "=", False)
        return domain

    def _get_available_quantity(
        self,
        product_id,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=False,
        allow_negative=False,
    ):
        """Not count what is on hold as available.

        Core settles its books with the other two ways of asking: what may be negative,
        and stock without lot at one place.
        """
        if not allow_negative and not (strict and not lot_id):
            self = self._only_usable()
        return super()._get_available_quantity(
            product_id,
            location_id,
            lot_id,
            package_id,
            owner_id,
            strict,
            allow_negative,
        )

    def _get_reserve_quantity(
        self,
        product_id,
        location_id,
        quantity,
        uom_id=None,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=False,
    ):
        reserved = super(StockQuant, self._only_usable())._get_reserve_quantity(
            product_id,
            location_id,
            quantity,
            uom_id,
            lot_id,
            package_id,
            owner_id,
            strict,
        )
        # What follows updates the books of these quants, on hold or not.
        return [(quant.with_env(self.env), taken) for quant, taken in reserved]

    def _only_usable(self):
        """Return ``self`` looking for usable stock, unless told that any will do."""
        wanted = not self.env.context.get("take_held")
        if self.env.context.get("only_usable", False) == wanted:
            return self
        return self.with_context(only_usable=wanted)

    def _update_available_quantity(
        self,
        product_id,
        location_id,
        quantity=False,
        reserved_quantity=False,
        lot_id=None,
        package_id=None,
        owner_id=None,
        in_date=None,
    ):
        """Let two who take of the same lot at the same place do so one by one.

        Core passes over stock another transaction is changing, and reserves it twice.
        To move what one has reserved need not wait: nobody else may take that.
        """
        moves_own = self.env.context.get("moves_own_reservation")
        takes = reserved_quantity > 0 or (quantity < 0 and not moves_own)
        if takes and product_id.tracking != "none":
            if not location_id.should_bypass_reservation():
                self = self.with_context(wait_for_stock=True)
        return super()._update_available_quantity(
            product_id,
            location_id,
            quantity,
            reserved_quantity,
            lot_id,
            package_id,
            owner_id,
            in_date,
        )

    def try_lock_for_update(self, *, allow_referencing=False, limit=None):
        """Wait for who changes this stock, where passing over it would be wrong.

        Once the other has committed, PostgreSQL refuses our view of the stock as out
        of date (``SerializationFailure``) and Odoo runs the request again, which then
        sees what is left. Only the stock of one lot at one place is waited for.
        """
        if not self.ids or not self.env.context.get("wait_for_stock"):
            return super().try_lock_for_update(
                allow_referencing=allow_referencing, limit=limit
            )
        self.env.cr.execute(
            SQL(
                "SELECT id FROM stock_quant WHERE id IN %s ORDER BY id %s",
                tuple(self.ids),
                SQL("FOR NO KEY UPDATE" if allow_referencing else "FOR UPDATE"),
            ),
            log_exceptions=False,  # the refusal is part of the plan
        )
        return self[:limit]
