"""Which reasons to skip a test are accepted."""

import re

# Odoo's words where a browser test cannot run, and those of pytest-odoo.
_BROWSER = re.compile(
    r"chrom|websocket-client|browser|HttpCase|devtools", re.IGNORECASE
)


def is_browser_skip(reason: str) -> bool:
    """Whether a test was skipped for want of a browser or what drives it."""
    return bool(_BROWSER.search(reason))
