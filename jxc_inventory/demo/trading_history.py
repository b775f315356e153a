from datetime import timedelta

from .trade_incidents import TradeIncidents

PERIOD_DAYS = 3


class TradingHistory(TradeIncidents):
    """Trade through Odoo's own documents, day by day, and date them in the past.

    Nothing is written beside the flows but dates: stock, lots, costs and values are
    those Odoo computes.
    """

    def run(self, days):
        """Trade from ``days`` ago until today, and leave work for today."""
        first = self.today - timedelta(days=days)
        # What has expired by today had not when it was sold.
        rules = self.env["jxc.lot.rule"].search([])
        rules.active = False
        self._open_stock(first - timedelta(days=1))
        for number in range(0, days, PERIOD_DAYS):
            self._trade(first + timedelta(days=number), number // PERIOD_DAYS)
        self.dating.apply()
        rules.active = True
        self.dating.restart_warranty()
        self._hold_lots()
        self._leave_open_work()
        self._work_as_by_night()
        self._raise_alerts()

    def _work_as_by_night(self):
        """Do what scheduled actions do, so that the first night changes nothing."""
        self.env["jxc.demand.history"]._fill_from_moves()
        outages = self.env["jxc.stock.outage"]
        for warehouse in outages._get_warehouses_due():
            outages._record(warehouse)
        events = self.env["jxc.demand.event"]
        events.with_context(active_test=False).search([])._update_occurrences()
        events.search([])._measure(self.company)
        self.env["jxc.vendor.lead.time"]._measure(self.company)
        self.env["jxc.reorder.calibration"]._calibrate_missing(self.company)
        self.env["stock.warehouse.orderpoint"]._update_from_demand()

    def _raise_alerts(self):
        """Let the alert rules look at what half a year of trade has left behind."""
        self.env.flush_all()
        rules = self.env["jxc.alert.rule"].search(
            [("company_id", "=", self.company.id)]
        )
        for rule in rules:
            rule._evaluate()
        rules._tell_news(self.company)

    def _trade(self, first, number):
        """Trade for a period of days, as far as it lies before today."""
        length = min(PERIOD_DAYS, (self.today - first).days)
        days = [first + timedelta(days=n) for n in range(length)]
        self._buy_stale(first, length)
        self._receive(first)
        self._refill_store(first)
        self._sell(days)
        self._suffer(number, days[-1])
        self._buy(days[-1])
