"""What the importing company knows and wants, as plain values."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from zoneinfo import ZoneInfo

from .rules import Rule


@dataclass(frozen=True)
class Unit:
    """A unit of measure: ``factor`` of the unit ``reference`` that measures alike."""

    name: str
    reference: int
    factor: Fraction


@dataclass(frozen=True)
class Settings:
    """How a file is to be understood.

    ``mapping``      field -> column.
    ``rules``        in the order in which they are tried.
    ``today``        last day a sale may have, in the company's time zone ``zone``.
    ``warehouses``   name or code without letter case -> id; used when the file has a
                     warehouse column, else and where a cell is blank ``warehouse``.
    ``products``     code without letter case -> name of the unit of a product that
                     exists.
    ``units``        name without letter case -> unit that exists.
    ``known``        sorted fingerprints of rows imported before.
    ``date_order``   ``dmy``, ``mdy`` or ``None`` to find out from the column.
    """

    mapping: Mapping[str, int]
    today: datetime.date
    warehouse: int = 0
    rules: tuple[Rule, ...] = ()
    zone: ZoneInfo | None = None
    warehouses: Mapping[str, int] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    known: Sequence[int] = ()
    date_order: str | None = None
    default_unit: str = "Units"
