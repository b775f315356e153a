from odoo import api, models

_MAX_TOLD = 500


class Answering(models.Model):
    """What the device is told about an operation."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _answer_to(self, entry, journal, device):
        """Answer ``entry`` from the records of ``journal``, by number."""
        if not self._readable(entry):
            return self._answer_unreadable(entry)
        operation = journal.get(entry["uuid"])
        if not operation:
            return {
                "uuid": entry["uuid"],
                "state": "early",
                "message": "",
                "result": {},
            }
        if not operation._is_repeated_by(entry, device):
            return self._taken(entry)
        return operation._answer()

    @api.model
    def _note_seen(self, device, info):
        """Keep that a person has looked at refusals, so that the transfer they belong
        to may be finished."""
        numbers = self._numbers(info, "seen")
        if device and numbers:
            self._of_device(device, numbers).seen = True

    @api.model
    def _answers_to_open(self, device, info, answers):
        """Tell the device which of the refusals it still shows have been seen to."""
        if not device:
            # A caller without a journal of its own has heard of the refusals now.
            numbers = [answer["uuid"] for answer in answers]
            self._of_device(False, numbers).seen = True
            return []
        told = {answer["uuid"] for answer in answers}
        numbers = [
            number for number in self._numbers(info, "open") if number not in told
        ]
        solved = [operation._answer() for operation in self._of_device(device, numbers)]
        return [answer for answer in solved if answer["state"] != "refused"]

    @api.model
    def _numbers(self, info, key):
        numbers = info.get(key)
        if not isinstance(numbers, list):
            return []
        return [number for number in numbers[:_MAX_TOLD] if isinstance(number, str)]

    @api.model
    def _of_device(self, device, numbers):
        """What was refused of ``numbers``, from this user and device."""
        # sudo: keepers may only read the journal; this finds what is their own.
        return self.sudo().search(
            [
                ("uuid", "in", [number for number in numbers if number]),
                ("user_id", "=", self.env.uid),
                ("device_id", "=", device.id if device else False),
                ("message", "!=", False),
            ]
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
