import json
from collections.abc import Sequence

from odoo import fields, models
from odoo.tools import SQL


class Alert(models.Model):
    """The history of alerts in their chatter, written for all of a run at once."""

    _inherit = "jxc.alert"

    def _log_changes(self, changes: Sequence[tuple[int, str, str, str, str]]) -> None:
        """Write changes of level and state into the chatter, in one statement.

        :param changes: ``(alert id, old and new level, old and new state)``. A level
            that falls is no news and leaves no message.
        """
        rows = [
            (alert_id, field, old, new)
            for alert_id, old_level, level, old_state, state in changes
            for field, old, new, tells in (
                ("level", old_level, level, level > old_level),
                ("state", old_state, state, state != old_state),
            )
            if tells
        ]
        if not rows:
            return
        alert_ids, names, old_values, new_values = map(list, zip(*rows, strict=True))
        self.env.execute_query(
            self._history_sql(
                ids=alert_ids, names=names, old=old_values, new=new_values
            )
        )
        self.env["mail.message"].invalidate_model()
        self.invalidate_model(["message_ids"])

    def _history_sql(self, **changes: list) -> SQL:
        """Return the statement that writes a message an alert and its changes."""
        return SQL(
            """
            WITH change AS (
                SELECT * FROM UNNEST(%(ids)s, %(names)s, %(old)s, %(new)s)
                       AS change(alert_id, name, old_value, new_value)),
            message AS (
                INSERT INTO mail_message
                       (model, res_id, message_type, subtype_id, author_id, date,
                        body, is_internal, create_uid, create_date, write_uid,
                        write_date)
                SELECT DISTINCT 'jxc.alert', alert_id, 'notification', %(note)s,
                       %(author)s, %(now)s, '', TRUE, %(uid)s, %(now)s, %(uid)s,
                       %(now)s
                  FROM change
             RETURNING id, res_id)
            INSERT INTO mail_tracking_value
                   (mail_message_id, field_id, old_value_char, new_value_char,
                    create_uid, create_date, write_uid, write_date)
            SELECT message.id, field.id,
                   %(labels)s::jsonb ->> (change.name || change.old_value),
                   %(labels)s::jsonb ->> (change.name || change.new_value),
                   %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM change
              JOIN message ON message.res_id = change.alert_id
              JOIN ir_model_fields field
                ON field.model = 'jxc.alert' AND field.name = change.name
         RETURNING id
            """,
            **changes,
            labels=self._tracking_labels(),
            note=self.env.ref("mail.mt_note").id,
            author=self.env.ref("base.partner_root").id,
            now=fields.Datetime.now(),
            uid=self.env.uid,
        )

    def _tracking_labels(self) -> str:
        """Return what the chatter calls values, by field and value; as JSON text."""
        company = self.env.company
        speaking = self.with_context(lang=company.partner_id.lang or self.env.lang)
        return json.dumps(
            {
                f"{name}{value}": label
                for name in ("level", "state")
                for value, label in self._fields[name]._description_selection(
                    speaking.env
                )
            }
        )
