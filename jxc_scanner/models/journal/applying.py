import logging

from psycopg2 import InterfaceError, OperationalError

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError

from .entry_error import is_entry_error

_logger = logging.getLogger(__name__)


class Applying(models.Model):
    """How operations are done: in order, each wholly or not at all, and many of one
    kind on one subject in one go where their room offers it."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _subject_key(self, kind, payload):
        """Say what an operation is about before it is looked up: consecutive
        operations of one kind and key may be done in one go, on one subject."""
        return tuple(payload.get(key) for key in ("picking_id", "batch_id", "started"))

    @api.model
    def _apply_in_order(self, entries, fresh, known, late, device):
        """Apply what is ``fresh`` of ``entries``; all three are by number. What came
        too ``late`` is refused.

        What is known already may have been refused without its sender having heard:
        for what comes behind, that is the same as being refused now.
        """
        # sudo: only the journal's own methods write it; see _do for the work itself.
        journal = self.sudo()
        troubled = set()
        for is_fresh, numbers in self._sections(entries, fresh, late):
            if is_fresh:
                operations = journal.concat(*(fresh[number] for number in numbers))
                payloads = [entries[number]["payload"] for number in numbers]
                if numbers[0] in late:
                    operations._refuse_late(payloads)
                else:
                    operations._apply_section(payloads, troubled)
            else:
                repeated = (known[n] for n in numbers)
                operations = journal.concat(
                    *(o for o in repeated if o._is_repeated_by(entries[o.uuid], device))
                )
            lost = operations.filtered(lambda operation: operation._is_lost_scan())
            troubled.update(lost.picking_id.ids)

    @api.model
    def _sections(self, entries, fresh, late):
        """Cut ``entries`` where kind or key changes, or whether they are fresh or late:
        pairs of freshness and numbers."""
        sections = []
        before = None
        for number, entry in entries.items():
            key = repr(self._subject_key(entry["kind"], entry["payload"]))
            likeness = (number in fresh, number in late, entry["kind"], key)
            if likeness != before:
                sections.append((number in fresh, []))
            sections[-1][1].append(number)
            before = likeness
        return sections

    def _apply_section(self, payloads, troubled):
        """Apply operations of one kind and key, given in order with their payloads."""
        if hasattr(self, self._handler("_apply_all_")):
            self._apply_together(payloads, troubled)
        else:
            for operation, payload in zip(self, payloads, strict=True):
                operation._apply_together([payload], troubled)

    def _apply_together(self, payloads, troubled):
        """Do all in one go. When that is refused do the halves, so that in the end only
        those are refused that would have been, one by one."""
        error = self._attempt(payloads, troubled)
        if error and len(self) > 1:
            half = len(self) // 2
            self[:half]._apply_together(payloads[:half], troubled)
            self[half:]._apply_together(payloads[half:], troubled)
        elif error:
            self._refuse(str(error), payloads[0], is_entry_error(error))

    def _attempt(self, payloads, troubled):
        """Do the operations and keep their results; return the error, if any."""
        try:
            with self.env.cr.savepoint():
                self._do(payloads, troubled)
            return None
        except (ConcurrencyError, InterfaceError, OperationalError):
            # For Odoo, which runs the request again in a new transaction.
            raise
        except UserError as error:
            return error
        except Exception as error:
            # A fault in the work on one operation must not hold up all behind it.
            _logger.exception("Scan operations %s could not be applied", self.ids)
            return UserError(
                self.env._(
                    "The server could not work it off (%s). Tell your inventory"
                    " manager.",
                    type(error).__name__,
                )
            )

    def _do(self, payloads, troubled):
        # The records are held with sudo; the work is done with the user's rights.
        work = self.with_user(self.env.uid).sudo(False).browse()
        subject = getattr(work, self._handler("_open_", verb=False))(payloads[0])
        self._keep_subject(subject)
        if self._is_finish():
            self._check_untroubled(self._transfers_of(subject), troubled)
        if len(self) > 1:
            results = getattr(work, self._handler("_apply_all_"))(subject, payloads)
        else:
            apply = getattr(work, self._handler("_apply_"))
            results = [apply(subject, payloads[0])]
        for operation, result in zip(self, results, strict=True):
            operation.result = result
            if not subject and "picking_id" in result:
                operation._keep_subject(work.picking_id.browse(result["picking_id"]))

    def _handler(self, prefix, verb=True):
        """The name of the method ``prefix`` of these operations' room or kind."""
        room, _dot, name = self[0].kind.partition(".")
        return f"{prefix}{room}_{name}" if verb else f"{prefix}{room}"

    def _keep_subject(self, subject):
        if subject._name == "stock.picking":
            self.picking_id = subject
        if "company_id" in subject._fields and len(subject.company_id) == 1:
            self.company_id = subject.company_id

    # ---- refusing ------------------------------------------------------------

    def _refuse(self, reason, payload, mistyped=False):
        """Enter that the operation was refused, beside the transfer it names as far as
        the user may see it."""
        number = payload.get("picking_id")
        if type(number) is int and 0 < number < 2**31:
            transfers = self.env["stock.picking"].with_user(self.env.uid).sudo(False)
            self._keep_subject(transfers.search([("id", "=", number)]))
        self.write({"state": "refused", "message": reason, "mistyped": mistyped})

    def _refuse_late(self, payloads):
        for operation, payload in zip(self, payloads, strict=True):
            operation._refuse(
                self.env._(
                    "It arrived after what the same device scanned later. Look whether"
                    " it is still right."
                ),
                payload,
            )

    def _mentioned_product(self):
        """The product an operation says it is about, as far as its user may see it."""
        number = self.payload.get("product_id")
        products = self.env["product.product"].with_user(self.user_id).sudo(False)
        if type(number) is not int or not 0 < number < 2**31:
            return products
        return products.search([("id", "=", number)])

    def _is_finish(self):
        return self[0].kind.endswith(".validate")

    def _is_lost_scan(self):
        """Whether goods were scanned of which the transfer knows nothing."""
        return self.state == "refused" and not self._is_finish()

    @api.model
    def _transfers_of(self, subject):
        """The transfers that an operation on ``subject`` is about."""
        if subject._name == "stock.picking":
            return subject
        # A batch, where batches of transfers are installed.
        return subject["picking_ids"] if "picking_ids" in subject._fields else []

    @api.model
    def _check_untroubled(self, transfers, troubled):
        """Refuse to finish ``transfers`` while the person who asks for it may not know
        that a scan of them was refused."""
        ids = [transfer.id for transfer in transfers]
        # sudo: a colleague's refused scan counts too, of which nothing is told.
        refused = self.sudo().search_count(
            [
                ("picking_id", "in", ids),
                ("state", "=", "refused"),
                ("seen", "=", False),
                ("kind", "not =like", "%.validate"),
            ],
            limit=1,
        )
        if refused or troubled.intersection(ids):
            raise UserError(
                self.env._("A scan sent before was refused. Look at it first.")
            )
