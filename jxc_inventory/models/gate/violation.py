"""What speaks against moving a lot as a move line would."""

from typing import Any, NamedTuple

# What a rule about lots may be broken in, with the label people read.
KINDS = [
    ("hold", "On Hold"),
    ("expired", "Expired"),
    ("receipt_life", "Life at Receipt"),
    ("delivery_life", "Life at Delivery"),
    ("fefo", "Later Lot First"),
    ("number", "Wrong Number"),
    ("dates", "Missing Dates"),
    ("mixing", "Mixed in a Bin"),
    ("return", "Not Sold to the Customer"),
]


class Violation(NamedTuple):
    """One rule that one move line breaks.

    :param line: the ``stock.move.line``.
    :param kind: what is broken, one of ``KINDS``.
    :param message: a sentence for the user that names lot, product and cure.
    :param rule: the ``jxc.lot.rule`` that says so; empty when nobody may release.
    """

    line: Any
    kind: str
    message: str
    rule: Any = None

    @property
    def releasable(self) -> bool:
        """Whether somebody may let it pass for a reason."""
        return bool(self.rule)
