"""Reads snapshots as a device does."""


def rows_of(answer, table):
    """Return the rows of a table as dictionaries by id."""
    columns = answer["tables"][table]["columns"]
    rows = zip(*columns.values(), strict=True)
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def ids_of(answer, table):
    """Return the ids that belong to a table by a delta."""
    ranges = answer["tables"][table]["ids"]
    ids, following = set(), 0
    for gap, count in zip(ranges[::2], ranges[1::2], strict=True):
        first = following + gap
        following = first + count
        ids.update(range(first, following))
    return ids
