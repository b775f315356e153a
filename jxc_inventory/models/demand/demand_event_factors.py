from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from odoo import models
from odoo.tools import SQL


class DemandEvent(models.Model):
    """Tells by how much events raise the weeks of many products at once."""

    _inherit = "jxc.demand.event"

    def _get_week_factors(
        self, product_ids: Sequence[int], warehouse_id: int, first: date, weeks: int
    ):
        """Return the factor of each week of each product, shape (k, weeks).

        Weeks have seven days from ``first`` on. Without events in them all are 1.
        """
        import numpy as np

        from ...engine.events import week_factors

        last = first + timedelta(days=7 * weeks - 1)
        # sudo: events and uplifts of the warehouse's company, whoever asks.
        self = self.sudo()
        warehouse = self.env["stock.warehouse"].browse(warehouse_id)
        windows = self._get_windows(warehouse, first, last)
        if not windows:
            return np.ones((len(product_ids), weeks))
        events = self.browse(windows)
        inside = np.zeros((len(events), 7 * weeks), bool)
        for row, spans in enumerate(windows.values()):
            for begin, end in spans:
                inside[row, max((begin - first).days, 0) : (end - first).days + 1] = (
                    True
                )
        return week_factors(
            events._get_product_factors(product_ids, warehouse.company_id), inside
        )

    def _get_windows(self, warehouse, first: date, last: date):
        """Return, by event, the spans of days on which it has an effect."""
        windows = defaultdict(list)
        for occurrence in self.env["jxc.demand.event.occurrence"].search_fetch(
            [
                ("company_id", "in", [False, warehouse.company_id.id]),
                ("event_id.active", "=", True),
                ("window_from", "<=", last),
                ("window_to", ">=", first),
                "|",
                ("event_id.warehouse_ids", "=", False),
                ("event_id.warehouse_ids", "in", warehouse.ids),
            ],
            ["event_id", "window_from", "window_to"],
            order="event_id, window_from",
        ):
            windows[occurrence.event_id.id].append(
                (occurrence.window_from, occurrence.window_to)
            )
        return windows

    def _get_product_factors(self, product_ids: Sequence[int], company):
        """Return by how much each event raises each product, shape (k, events)."""
        import numpy as np

        from ...engine.events import LOWEST

        categories = dict(
            self.env.execute_query(
                SQL(
                    "SELECT product.id, tmpl.categ_id FROM product_product product"
                    " JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id"
                    " WHERE product.id = ANY(%s)",
                    list(product_ids),
                )
            )
        )
        uplifts = {
            (line.event_id.id, line.categ_id.id): line.uplift
            for line in self.env["jxc.demand.event.uplift"].search_fetch(
                [("event_id", "in", self.ids), ("company_id", "=", company.id)],
                ["event_id", "categ_id", "uplift"],
            )
        }
        categs, place = np.unique(
            [categories.get(product_id) or 0 for product_id in product_ids],
            return_inverse=True,
        )
        factors = np.ones((len(product_ids), len(self)))
        for column, event in enumerate(self):
            overall = uplifts.get((event.id, False), 0.0)
            percents = [
                event.manual_uplift
                if event.uplift_source == "manual"
                else uplifts.get((event.id, categ_id or False), overall)
                for categ_id in categs.tolist()
            ]
            raised = np.maximum(1 + np.array(percents) / 100, LOWEST)[place]
            if event.product_ids or event.categ_ids:
                concerned = np.isin(product_ids, event.product_ids.ids) | np.isin(
                    categs[place], event._get_category_ids()
                )
                raised = np.where(concerned, raised, 1.0)
            factors[:, column] = raised
        return factors

    def _get_names_by_week(
        self, product, warehouse, first: date, weeks: int
    ) -> dict[int, list[str]]:
        """Return the names of a product's events in each week that has any."""
        # sudo: as for the factors; the names are shown beside them.
        self = self.sudo()
        windows = self._get_windows(
            warehouse, first, first + timedelta(days=7 * weeks - 1)
        )
        names = defaultdict(list)
        for event in self.browse(windows):
            if not event._concerns(product):
                continue
            for begin, end in windows[event.id]:
                first_week, last_week = (
                    (begin - first).days // 7,
                    (end - first).days // 7,
                )
                for week in range(max(first_week, 0), min(last_week, weeks - 1) + 1):
                    names[week].append(event.name)
        return names

    def _concerns(self, product) -> bool:
        scoped = self.product_ids or self.categ_ids
        return (
            not scoped
            or product in self.product_ids
            or product.categ_id.id in self._get_category_ids()
        )
