from collections.abc import Mapping
from datetime import datetime
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import periods, stock_summary
from ..engine.stock_summary import COLUMNS, KINDS_IN, KINDS_OUT, Key, Row
from .stock_ledger import IN_TRANSIT, OUTSIDE
from .summary_options import SummaryOptions
from .summary_presentation import SummaryPresentation, column_labels

# Who may read what stock is worth; keepers and buyers read quantities only.
VALUE_GROUPS = (
    "stock.group_stock_manager",
    "account.group_account_readonly",
    "account.group_account_manager",
)
READER_GROUPS = ("stock.group_stock_user", *VALUE_GROUPS)

# Columns without movements behind them.
STATES = ("opening", "adjustment", "closing")


class JxcStockSummary(models.AbstractModel):
    """The purchase-sale-inventory summary of the current company.

    ``get_summary`` makes the one result that the screen, the PDF and the spreadsheet
    show: ``columns`` (key, label, side, used), ``lines`` (rows, and groups where asked
    for) and ``total``, each with figures in the order of ``columns``, quantities in
    the product's unit and values in the company's currency. Values are present only
    for readers in ``VALUE_GROUPS``.
    """

    _name = "jxc.stock.summary"
    _description = "Purchase-Sale-Inventory Summary"

    # Interface of the screen --------------------------------------------------------

    @api.model
    @api.readonly
    def get_filters(self) -> dict[str, Any]:
        """Return what the filter bar offers: periods, places and categories."""
        self._check_reader()
        today = self._today()
        return {
            "company": self.env.company.name,
            "show_values": self._may_read_values(),
            "presets": {
                preset: [fields.Date.to_string(day) for day in days]
                for preset in periods.PRESETS
                for days in [periods.preset_days(preset, today)]
            },
            "places": [
                {"id": place, "name": name}
                for place, name in self._place_names().items()
            ],
            # pylint: disable-next=no-search-all
            "categories": self.env["product.category"].search_read(
                [], ["complete_name"], order="complete_name"
            ),
        }

    @api.model
    @api.readonly
    def get_summary(self, options: Mapping) -> dict[str, Any]:
        """Return the summary for the options of the screen.

        Raises ``UserError`` for options that cannot be used and ``AccessError`` for
        readers outside ``READER_GROUPS``.
        """
        self._check_reader()
        asked = SummaryOptions.parse(self.env, options)
        presentation = SummaryPresentation(
            self.env,
            asked,
            places=self._place_names(),
            digits=self._digits(),
            show_values=self._may_read_values(),
        )
        return presentation.present(self._visible_rows(asked))

    @api.model
    @api.readonly
    def get_lines_action(
        self, options: Mapping, product_id: int, place: int, column: str
    ) -> dict[str, Any]:
        """Return the action that lists the stock move lines behind a figure."""
        self._check_reader()
        asked = SummaryOptions.parse(self.env, options)
        kinds = {"total_in": KINDS_IN, "total_out": KINDS_OUT}.get(column, (column,))
        if column not in COLUMNS or column in STATES:
            raise UserError(self.env._("No movements make up column %s.", column))
        # Reading its name checks that the reader may see the product.
        product = self.env["product.product"].browse(product_id)
        title = f"{column_labels(self.env)[column]} · {product.display_name}"
        after, until = self._instants(asked)
        line_ids = self.env["jxc.stock.ledger"]._line_ids(
            product_id, place, kinds, after, until
        )
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "stock.move.line",
            "views": [
                [self.env.ref("jxc_reports.stock_move_line_view_list").id, "list"],
                [False, "form"],
            ],
            "domain": [("id", "in", line_ids)],
            "context": {"create": False, "edit": False, "delete": False},
        }

    # Access ---------------------------------------------------------------------------

    @api.model
    def _check_reader(self) -> None:
        if not any(self.env.user.has_group(group) for group in READER_GROUPS):
            raise AccessError(
                self.env._(
                    "The purchase-sale-inventory summary is for warehouse, purchasing"
                    " and accounting staff. Ask your administrator for one of these"
                    " roles."
                )
            )

    @api.model
    def _may_read_values(self) -> bool:
        return any(self.env.user.has_group(group) for group in VALUE_GROUPS)

    # Figures --------------------------------------------------------------------------

    @api.model
    def _rows(self, asked: SummaryOptions) -> list[Row]:
        """Return the rows of all places, valued where the reader may see values."""
        ledger = self.env["jxc.stock.ledger"]
        valuation = self.env["jxc.stock.valuation"].with_context(
            # Core's valuation reads the active companies; ours is one company's.
            allowed_company_ids=self.env.company.ids
        )
        after, until = self._instants(asked)
        products = self._product_query(asked)
        positions = []
        for instant in (after, until):
            stock = ledger._stock(products, instant)
            if self._may_read_values():
                positions.append(valuation._positions(stock, instant))
            else:
                positions.append(self._unvalued(stock))
        flows = ledger._flows(products, after, until)
        return stock_summary.summarise(*positions, flows, *self._digits())

    @api.model
    def _visible_rows(self, asked: SummaryOptions) -> list[Row]:
        return [
            row
            for row in self._rows(asked)
            if (not asked.places or row.key.place in asked.places)
            and (row.moved or not asked.hide_idle)
        ]

    @api.model
    def _unvalued(self, stock: dict) -> dict[Key, tuple[float, float]]:
        positions: dict[Key, tuple[float, float]] = {}
        for (product, _lot), places in stock.items():
            for place, quantity in places.items():
                key = Key(product, place)
                before = positions.get(key, (0.0, 0.0))[0]
                positions[key] = (before + quantity, 0.0)
        return positions

    @api.model
    def _product_query(self, asked: SummaryOptions) -> SQL:
        """Return the query of the goods asked for, archived ones with history too."""
        domain = Domain("is_storable", "=", True)
        if asked.categories:
            domain &= Domain("categ_id", "child_of", asked.categories)
        if asked.search:
            domain &= Domain.OR(
                Domain(field, "ilike", asked.search)
                for field in ("name", "default_code", "barcode")
            )
        products = self.env["product.product"].with_context(active_test=False)
        return products._search(domain).select()

    @api.model
    def _instants(
        self, asked: SummaryOptions
    ) -> tuple[datetime | None, datetime | None]:
        """Return the instants before the period and at its end; ``None`` for now.

        Days begin and end in the company's time zone. What is not over yet is valued
        as of now, which is what core shows as the current valuation.
        """
        zone = self.env.company._jxc_timezone()
        before = fields.Date.subtract(asked.date_from, days=1)
        now = fields.Datetime.now()
        ends = [periods.last_instant(day, zone) for day in (before, asked.date_to)]
        return tuple(end if end < now else None for end in ends)

    @api.model
    def _today(self):
        zone = self.env.company._jxc_timezone()
        return datetime.now(zone).date()

    @api.model
    def _digits(self) -> tuple[int, int]:
        return (
            self.env["decimal.precision"].precision_get("Product Unit"),
            self.env.company.currency_id.decimal_places,
        )

    @api.model
    def _place_names(self) -> dict[int, str]:
        """Return the places of the company in the order of their presentation."""
        warehouses = (
            self.env["stock.warehouse"]
            .with_context(active_test=False)
            .search([("company_id", "=", self.env.company.id)])
        )
        return {
            **{warehouse.id: warehouse.name for warehouse in warehouses},
            IN_TRANSIT: self.env._("In transit"),
            OUTSIDE: self.env._("Outside warehouses"),
        }
