import json
import uuid as uuid_module
from datetime import datetime

from odoo import api, models
from odoo.tools import SQL

_MAX_PAYLOAD = 20_000


class Claiming(models.Model):
    """How an operation gets into the journal: readable, and once."""

    _inherit = "jxc.scan.operation"

    @api.model
    def _payload_limit(self, kind):
        """Characters the payload of an operation of ``kind`` may have."""
        return _MAX_PAYLOAD

    @api.model
    def _kept_payload(self, kind, payload):
        """What the journal keeps of ``payload`` and compares a repetition with."""
        return payload

    def _whole_payload(self):
        """What this operation was sent with, as far as it has been kept."""
        return self.payload

    @api.model
    def _readable(self, entry):
        """Whether ``entry`` has the shape of an operation at all."""
        if not isinstance(entry, dict) or not isinstance(entry.get("payload"), dict):
            return False
        kind = entry.get("kind")
        if not isinstance(kind, str) or kind not in self._kinds():
            return False
        try:
            canonical = str(uuid_module.UUID(entry["uuid"])) == entry["uuid"]
            # PostgreSQL keeps no NaN and no infinity in JSON, nor NUL in text.
            text = json.dumps(entry["payload"], allow_nan=False)
        except (AttributeError, KeyError, TypeError, ValueError):
            return False
        fits = len(text) <= self._payload_limit(kind) and "\\u0000" not in text
        return canonical and fits

    @api.model
    def _kind_labels(self):
        return self._fields["kind"]._description_selection(self.env)

    @api.model
    def _kinds(self):
        return dict(self._fields["kind"].selection)

    @api.model
    def _claim(self, entries, device=None):
        """Enter the numbers not yet in the journal; return these, by number.

        ``ON CONFLICT`` makes a sending that races with its own repetition wait for
        the other transaction; Odoo then retries it and it finds the number taken.
        """
        if not entries:
            return {}
        rows = SQL(", ").join(
            SQL(
                "(%s)",
                SQL(", ").join(SQL("%s", v) for v in self._row(entry, device).values()),
            )
            for entry in entries
        )
        columns = SQL(", ").join(
            map(SQL.identifier, self._row(next(iter(entries)), device))
        )
        self.env.cr.execute(
            SQL(
                """INSERT INTO jxc_scan_operation (%s)
                VALUES %s ON CONFLICT (uuid) DO NOTHING RETURNING id, uuid""",
                columns,
                rows,
            )
        )
        # Keepers may read the journal but only its own methods write it: sudo keeps it
        # a record nobody can touch up.
        journal = self.sudo()
        rows = self.env.cr.fetchall()
        if device:
            device.invalidate_recordset(["operation_ids"])
        prefetch = [row[0] for row in rows]
        return {
            number: journal.browse(row_id).with_prefetch(prefetch)
            for row_id, number in rows
        }

    @api.model
    def _row(self, entry, device):
        """Columns and values of ``entry`` in the journal."""
        run, sequence = self._place(entry) or (None, None)
        kept = self._kept_payload(entry["kind"], entry["payload"])
        return {
            "uuid": entry["uuid"],
            "kind": entry["kind"],
            "state": "applied",
            "user_id": self.env.uid,
            "company_id": self.env.company.id,
            "device_id": device.id if device else None,
            "run": run,
            "sequence": sequence,
            "device_time": self._device_time(entry),
            "payload": json.dumps(kept),
            "create_uid": self.env.uid,
            "create_date": self.env.cr.now(),
        }

    @api.model
    def _device_time(self, entry):
        try:
            moment = datetime.fromisoformat(entry["time"].replace("Z", "+00:00"))
            return moment.replace(tzinfo=None) - (moment.utcoffset() or moment - moment)
        except (AttributeError, KeyError, OverflowError, ValueError):
            return None

    @api.model
    def _recall(self, numbers):
        """Return the journal's records of ``numbers``, by number, whosoever they are:
        :meth:`_is_repeated_by` says whether one may be told about."""
        # sudo: looked up by number alone so that a number taken by another user is
        # noticed; what is found is only answered to the user it belongs to.
        found = self.sudo().search([("uuid", "in", list(numbers))])
        return found.grouped("uuid")

    def _is_repeated_by(self, entry, device=None):
        """Whether ``entry`` is this very operation, sent by the user and from the
        device it belongs to."""
        self.ensure_one()
        return (
            self.user_id == self.env.user
            and self.device_id.id == (device.id if device else False)
            and self.kind == entry["kind"]
            and self.payload == self._kept_payload(entry["kind"], entry["payload"])
        )
