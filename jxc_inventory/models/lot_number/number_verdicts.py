"""Says of each number entered in bulk whether it can be received, and why not."""

from collections import defaultdict

from ...engine.numbering.entry import RangeError, repeated, split_entries
from ..lot_rule.number_check import NumberCheck
from .gs1_reader import Gs1Reader

# Verdicts that keep a number from being received; the others only inform.
REFUSED = ("range", "format", "check_digit", "other_product", "duplicate", "exists")


class NumberVerdicts:
    """Judges the numbers of one product by the rules of one company."""

    def __init__(self, env, company, product, vendor):
        self._env = env
        self._company = company
        self._product = product
        self._vendor = vendor
        self._book = env["jxc.lot.rule"]._open_book(company)
        self._check = NumberCheck(env, self._book)

    def judge(self, text: str) -> list[dict]:
        """Return a verdict for each number of ``text``, in a fixed number of queries.

        Each has ``line``, ``number``, ``extra`` (what follows it), ``verdict`` (``ok``,
        ``known`` or one of ``REFUSED``), ``refused`` and ``message``.
        """
        try:
            entries = split_entries(text)
        except RangeError as error:
            message = explain_range(self._env, error.problem)
            return [self._verdict(1, "", "", "range", message)]
        reader = Gs1Reader(self._env, self._company, self._product)
        entries, unread = reader.interpret(entries)
        duplicates = repeated(entries)
        lots = self._find_lots([entry.number for entry in entries])
        stocked = self._find_stocked(lots)
        verdicts = []
        for index, entry in enumerate(entries):
            if entry.problem:
                found = "range", explain_range(self._env, entry.problem)
            elif index in unread:
                found = unread[index]
            else:
                found = self._judge_number(
                    entry.number, lots[entry.number], stocked, duplicates.get(index)
                )
            verdicts.append(
                self._verdict(entry.line, entry.number, entry.extra, *found)
            )
        return verdicts

    def _judge_number(self, number, lots, stocked, first_line):
        if not number:
            return "format", self._env._("The number is missing.")
        own = lots.filtered(lambda lot: lot.product_id == self._product)
        serial = self._product.tracking == "serial"
        if first_line is not None and serial:
            return "duplicate", self._env._("Already in line %s.", first_line)
        if own & stocked and serial:
            return "exists", self._env._("Already in stock.")
        if own:
            return "known", self._env._("Known, and received again.")
        fault = self._check.find_fault(number, self._product, self._vendor)
        if fault:
            kind = "check_digit" if fault.code == "imei_check_digit" else "format"
            return kind, fault.reason
        others = (lots - own).product_id
        rule = self._book.find("other_product", self._product, self._vendor)
        if others and rule._refuses("other_product"):
            names = ", ".join(others.mapped("display_name"))
            return "other_product", self._env._("Belongs to %s.", names)
        return "ok", ""

    def _verdict(self, line, number, extra, verdict, message):
        return {
            "line": line,
            "number": number,
            "extra": extra,
            "verdict": verdict,
            "refused": verdict in REFUSED,
            "message": message,
        }

    def _find_lots(self, numbers):
        found = defaultdict(self._env["stock.lot"].browse)
        for lot in self._env["stock.lot"].search_fetch(
            [
                ("name", "in", list(set(numbers))),
                ("company_id", "in", [self._company.id, False]),
            ],
            ["name", "product_id"],
        ):
            found[lot.name] |= lot
        return found

    def _find_stocked(self, lots):
        """Return which serial numbers of the product lie in stock already."""
        own = self._env["stock.lot"].union(*lots.values())
        if self._product.tracking != "serial" or not own:
            return own.browse()
        groups = self._env["stock.quant"]._read_group(
            [
                ("lot_id", "in", own.ids),
                ("quantity", ">", 0),
                ("location_id.usage", "in", ("internal", "transit")),
            ],
            ["lot_id"],
        )
        return own.browse(lot.id for (lot,) in groups)


def explain_range(env, problem: str) -> str:
    """Return in words why two numbers are no range."""
    if problem == "prefix":
        return env._("No range: the two numbers begin differently.")
    if problem == "width":
        return env._("No range: the digits are not equally many.")
    if problem == "order":
        return env._("No range: the last number comes first.")
    return env._("More than 10,000 numbers. Enter fewer at a time.")
