import json
import uuid as uuid_module
from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_MAX_BATCH = 500
_MAX_PAYLOAD = 20_000


class ScanOperation(models.Model):
    """The journal of what devices did: each operation is applied once.

    A device numbers an operation (UUID) when it happens and sends it until it hears
    the result. The unique number makes a repeated sending harmless: it is answered
    from here. A refused operation is kept too, with its reason; nothing else of it
    remains.
    """

    _name = "jxc.scan.operation"
    _description = "Scan Operation"
    _order = "id desc"
    _rec_name = "uuid"

    uuid = fields.Char("Number", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("receive.count", "Count In"),
            ("receive.undo", "Undo Count"),
            ("receive.validate", "Finish Receipt"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("applied", "Applied"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="applied",
        index=True,
    )
    message = fields.Char("Reason", readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    device_time = fields.Datetime(
        readonly=True, help="When the device recorded it, by the device's own clock."
    )
    picking_id = fields.Many2one(
        "stock.picking", "Transfer", readonly=True, index=True, ondelete="set null"
    )
    payload = fields.Json(readonly=True)
    result = fields.Json(readonly=True)
    payload_text = fields.Text("Content", compute="_compute_payload_text")

    _uuid_unique = models.UniqueIndex("(uuid)")

    @api.depends("payload")
    def _compute_payload_text(self):
        for operation in self:
            operation.payload_text = json.dumps(
                operation.payload, ensure_ascii=False, indent=2
            )

    # ---- the one entry for devices ------------------------------------------

    @api.model
    def sync(self, operations):
        """Apply ``operations`` in order, each once, and return a result for each.

        :param list operations: dictionaries with ``uuid``, ``kind``, ``payload`` and
            ``time`` (ISO instant of the device)
        :return: dictionaries with ``uuid``, ``state`` (applied or refused),
            ``message`` (why refused) and ``result``
        :raise UserError: when the batch as a whole is malformed or too large; then
            nothing is applied
        """
        self.env["jxc.scanner"]._check_keeper()
        if not isinstance(operations, list) or len(operations) > _MAX_BATCH:
            raise UserError(
                self.env._(
                    "Send at most %s operations, as one list, at a time.", _MAX_BATCH
                )
            )
        fresh = self._claim([entry for entry in operations if self._readable(entry)])
        refused_pickings = set()
        results = []
        for entry in operations:
            if not self._readable(entry):
                results.append(self._answer_unreadable(entry))
                continue
            operation = fresh.pop(entry["uuid"], None)
            if operation:
                operation._apply(refused_pickings)
            else:
                operation = self._recall(entry)
            answer = operation._answer() if operation else self._answer_taken(entry)
            if answer["state"] == "refused":
                refused_pickings.add(entry["payload"].get("picking_id"))
            results.append(answer)
        return results

    # ---- claiming a number --------------------------------------------------

    @api.model
    def _readable(self, entry):
        """Whether ``entry`` has the shape of an operation at all."""
        if not isinstance(entry, dict) or not isinstance(entry.get("payload"), dict):
            return False
        try:
            canonical = str(uuid_module.UUID(entry["uuid"])) == entry["uuid"]
            # PostgreSQL keeps no NaN and no infinity in JSON, nor NUL in text.
            text = json.dumps(entry["payload"], allow_nan=False)
        except (AttributeError, KeyError, TypeError, ValueError):
            return False
        fits = len(text) <= _MAX_PAYLOAD and "\\u0000" not in text
        return canonical and fits and entry.get("kind") in self._kinds()

    @api.model
    def _kinds(self):
        return {kind for kind, _label in self._fields["kind"].selection}

    @api.model
    def _claim(self, entries):
        """Enter the numbers not yet in the journal; return these, by number.

        ``ON CONFLICT`` makes a sending that races with its own repetition wait for
        the other transaction; Odoo then retries it and it finds the number taken.
        """
        if not entries:
            return {}
        rows = SQL(", ").join(
            SQL(
                "(%s, %s, 'applied', %s, %s, %s, %s, %s, now() at time zone 'UTC')",
                entry["uuid"],
                entry["kind"],
                self.env.uid,
                self.env.company.id,
                self._device_time(entry),
                json.dumps(entry["payload"]),
                self.env.uid,
            )
            for entry in entries
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO jxc_scan_operation
                    (uuid, kind, state, user_id, company_id, device_time, payload,
                     create_uid, create_date)
                VALUES %s ON CONFLICT (uuid) DO NOTHING RETURNING id""",
                rows,
            )
        )
        # Keepers may read the journal but only this method writes it: sudo keeps it
        # a record nobody can touch up.
        claimed = self.sudo().browse(row[0] for row in self.env.cr.fetchall())
        return {operation.uuid: operation for operation in claimed}

    @api.model
    def _device_time(self, entry):
        try:
            moment = datetime.fromisoformat(entry["time"].replace("Z", "+00:00"))
        except (AttributeError, KeyError, ValueError):
            return None
        return moment.replace(tzinfo=None) - (moment.utcoffset() or moment - moment)

    @api.model
    def _recall(self, entry):
        """Return the journal's record of a repeated ``entry``, or none of it when the
        number belongs to somebody else or to another operation."""
        # sudo: looked up by number alone so that a number taken by another user is
        # noticed; what is found is only answered to the user it belongs to.
        operation = self.sudo().search([("uuid", "=", entry["uuid"])])
        same = (
            operation.user_id == self.env.user
            and operation.kind == entry["kind"]
            and operation.payload == entry["payload"]
        )
        return operation if same else self.browse()

    # ---- applying ------------------------------------------------------------

    def _apply(self, refused_pickings):
        """Do the operation as the user, wholly or not at all, and keep the outcome."""
        self.ensure_one()
        # The record itself is held with sudo; the work is done with the user's rights.
        work = self.with_user(self.env.uid).sudo(False)
        try:
            with self.env.cr.savepoint():
                picking = work._open_receipt(self.payload)
                self.picking_id = picking
                self.company_id = picking.company_id
                if (
                    self.kind == "receive.validate"
                    and self.payload.get("picking_id") in refused_pickings
                ):
                    raise UserError(
                        self.env._("A scan sent before was refused. Look at it first.")
                    )
                apply = getattr(work, "_apply_" + self.kind.replace(".", "_"))
                self.result = apply(picking, self.payload)
                self.env.flush_all()
        except UserError as error:
            self.env.invalidate_all(flush=False)
            self.write({"state": "refused", "message": str(error)})

    def _answer(self):
        self.ensure_one()
        return {
            "uuid": self.uuid,
            "state": self.state,
            "message": self.message or "",
            "result": self.result or {},
        }

    @api.model
    def _answer_taken(self, entry):
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
