"""The account of every row as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .problem import _

_LISTED = 20
# Not within the f-strings below, where the translators' tools do not look.
_EXCLUDED = _("Excluded")
_REJECTED = _("Rejected")
_BROUGHT = _("What the file brings")
_IMPORTED = _("Imported.")
_NOTHING = _("Nothing to import: no row is new and accepted.")
_DRY_RUN = _("Dry run: nothing was imported.")


def outcome_text(
    imported: bool, new: bool, translate: Callable[[str], str] = str
) -> str:
    """Return the line below the report: what became of the file.

    :param new: whether a row was new and accepted.
    """
    if imported:
        return translate(_IMPORTED)
    return translate(_DRY_RUN if new else _NOTHING)


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
        yield f"\n{translate(_EXCLUDED)}"
    for line in report["excluded"]:
        yield f"{line['rows']:>12,}  {line['rule']}"
    if report["rejected"]:
        yield f"\n{translate(_REJECTED)}"
    for line in report["rejected"]:
        field = f"{line['field_name']}: " if line["field_name"] else ""
        yield f"{line['rows']:>12,}  {field}{line['problem']} {line['cure']}"
    for line in report["rejections"][:_LISTED]:
        place = translate(_("Row %(row)s")) % line
        yield f"{'':>14}{place}: {line['field_name']} {line['value']!r}"
    demand, products = report["demand"], report["products"]
    yield f"\n{translate(_BROUGHT)}"
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
