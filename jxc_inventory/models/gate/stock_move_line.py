from odoo import models
from odoo.exceptions import UserError

from .violation import Violation


class StockMoveLine(models.Model):
    """The gate every movement of goods passes: web client, scanner, import and API.

    Rooms add what they forbid by extending ``_find_violations``.
    """

    _inherit = "stock.move.line"

    def _action_done(self):
        self._check_violations()
        return super()._action_done()

    def _check_violations(self):
        """Refuse to move what the rules forbid.

        Raises ``UserError`` with one sentence for each violation.
        """
        violations = self._find_violations()
        if violations:
            raise UserError("\n".join(found.message for found in violations))

    def _find_violations(self) -> list[Violation]:
        """Return everything that speaks against moving these lines, set-based."""
        return []
