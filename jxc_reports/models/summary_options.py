"""What a reader asks of the purchase-sale-inventory summary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from odoo import fields
from odoo.api import Environment
from odoo.exceptions import UserError

GROUPINGS = ("none", "category", "warehouse")


@dataclass(frozen=True)
class SummaryOptions:
    """Validated options; ``places`` and ``categories`` empty mean all."""

    date_from: date
    date_to: date
    places: frozenset[int]
    categories: tuple[int, ...]
    search: str
    group_by: str
    hide_idle: bool

    @classmethod
    def parse(cls, env: Environment, options: Mapping) -> "SummaryOptions":
        """Read options as the screen sends them.

        Raises ``UserError`` naming the option that cannot be used.
        """
        date_from = _day(env, options, "date_from")
        date_to = _day(env, options, "date_to")
        if date_from > date_to:
            raise UserError(
                env._(
                    "The period begins on %(start)s, after its end on %(end)s:"
                    " exchange the two dates.",
                    start=date_from,
                    end=date_to,
                )
            )
        group_by = options.get("group_by") or "none"
        if group_by not in GROUPINGS:
            raise UserError(env._("Unknown grouping: %s", group_by))
        return cls(
            date_from=date_from,
            date_to=date_to,
            places=frozenset(_ids(env, options, "place_ids")),
            categories=tuple(_ids(env, options, "category_ids")),
            search=str(options.get("search") or "").strip(),
            group_by=group_by,
            hide_idle=bool(options.get("hide_idle")),
        )


def _day(env: Environment, options: Mapping, name: str) -> date:
    try:
        day = fields.Date.to_date(options.get(name))
    except (TypeError, ValueError):
        day = None
    # The calendar's own last year leaves no room for the instant after it.
    if not day or not 1900 <= day.year <= 9998:
        raise UserError(
            env._(
                "“%s” is not a date of the period. Enter it as year-month-day.",
                options.get(name) or "",
            )
        )
    return day


def _ids(env: Environment, options: Mapping, name: str) -> list[int]:
    ids = options.get(name) or []
    if not isinstance(ids, list) or not all(type(id_) is int for id_ in ids):
        raise UserError(env._("Option %s must be a list of record numbers.", name))
    return ids
