"""Rows of one table of a snapshot, read as the user and without records."""

from odoo.tools import SQL


def written_since(horizon: int, row: SQL) -> SQL:
    """Return whether a transaction with this number or a later one wrote a row.

    A row version bears the lower 32 bits of the number, which begin again from time to
    time: later is what is less than half way round ahead. Rows that are ages old may
    seem later, and are told once more.

    :param row: its system column ``xmin``
    """
    return SQL(
        "((%s::text::bigint - %s) & 4294967295) < 2147483648", row, horizon % 2**32
    )


class Rows:
    """What a search finds, as columns.

    The user's record rules are part of the search, and reading a field checks that the
    user may. A row has changed when it or a row it was joined with has.
    """

    def __init__(self, records, domain, active_test=True):
        self._records = records
        self._query = records._search(domain, order="id", active_test=active_test)
        self._alias = self._query.table
        self._columns = {"id": SQL.identifier(self._alias, "id")}
        self._joined = {}

    def add(self, *names, **columns) -> "Rows":
        """Add columns: ``names`` of fields, and ``column="field"``,
        ``column="many2one.field"`` or ``column=SQL(…)``."""
        sources = {**{name: name for name in names}, **columns}
        for column, source in sources.items():
            self._columns[column] = source if isinstance(source, SQL) else self[source]
        return self

    def __getitem__(self, path: str) -> SQL:
        """Return a field, or a field of the record a many2one points to."""
        records, alias, links = self._records, self._alias, path.split(".")
        while True:
            field = records._fields[links[0]]
            if field.inherited:
                links = [*field.related.split("."), *links[1:]]
            elif len(links) > 1:
                records, alias = self._join(records, alias, links.pop(0))
            else:
                return records._field_to_sql(alias, links[0], self._query)

    def _join(self, records, alias, link):
        key = (alias, link)
        if key not in self._joined:
            self._joined[key] = records._fields[link].join(records, alias, self._query)
        return self._joined[key]

    @property
    def names(self) -> list[str]:
        return list(self._columns)

    def ids(self) -> list[int]:
        return [row[0] for row in self._records.env.execute_query(self._query.select())]

    def fetch(self) -> list[tuple]:
        """Return a tuple a row, with the values of ``names``."""
        query = self._query.select(*self._columns.values())
        return self._records.env.execute_query(query)

    def only(self, condition: SQL) -> "Rows":
        self._query.add_where(condition)
        return self

    def only_since(self, horizon: int) -> "Rows":
        """Keep what a transaction with this number or a later one has written."""
        tables = [self._alias, *(alias for _model, alias in self._joined.values())]
        later = [
            written_since(horizon, SQL.identifier(alias, "xmin")) for alias in tables
        ]
        return self.only(SQL("(%s)", SQL(" OR ").join(later)))
