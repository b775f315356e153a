"""Sets of series to forecast.

A folder holds wide CSV files: a header, then one line a series; the first column names
it, the others are its periods, oldest first. Blank cells in front mean "not yet sold".
``NAME.json`` beside ``NAME.csv`` may state ``season`` (or ``season_length``) and
``horizon`` in periods.
"""

import csv
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from jxc_inventory.engine.sales_import.analysis import analyse
from jxc_inventory.engine.sales_import.header import match_header
from jxc_inventory.engine.sales_import.reader import open_table
from jxc_inventory.engine.sales_import.rules import EXCLUDE, Rule, split_patterns
from jxc_inventory.engine.sales_import.settings import Settings
from jxc_inventory.engine.sales_import.values import SCALE

ADDON = Path(__file__).resolve().parents[2] / "jxc_inventory"
DEFAULT_RULES = ADDON / "data" / "sales_import_rule_data.xml"
LEAST_WEEKS = 30
LEAST_KNOWN = 8
WEEKS_IN_YEAR, MONTHS_IN_YEAR = 52, 12
WEEKS_AHEAD, MONTHS_AHEAD = 4, 3
# Of the periods, where nobody says how far to look ahead.
HORIZON_SHARE = 0.1


@dataclass(frozen=True)
class Set:
    """Series of one kind: ``values`` has shape (k, T), NaN before the first sale."""

    name: str
    values: np.ndarray
    horizon: int
    season: int | None
    left_out: int = 0


def read(path: Path) -> Set:
    """Return one of the sets of ../shared/data by its file."""
    name = path.name.partition(".")[0]
    if name == "online_retail":
        return _weekly(name, _retail_days(path), LEAST_WEEKS)
    if name == "pasta_daily":
        return _weekly("pasta", _pasta_days(path), LEAST_WEEKS)
    return _wide(path, MONTHS_AHEAD, MONTHS_IN_YEAR)


def read_folder(folder: Path) -> list[Set]:
    """Return the sets of a folder of wide CSV files."""
    sets = []
    for path in sorted(folder.glob("*.csv")):
        options = {}
        beside = path.with_suffix(".json")
        if beside.exists():
            options = json.loads(beside.read_text(encoding="utf-8"))
        season = options.get("season", options.get("season_length"))
        sets.append(_wide(path, options.get("horizon"), season))
    if not sets:
        raise SystemExit(f"There is no CSV file in {folder}.")
    return sets


def _wide(path: Path, horizon: int | None, season: int | None) -> Set:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row[1:] for row in list(csv.reader(file))[1:] if row]
    width = max(len(row) for row in rows)
    values = np.full((len(rows), width), np.nan)
    for index, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell.strip() and cell.strip().lower() not in ("nan", "na"):
                values[index, place] = float(cell)
    if not horizon:
        horizon = max(1, round(width * HORIZON_SHARE))
    return _usable(path.stem, values, int(horizon), season)


def _weekly(name: str, days, least: int) -> Set:
    """Whole weeks counted back from the last day; a series begins with its first."""
    last = max(day for _series, day in days)
    first = min(day for _series, day in days)
    weeks = ((last - first).days + 1) // 7
    names = sorted({series for series, _day in days})
    place = {series: index for index, series in enumerate(names)}
    values = np.zeros((len(names), weeks))
    begun = np.full(len(names), weeks)
    for (series, day), quantity in days.items():
        week = weeks - 1 - (last - day).days // 7
        if week >= 0:
            values[place[series], week] += quantity
            begun[place[series]] = min(begun[place[series]], week)
    values[np.arange(weeks) < begun[:, None]] = np.nan
    long = weeks - begun >= least
    made = _usable(name, values[long], WEEKS_AHEAD, WEEKS_IN_YEAR)
    return Set(
        made.name, made.values, made.horizon, made.season, made.left_out + sum(~long)
    )


def _usable(name: str, values: np.ndarray, horizon: int, season: int | None) -> Set:
    """Leave out series with gaps, too few periods, or no change to scale errors by."""
    known = ~np.isnan(values)
    whole = (np.diff(known.astype(int), axis=1) >= 0).all(axis=1) & known[:, -1]
    long = known[:, :-horizon].sum(axis=1) >= LEAST_KNOWN
    past = values[:, :-horizon]
    moving = np.nansum(np.diff(past, axis=1) ** 2, axis=1) > 0
    kept = whole & long & moving
    season = int(season) if season and season > 1 else None
    return Set(name, values[kept], horizon, season, int((~kept).sum()))


def _retail_days(path: Path):
    """Net demand by product and day, as importing the file would make it."""
    table = open_table(path)
    settings = Settings(
        match_header(table.header), date.max, rules=_rules(DEFAULT_RULES)
    )
    result = analyse(table, settings)
    days = defaultdict(float)
    for product, _warehouse, day, quantity in result.demand:
        code = result.products[product].code
        days[code, date.fromordinal(day)] += quantity / SCALE
    return days


def _rules(path: Path) -> tuple[Rule, ...]:
    """The rules every new database has for rows that are not goods sold."""
    signs = {"negative": {-1}, "zero": {0}, "positive": {1}, "not_positive": {-1, 0}}
    rules = []
    for key, record in enumerate(ElementTree.parse(path).iter("record")):
        said = {field.get("name"): field.text for field in record.iter("field")}
        quantity, price = said.get("quantity"), said.get("price")
        rules.append(
            Rule(
                key,
                said["name"],
                said.get("action", EXCLUDE),
                codes=split_patterns(said.get("codes")),
                documents=split_patterns(said.get("documents")),
                customer={"named": True, "missing": False}.get(said.get("customer")),
                quantity=frozenset(signs[quantity]) if quantity else None,
                price=frozenset(signs[price]) if price else None,
            )
        )
    return tuple(rules)


def _pasta_days(path: Path):
    days = defaultdict(float)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["value"]:
                day = date.fromisoformat(row["date"])
                days[row["sku"], day] += float(row["value"])
    return days
