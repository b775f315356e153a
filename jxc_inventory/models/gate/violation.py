"""What speaks against moving a lot as a move line would."""

from typing import Any, NamedTuple


class Violation(NamedTuple):
    """One rule that one move line breaks.

    :param line: the ``stock.move.line``.
    :param kind: what is broken: ``hold``, ``expired``, ``receipt_life``,
        ``delivery_life``, ``fefo``, ``number``, ``dates``, ``mixing`` …
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
