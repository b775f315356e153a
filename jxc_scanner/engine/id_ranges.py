"""Many ids in few numbers."""

from collections.abc import Iterable


def to_ranges(ids: Iterable[int]) -> list[int]:
    """Return sorted ``ids`` as ``[first, how many, first, how many, …]``.

    The first id of each run is told by its distance from the end of the run before, so
    that the numbers stay short.

    >>> to_ranges([7, 8, 9, 12])
    [7, 3, 2, 1]
    """
    ranges: list[int] = []
    following = 0
    for number in ids:
        if ranges and number == following:
            ranges[-1] += 1
        else:
            ranges += [number - following, 1]
        following = number + 1
    return ranges
