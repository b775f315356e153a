import logging

from psycopg2 import OperationalError

from odoo import fields, models
from odoo.tools import SQL, groupby

from ..replenishment.stock_orderpoint_forecast import Level, Proposal

_logger = logging.getLogger(__name__)

# Rules refreshed when the screen opens; the night does the rest.
_AT_ONCE = 2000
# A transaction's changes carry the time it began, and are seen when it ends.
_LONGEST_TRANSACTION = "10 minutes"


class StockWarehouseOrderpoint(models.Model):
    """Keeps proposals from demand up to date between two nights.

    Levels stay as the night found them; what to order follows stock, moves and
    requests for quotation as they change.
    """

    _inherit = "stock.warehouse.orderpoint"

    proposal_checked_at = fields.Datetime(
        "Quantity checked at",
        readonly=True,
        copy=False,
        help="When the quantity to order was last worked out from stock.",
    )

    def _compute_qty_to_order_computed(self):
        """Work out rules from demand as the night does, all at once."""
        ours = self.filtered(
            lambda rule: (
                rule._origin.id
                and rule.reorder_method == "demand"
                and rule.levels_computed_at
            )
        )
        proposals = ours._get_current_proposals()
        for rule in ours.browse(proposals):
            # What the night cut by the budget stays cut until the next night.
            quantity = proposals[rule.id].quantity
            rule.qty_to_order_computed = 0 if rule.budget_cut_quantity else quantity
        core = self.filtered(lambda rule: rule.id not in proposals)
        return super(StockWarehouseOrderpoint, core)._compute_qty_to_order_computed()

    def _get_current_proposals(self) -> dict[int, Proposal]:
        """Return what to order now by the levels there are, by id.

        Without rules that another transaction holds.
        """
        weekly = {rule.id: rule.demand_weekly_mean for rule in self}
        proposals = {}
        locked = self._lock_facts(self.env.company._today(), looks=())
        for _location, facts in groupby(locked, lambda fact: fact.location_id):
            levels = {
                fact.id: Level(fact.minimum, fact.maximum, weekly[fact.id] / 7)
                for fact in facts
            }
            proposals |= self._get_proposals(facts, levels, self._get_lead_times(facts))
        return proposals

    def _refresh_changed(self) -> None:
        """Refresh proposals whose products changed since they were worked out.

        Should one of them fail, all stay as the night left them: the next one finds
        and marks the one that cannot be worked out.
        """
        rules = self._search_changed(self.env.companies)
        try:
            with self.env.cr.savepoint():
                rules._refresh_proposals()
        except OperationalError:
            raise  # somebody else was faster: the request is run again
        except Exception:
            _logger.exception("Proposals could not be refreshed")
            return
        rules.write({"proposal_checked_at": fields.Datetime.now()})

    def _search_changed(self, companies):
        """Return rules from demand whose products' stock or open moves changed since.

        A done move changes stock, so that few moves are looked at. Latest changes
        first, at most two thousand.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
            SELECT rule.id
              FROM %(rules)s
              JOIN (SELECT product_id, MAX(write_date) AS at
                      FROM (SELECT product_id, write_date
                              FROM stock_quant
                         UNION ALL
                            SELECT product_id, write_date
                              FROM stock_move
                             WHERE state IN ('waiting', 'confirmed', 'assigned',
                                             'partially_available', 'cancel')
                           ) AS changed
                     WHERE write_date > (SELECT MIN(%(checked)s) FROM %(rules)s)
                  GROUP BY product_id) AS change USING (product_id)
             WHERE change.at > %(checked)s
          ORDER BY change.at DESC
             LIMIT %(limit)s
            """,
                rules=SQL(
                    "(SELECT * FROM stock_warehouse_orderpoint"
                    " WHERE reorder_method = 'demand' AND active"
                    " AND company_id = ANY(%s)) AS rule",
                    companies.ids,
                ),
                checked=SQL(
                    "GREATEST(rule.levels_computed_at, rule.proposal_checked_at)"
                    " - %s::interval",
                    _LONGEST_TRANSACTION,
                ),
                limit=_AT_ONCE,
            )
        )
        return self.browse(id_ for (id_,) in rows)
