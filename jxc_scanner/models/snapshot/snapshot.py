from odoo import api, models
from odoo.tools import SQL

from ...engine.id_ranges import to_ranges
from ...engine.snapshot_token import Token, digest
from .rows import written_since

# A new shape of the answer makes devices fetch all anew.
_SHAPE = 1

# What many rows follow from: when one of these has changed, everything is told anew.
_FOUNDATIONS = (
    "jxc_lot_rule",
    "product_category",
    "res_company",
    "stock_storage_category",
    "stock_warehouse",
    "uom_uom",
)


class Snapshot(models.AbstractModel):
    """What a device knows of the warehouse without the network.

    An answer holds ``token``, ``full``, ``tables`` and what :meth:`start` tells. Each
    table is ``{"columns": {name: [values]}}``, with ``ids``, the ranges of all ids that
    belong to it now. The tables refer to each other by id; the device joins them. With
    the token of an earlier answer only rows that changed since are told: a device drops
    what ``ids`` does not name, and asks for what it lacks (:meth:`snapshot_rows`),
    which happens when unchanged rows come into view.

    What has changed is told by the numbers of the transactions that wrote the rows,
    not by dates: a transaction that began early and ended late has a number that is
    not before the token's horizon, so its rows are told by the next answer.
    """

    _inherit = "jxc.scanner"

    @api.model
    def _snapshot(self, since=None):
        """Return the snapshot, or what changed since the token ``since``.

        :raise AccessError: the user does not keep stock
        """
        self._check_keeper()
        here = self._in_company()
        token, since = here._token(), Token.read(since)
        told = since if since and since.serves(token) else None
        if told and here._foundations_changed(told.horizon):
            told = None
        tables = {}
        for name, rows in here._all_rows().items():
            ids = to_ranges(rows.ids()) if told else None
            if told:
                rows.only_since(told.horizon)
            tables[name] = here._as_columns(name, rows)
            if told:
                tables[name]["ids"] = ids
        return {
            **here._about(),
            "token": str(token),
            "full": not told,
            "tables": tables,
        }

    @api.model
    @api.readonly
    def snapshot_rows(self, wanted):
        """Return the rows with the given ids, of those that belong to the snapshot.

        :param dict wanted: a list of ids by name of table
        :raise UserError: what was asked for is malformed
        """
        self._check_keeper()
        rows = self._in_company()._all_rows()
        wanted = wanted if isinstance(wanted, dict) else {None: None}
        tables = {}
        for name, ids in wanted.items():
            self._check_ids(ids if name in rows else None)
            found = rows[name].only(SQL("%s = ANY(%s)", rows[name]["id"], ids))
            tables[name] = self._in_company()._as_columns(name, found)
        return {"today": self._iso(self._today()), "tables": tables}

    @api.model
    def _in_company(self):
        """Return the scanner in one company: that of the warehouse shown."""
        return self.with_context(allowed_company_ids=self.env.company.ids)

    @api.model
    def _about(self):
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return {**self._facts(), "step": 10**-digits}

    @api.model
    def _all_rows(self):
        stock, transfers = self._stock_domain(), self._open_transfers_domain()
        products = self._product_domain(stock, transfers)
        return {
            "products": self._product_rows(products),
            "packagings": self._packaging_rows(
                self.env["product.product"]._search(products, active_test=False)
            ),
            "lots": self._lot_rows(self._lot_domain(stock, transfers)),
            "locations": self._location_rows(self._location_domain()),
            "packages": self._package_rows(self._package_domain(stock, transfers)),
            "quants": self._quant_rows(stock),
            "operation_types": self._type_rows(),
            **self._transfer_tables(transfers),
        }

    @api.model
    def _as_columns(self, name, rows):
        found = rows.fetch()
        values = zip(*found, strict=True) if found else [()] * len(rows.names)
        columns = dict(zip(rows.names, map(list, values), strict=True))
        finish = {
            "moves": self._finish_moves,
            "products": self._finish_products,
            "operation_types": self._finish_types,
        }
        return {"columns": finish[name](columns) if name in finish else columns}

    # ---- what has changed --------------------------------------------------

    @api.model
    def _token(self):
        """Return what to ask with next time: this transaction sees all that ended
        before the horizon, and nothing it tells is from after."""
        [[horizon]] = self.env.execute_query(
            SQL("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        )
        company = self.env.company
        return Token(
            horizon,
            digest(
                (
                    _SHAPE,
                    self.env.uid,
                    self._own_warehouse().id,
                    company.id,
                    company._jxc_timezone().key,
                    self.env.lang,
                    sorted(self.env.user._get_group_ids()),
                    self._count_foundations(),
                )
            ),
        )

    @api.model
    def _count_foundations(self):
        """Return how many rows there are of what others follow from: deleted ones
        leave no trace but this."""
        counts = (
            SQL("(SELECT count(*) FROM %s)", SQL.identifier(table))
            for table in _FOUNDATIONS
        )
        return self.env.execute_query(SQL("SELECT %s", SQL(", ").join(counts)))

    @api.model
    def _foundations_changed(self, horizon):
        changed = (
            SQL(
                "EXISTS (SELECT FROM %s WHERE %s)",
                SQL.identifier(table),
                written_since(horizon, SQL.identifier(table, "xmin")),
            )
            for table in _FOUNDATIONS
        )
        [[answer]] = self.env.execute_query(SQL("SELECT %s", SQL(" OR ").join(changed)))
        return answer
