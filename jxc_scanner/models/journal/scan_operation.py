import json

from odoo import api, fields, models
from odoo.exceptions import UserError

_MAX_BATCH = 500
_MAX_REQUEST = 4_000_000


class ScanOperation(models.Model):
    """The journal of what devices did: each operation is applied once.

    A device numbers an operation (UUID) when it happens and sends it until it hears
    the result. The unique number makes a repeated sending harmless: it is answered
    from here. A refused operation is kept too, with its reason; nothing else of it
    remains.

    A room of jobs adds its operations in a file of its own. For a kind
    ``<room>.<verb>`` it provides

    - ``_open_<room>(payload)``, which finds and checks what the operation is about;
    - ``_apply_<room>_<verb>(subject, payload)``, which does it and returns a result;
    - where speed asks for it ``_apply_all_<room>_<verb>(subject, payloads)``, which
      does consecutive operations on one subject and returns a result for each;
    - ``selection_add`` of the kind, with ``ondelete``.

    All work with the user's rights and raise ``UserError`` to refuse.
    """

    _name = "jxc.scan.operation"
    _description = "Scan Operation"
    _order = "id desc"
    _rec_name = "uuid"

    uuid = fields.Char("Number", required=True, readonly=True)
    kind = fields.Selection([], required=True, readonly=True)
    state = fields.Selection(
        [("applied", "Applied"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="applied",
        index=True,
    )
    message = fields.Char("Reason", readonly=True)
    mistyped = fields.Boolean(
        readonly=True,
        help="It was refused for what was entered, whatever is in stock: the person"
        " who scanned puts it right.",
    )
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    seen = fields.Boolean(
        "Seen by the User",
        readonly=True,
        help="The person who scanned has read why it was refused.",
    )
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

    @api.model
    def sync(self, operations, device=None):
        """Apply ``operations`` in order, each once, and return a result for each.

        :param list operations: dictionaries with ``uuid``, ``kind``, ``payload`` and
            ``time`` (ISO instant of the device), from a device also ``run`` and
            ``sequence`` (see ``ordering.py``)
        :param dict device: ``token`` of the registered device; ``unsent`` operations it
            holds and ``version`` of its app; ``first`` number it still holds, by run;
            numbers of refusals a person has ``seen``, or that are still ``open`` there
        :return: dictionaries with ``uuid``, ``state``, ``message`` (why refused) and
            ``result``. The state is applied, refused, solved (a manager has seen to a
            refusal; also for what is ``open``), or early (send it again, in order)
        :raise UserError: when the batch as a whole is malformed or too large; then
            nothing is applied
        """
        self.env["jxc.scanner"]._check_keeper()
        self._check_batch(operations)
        info = device or {}
        device = device and self.env["jxc.scanner.device"]._enter(device)
        self._note_seen(device, info)
        entries = {}
        for entry in self._put_in_order(filter(self._readable, operations)):
            entries.setdefault(entry["uuid"], entry)
        known = self._recall(entries)
        new = [entry for number, entry in entries.items() if number not in known]
        early, late = self._judge_order(device, info, new) if device else ((), ())
        fresh = self._claim([e for e in new if e["uuid"] not in early], device)
        due = {n: e for n, e in entries.items() if n in fresh or n in known}
        self._apply_in_order(due, fresh, known, late, device)
        answers = [self._answer_to(e, fresh | known, device) for e in operations]
        return answers + self._answers_to_open(device, info, answers)

    @api.model
    def _check_batch(self, operations):
        if not isinstance(operations, list) or len(operations) > _MAX_BATCH:
            raise UserError(
                self.env._(
                    "Send at most %s operations, as one list, at a time.", _MAX_BATCH
                )
            )
        if len(json.dumps(operations)) > _MAX_REQUEST:
            raise UserError(self.env._("These operations are too large to be sent."))
