from collections.abc import Iterable

from odoo import api, models
from odoo.tools import SQL

from ...engine.alert_digest import EXAMPLES, News, RuleNews, by_person


class AlertRule(models.Model):
    """Tells people what is new: one message a person, however many alerts there are.

    What is new is remembered on the alerts themselves until it has been told, so that
    a stopped run loses nothing and a second worker tells nothing twice.
    """

    _inherit = "jxc.alert.rule"

    @api.model
    def _tell_news(self, companies):
        """Send inbox messages, to-dos and pop-ups about what is new, at once."""
        # sudo: the system tells; what each person hears was chosen by the rules.
        rules = self.sudo()
        for company in companies:
            for user, news in rules._take_news(company, "notify_pending"):
                rules._tell_user(user, news)
            rules._end_todos(company)

    @api.model
    def _cron_send_digest(self):
        # pylint: disable-next=no-search-all
        for company in self.env["res.company"].search([]):
            self._send_digest(company)
            self.env["ir.cron"]._commit_progress(1)

    def _send_digest(self, company):
        """Queue one e-mail for each person to whom there is something to tell."""
        mails = [
            {
                "subject": self._with_language(user).env._(
                    "%(company)s: %(count)s new alerts",
                    company=company.name,
                    count=sum(rule.total for rule in news),
                ),
                "body_html": self._render_news(user, news, with_examples=True),
                "recipient_ids": [(4, user.partner_id.id)],
                "email_from": company.email_formatted or self.env.user.email_formatted,
                "auto_delete": True,
            }
            for user, news in self._take_news(company, "digest_pending")
            if user.email
        ]
        # sudo: only the system writes e-mails directly.
        self.env["mail.mail"].sudo().create(mails)

    def _take_news(self, company, pending: str) -> Iterable[tuple]:
        """Return users with their news and mark these as told, in one statement.

        A transaction that takes the same news at the same time fails and is repeated.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH told AS (
                    UPDATE jxc_alert SET %(pending)s = FALSE
                     WHERE company_id = %(company)s AND %(pending)s AND state = 'open'
                 RETURNING id, rule_id, user_id, level, due_date)
                SELECT rule_id, user_id, level::int, COUNT(*),
                       (ARRAY_AGG(id ORDER BY due_date, id))[1:%(examples)s]
                  FROM told
              GROUP BY rule_id, user_id, level
                """,
                pending=SQL.identifier(pending),
                company=company.id,
                examples=EXAMPLES,
            )
        )
        self.env["jxc.alert"].invalidate_model([pending])
        news = [News(*row[:4], tuple(row[4])) for row in rows]
        rules = self.browse({item.rule_id for item in news})
        owners = {rule.id: rule._get_owners().ids for rule in rules}
        heard = by_person(news, owners)
        users = self.env["res.users"].browse(heard)
        return [(user, heard[user.id]) for user in users]

    def _tell_user(self, user, news: list[RuleNews]):
        by_rule = [(self.browse(item.rule_id), item) for item in news]
        inbox = [item for rule, item in by_rule if rule.notify_inbox]
        if inbox:
            self.env["mail.thread"].message_notify(
                partner_ids=user.partner_id.ids,
                author_id=self.env.ref("base.partner_root").id,
                subject=self._headline(user, inbox),
                body=self._render_news(user, inbox),
            )
        for rule, item in by_rule:
            if rule.notify_todo:
                rule._schedule_todo(user, item)
        pop_up = [item for rule, item in by_rule if rule.notify_bus]
        message = self._headline(user, pop_up) if pop_up else ""
        user._bus_send("jxc_alert_changed", {"message": message})

    def _headline(self, user, news: list[RuleNews]) -> str:
        total = sum(item.total for item in news)
        return self._with_language(user).env._("%s new alerts", total)

    def _schedule_todo(self, user, news: RuleNews):
        """Make a to-do for a person on this rule, or bring theirs up to date."""
        summary = self._with_language(user).env._(
            "%(count)s new alerts: %(rule)s",
            count=news.total,
            rule=self._with_language(user).display_name,
        )
        known = self._get_todos().filtered(lambda todo: todo.user_id == user)
        if known:
            known[:1].summary = summary
        else:
            self.activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=user.id
            )

    def _get_todos(self):
        todo = self.env.ref("mail.mail_activity_data_todo")
        return self.activity_ids.filtered(
            lambda activity: activity.automated and activity.activity_type_id == todo
        )

    def _end_todos(self, company):
        """Remove to-dos of rules under which nothing is open any more."""
        rules = self.search(
            [("company_id", "=", company.id), ("activity_ids", "!=", False)]
        )
        rules.invalidate_recordset(["open_count"])
        rules.filtered(lambda rule: not rule.open_count)._get_todos().unlink()

    def _render_news(self, user, news: list[RuleNews], with_examples: bool = False):
        """Return the news as HTML in the user's language."""
        speaking = self._with_language(user)
        labels = dict(
            speaking.env["jxc.alert"]
            ._fields["level"]
            ._description_selection(speaking.env)
        )
        alerts = speaking.env["jxc.alert"]
        return speaking.env["ir.qweb"]._render(
            "jxc_inventory.alert_news",
            {
                "rules": [
                    {
                        "name": speaking.browse(item.rule_id).display_name,
                        "counts": [
                            (labels[str(severity)], severity, count)
                            for severity, count in item.counts.items()
                        ],
                        "alerts": alerts.browse(item.examples if with_examples else ()),
                        "more": item.total > len(item.examples)
                        and speaking.env._(
                            "and %s more", item.total - len(item.examples)
                        ),
                    }
                    for item in news
                ],
                "url": f"{self.browse().get_base_url()}/odoo/alerts",
            },
        )

    def _with_language(self, user):
        return self.with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=user.company_ids.ids
        )
