"""Which warnings and errors in Odoo's log are nobody's fault; one list for all."""

import re
from collections.abc import Iterable

# Each pattern with the reason why the line is accepted.
ALLOWED = {
    r"killing chrome descendants-or-self": "how Odoo ends the browser",
    r"Chrome pid: \d+ (suspicious|leftover)": "how Odoo ends the browser",
}
_ALLOWED = re.compile("|".join(ALLOWED), re.IGNORECASE)
_LEVEL = re.compile(r" (WARNING|ERROR|CRITICAL) ")


def is_allowed(line: str) -> bool:
    """Whether a warning or error is on the list above."""
    return bool(_ALLOWED.search(line))


def unexpected(log: Iterable[str]) -> list[str]:
    """The lines of a log file at level WARNING or above that are not accepted."""
    return [
        line.rstrip() for line in log if _LEVEL.search(line) and not is_allowed(line)
    ]
