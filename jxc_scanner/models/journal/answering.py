from odoo import api, models


class Answering(models.Model):
    """What the device is told about an operation."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _answer_to(self, entry, journal):
        """Answer ``entry`` from the records of ``journal``, by number."""
        if not self._readable(entry):
            return self._answer_unreadable(entry)
        operation = journal[entry["uuid"]]
        return (
            operation._answer()
            if operation._is_repeated_by(entry)
            else self._taken(entry)
        )

    def _answer(self):
        self.ensure_one()
        return {
            "uuid": self.uuid,
            "state": self.state,
            "message": self.message or "",
            "result": self.result or {},
        }

    @api.model
    def _taken(self, entry):
        return {
            "uuid": entry["uuid"],
            "state": "refused",
            "message": self.env._("This number already belongs to another operation."),
            "result": {},
        }

    @api.model
    def _answer_unreadable(self, entry):
        number = entry.get("uuid") if isinstance(entry, dict) else False
        return {
            "uuid": number if isinstance(number, str) else False,
            "state": "refused",
            "message": self.env._("The scanner sent an operation nobody can read."),
            "result": {},
        }
