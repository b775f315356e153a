from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

# What evaluation brings up to date on a live alert.
_FACTS = (
    "product_id",
    "lot_id",
    "partner_id",
    "level",
    "measure",
    "quantity",
    "value",
    "due_date",
    "user_id",
)
_COLUMNS = SQL(", ").join(map(SQL.identifier, _FACTS))
# What an alert is live once for, beside its rule: as in the unique index.
_KEY = SQL(
    "subject_id, COALESCE(warehouse_id, 0) AS place, COALESCE(location_id, 0) AS spot"
)


def _of(alias: str) -> SQL:
    """Return the facts of a row; the level as text, whatever the column is."""
    return SQL(", ").join(
        SQL("%s::text" if name == "level" else "%s", SQL.identifier(alias, name))
        for name in _FACTS
    )


def _not_in(alias: str, others: str) -> SQL:
    """Return that a row of ``alias`` has no row with its key in ``others``."""
    return SQL(
        "NOT EXISTS (SELECT FROM %(b)s"
        " WHERE (%(b)s.subject_id, %(b)s.place, %(b)s.spot)"
        " = (%(a)s.subject_id, %(a)s.place, %(a)s.spot))",
        a=SQL.identifier(alias),
        b=SQL.identifier(others),
    )


class AlertRule(models.Model):
    """Brings alerts in line with the facts: one statement a rule, however many facts.

    An alert is live once for a subject, warehouse and location of its rule; a unique
    index over those that are not resolved keeps it so against every other writer.
    """

    _inherit = "jxc.alert.rule"

    def _evaluation_sql(self, kind) -> SQL:
        """Return the statement; it yields ``(alert id, old and new level, old and new
        state)`` of alerts that changed level or state, new ones excepted."""
        return SQL(
            """
            WITH found AS MATERIALIZED (%s),
                 live AS MATERIALIZED (%s),
                 known AS (%s),
                 matched AS MATERIALIZED (%s),
                 updated AS (%s),
                 resolved AS (%s),
                 opened AS (%s)
            SELECT * FROM updated WHERE old_level <> level OR old_state <> state
             UNION ALL
            SELECT * FROM resolved
            """,
            self._found_sql(kind),
            self._live_sql(),
            self._known_sql(),
            self._matched_sql(),
            self._update_sql(),
            self._resolve_sql(),
            self._open_sql(kind),
        )

    def _found_sql(self, kind) -> SQL:
        """Return the facts that are of some level, with their owner."""
        rounded = {
            "quantity": SQL("ROUND(quantity::numeric, 4) AS quantity"),
            "value": SQL(
                "ROUND(value::numeric, %s) AS value", self.currency_id.decimal_places
            ),
        }
        return SQL(
            """
            SELECT %s, warehouse_id, location_id, %s
              FROM (SELECT fact.*, %s AS level, %s AS user_id,
                           ROUND(fact.%s::numeric, 4) AS measure
                      FROM (%s) AS fact) AS judged
             WHERE level IS NOT NULL
            """,
            _KEY,
            SQL(", ").join(rounded.get(name, SQL.identifier(name)) for name in _FACTS),
            self._level_sql(kind),
            self._owner_sql(),
            SQL.identifier(kind._units[0]),
            kind._complete_query(self),
        )

    def _level_sql(self, kind) -> SQL:
        """Return the level of ``fact``, as ``engine.alert_levels.severity_of``."""
        operator = SQL("<=") if kind._direction == "falling" else SQL(">=")
        cases = [
            SQL(
                "WHEN fact.%s %s %s THEN %s",
                SQL.identifier(level.unit),
                operator,
                level.threshold,
                level.severity,
            )
            for level in self.level_ids.sorted("severity", reverse=True)
        ]
        if not cases:
            return SQL("NULL::varchar")
        return SQL("CASE %s END", SQL(" ").join(cases))

    def _owner_sql(self) -> SQL:
        """Return the user who owns ``fact``; NULL leaves it to ``_get_owners``."""
        if self.owner_type == "user":
            owner = self.owner_user_id & self._get_readers()
            return SQL("%s::int4", owner.id or None)
        if self.owner_type == "group":
            return SQL("NULL::int4")
        templates = self.env["product.template"]
        return SQL(
            """(SELECT owner.id FROM product_product product
                  JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                  JOIN res_users owner ON owner.id = %s
                 WHERE product.id = fact.product_id AND owner.id = ANY(%s))""",
            templates._field_to_sql("tmpl", "responsible_id"),
            self._get_readers().ids,
        )

    def _live_sql(self) -> SQL:
        """Return the live alerts; ``is_over``: the time they were put aside for is."""
        return SQL(
            """
            SELECT id, %(key)s, level AS old_level, state AS old_state,
                   ROW(%(facts)s) AS old_facts,
                   CASE WHEN state = 'snoozed' THEN snoozed_until <= %(today)s
                        WHEN state = 'acknowledged' AND %(days)s > 0
                        THEN acknowledged_on + %(days)s <= %(today)s
                        ELSE FALSE END AS is_over
              FROM jxc_alert
             WHERE rule_id = %(rule)s AND state <> 'resolved'
            """,
            key=_KEY,
            facts=_of("jxc_alert"),
            rule=self.id,
            today=self.company_id._today(),
            days=self.reopen_days,
        )

    def _known_sql(self) -> SQL:
        """Return the live alerts and those resolved so lately that they come back."""
        if not self.reopen_resolved_days:
            return SQL("SELECT * FROM live")
        return SQL(
            """
            SELECT * FROM live
             UNION ALL
            SELECT latest.*, TRUE
              FROM (SELECT DISTINCT ON (subject_id, place, spot)
                           id, subject_id, place, spot, level, state, facts
                      FROM (SELECT id, %(key)s, level, state, ROW(%(facts)s) AS facts,
                                   resolved_at
                              FROM jxc_alert
                             WHERE rule_id = %(rule)s AND state = 'resolved'
                               AND resolved_at >= %(since)s) AS closed
                  ORDER BY subject_id, place, spot, resolved_at DESC, id DESC
                   ) AS latest
             WHERE %(unlike_live)s
            """,
            key=_KEY,
            facts=_of("jxc_alert"),
            rule=self.id,
            since=fields.Datetime.now() - timedelta(days=self.reopen_resolved_days),
            unlike_live=_not_in("latest", "live"),
        )

    def _matched_sql(self) -> SQL:
        """Return what was found for known alerts.

        ``differs``: something is to be written; ``is_news``: people shall hear.
        """
        return SQL(
            """
            SELECT *, reopens OR old_facts IS DISTINCT FROM ROW(%s) AS differs,
                   reopens OR old_state = 'open' AND level > old_level AS is_news
              FROM (SELECT known.id, known.old_level, known.old_state,
                           known.old_facts, found.*,
                           known.old_state <> 'open'
                           AND (known.is_over
                                OR %s AND found.level > known.old_level) AS reopens
                      FROM known JOIN found USING (subject_id, place, spot)) AS pairs
            """,
            _of("pairs"),
            self.reopen_on_raise,
        )

    def _update_sql(self) -> SQL:
        return SQL(
            """
            UPDATE jxc_alert alert
               SET (%(columns)s) = ROW(%(new)s),
                   state = CASE WHEN reopens THEN 'open' ELSE alert.state END,
                   active = TRUE,
                   resolved_at = NULL,
                   snoozed_until = CASE WHEN reopens THEN NULL
                                   ELSE alert.snoozed_until END,
                   raised_at = CASE WHEN is_news THEN %(now)s
                               ELSE alert.raised_at END,
                   notify_pending = alert.notify_pending OR is_news AND %(notify)s,
                   digest_pending = alert.digest_pending OR is_news AND %(digest)s,
                   write_date = %(now)s, write_uid = %(uid)s
              FROM matched
             WHERE alert.id = matched.id AND matched.differs
         RETURNING alert.id, old_level, alert.level, old_state, alert.state
            """,
            columns=_COLUMNS,
            new=_of("matched"),
            notify=self._notifies(),
            digest=self.notify_email,
            now=fields.Datetime.now(),
            uid=self.env.uid,
        )

    def _resolve_sql(self) -> SQL:
        return SQL(
            """
            UPDATE jxc_alert alert
               SET state = 'resolved', resolved_at = %(now)s, snoozed_until = NULL,
                   notify_pending = FALSE, digest_pending = FALSE,
                   write_date = %(now)s, write_uid = %(uid)s
              FROM live
             WHERE alert.id = live.id AND %(gone)s
         RETURNING alert.id, old_level, alert.level, old_state, alert.state
            """,
            gone=_not_in("live", "found"),
            now=fields.Datetime.now(),
            uid=self.env.uid,
        )

    def _open_sql(self, kind) -> SQL:
        constants = {
            "rule_id": self.id,
            "company_id": self.company_id.id,
            "kind": kind._name,
            "audience": kind._audience,
            "subject_model": kind._subject,
            "state": "open",
            "active": True,
            "notify_pending": self._notifies(),
            "digest_pending": self.notify_email,
            "create_uid": self.env.uid,
            "write_uid": self.env.uid,
        }
        moments = ("opened_at", "raised_at", "create_date", "write_date")
        constants.update(dict.fromkeys(moments, fields.Datetime.now()))
        return SQL(
            """
            INSERT INTO jxc_alert
                   (subject_id, warehouse_id, location_id, %s, %s)
            SELECT subject_id, warehouse_id, location_id, %s, %s
              FROM found
             WHERE %s
                ON CONFLICT DO NOTHING
            """,
            _COLUMNS,
            SQL(", ").join(map(SQL.identifier, constants)),
            _COLUMNS,
            SQL(", ").join(SQL("%s", value) for value in constants.values()),
            _not_in("found", "matched"),
        )

    def _notifies(self) -> bool:
        return self.notify_inbox or self.notify_todo or self.notify_bus
