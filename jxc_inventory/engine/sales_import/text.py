"""The account of every row as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .problem import _

_LISTED = 20


def report_text(report: dict, translate: Callable[[str], str] = str) -> str:
    """Return what ``Report.as_dict`` returned, as lines of text."""
    return "\n".join(_lines(report, translate))


def _lines(report: dict, translate: Callable[[str], str]) -> Iterator[str]:
    rows = report["rows"]
    for label, key in (
        (_("Accepted: sales"), "accepted"),
        (_("Netted: returns taken off sales"), "netted"),
        (_("Excluded by a rule"), "excluded"),
        (_("Rejected: to be corrected"), "rejected"),
        (_("Rows read"), "read"),
    ):
        yield f"{rows[key]:>12,}  {translate(label)}"
    if report["excluded"]:
        yield f"\n{translate(_('Excluded'))}"
    for line in report["excluded"]:
        yield f"{line['rows']:>12,}  {line['rule']}"
    if report["rejected"]:
        yield f"\n{translate(_('Rejected'))}"
    for line in report["rejected"]:
        field = f"{line['field_name']}: " if line["field_name"] else ""
        yield f"{line['rows']:>12,}  {field}{line['problem']} {line['cure']}"
    for line in report["rejections"][:_LISTED]:
        place = translate(_("Row %(row)s")) % line
        yield f"{'':>14}{place}: {line['field_name']} {line['value']!r}"
    demand, products = report["demand"], report["products"]
    yield f"\n{translate(_('What the file brings'))}"
    for label, number in (
        (_("Products sold"), products["sold"]),
        (_("of which new"), products["new"]),
        (
            _("Codes that differ only by letter case, taken as one product"),
            products["code_variants"]["merged"],
        ),
        (_("Days of demand"), demand["day_rows"]),
    ):
        yield f"{number:>12,}  {translate(label)}"
    for note in report["notes"]:
        yield f"! {note}"
