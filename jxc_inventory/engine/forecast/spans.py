"""Outlooks over spans that differ from series to series, as lead times do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .uncertainty import Outlook, outlooks

Array = NDArray[np.float64]

# Series share their errors: fewer than this borrow those of others in the batch.
LEAST_TOGETHER = 60


def outlooks_by_span(
    history: Array,
    ends: Sequence[int],
    spans: NDArray[np.int64],
    season: int | None = None,
    groups: NDArray[np.int64] | None = None,
) -> list[Outlook]:
    """Return for each end the outlook of each series over its own span.

    ``spans``, shape (k,), are numbers of periods, one at least; otherwise as
    :func:`outlooks`, which is asked once for each different span.
    """
    parts = [
        _of_span(
            history, ends, np.flatnonzero(spans == span), int(span), season, groups
        )
        for span in np.unique(spans)
    ]
    order = np.argsort(
        np.concatenate([np.flatnonzero(spans == span) for span in np.unique(spans)])
    )
    return [_joined([part[at] for part in parts], order) for at in range(len(ends))]


def _of_span(history, ends, rows, span, season, groups) -> list[Outlook]:
    others = np.setdiff1d(np.arange(len(history)), rows)
    mates = np.concatenate([rows, others[: max(0, LEAST_TOGETHER - len(rows))]])
    shared = None if groups is None else groups[mates]
    seen = outlooks(history[mates], ends, span, season, shared)
    return [
        Outlook(
            outlook.mean[: len(rows)],
            outlook.spread[: len(rows)],
            outlook.classes[: len(rows)],
            outlook.errors,
        )
        for outlook in seen
    ]


def _joined(parts: Sequence[Outlook], order: NDArray[np.int64]) -> Outlook:
    """One outlook of several, its series in the order given."""
    offsets = np.cumsum([0, *(len(part.errors) for part in parts)])
    classes = [
        part.classes + offset for part, offset in zip(parts, offsets[:-1], strict=True)
    ]
    return Outlook(
        np.concatenate([part.mean for part in parts])[order],
        np.concatenate([part.spread for part in parts])[order],
        np.concatenate(classes)[order],
        tuple(errors for part in parts for errors in part.errors),
    )
