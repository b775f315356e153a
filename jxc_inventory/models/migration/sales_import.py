from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesImport(models.Model):
    """A sales file of another system on its way into demand history.

    Draft: the file's columns are matched. Checked: every row is accounted for in
    ``report``, nothing is imported. Done: products, units, customers and demand
    history are made. Undone: they are taken back.
    """

    _name = "jxc.sales.import"
    _description = "Sales History Import"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("File Name", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        check_company=True,
        ondelete="cascade",
        help="Where the goods were sold from, for rows that name no warehouse.",
    )
    state = fields.Selection(
        [
            ("draft", "Columns"),
            ("checked", "Checked"),
            ("done", "Imported"),
            ("undone", "Undone"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    file = fields.Binary(attachment=True, readonly=True, copy=False)
    checksum = fields.Char(
        "SHA-256",
        readonly=True,
        index=True,
        help="Of the unpacked content: equal for the same file under another name.",
    )
    encoding = fields.Selection(
        [
            ("utf-8", "UTF-8"),
            ("gb18030", "GB18030 (GBK, GB2312)"),
            ("utf-16", "UTF-16"),
            ("big5", "Big5"),
            ("cp1252", "Windows 1252"),
        ],
        readonly=True,
    )
    is_large = fields.Boolean(
        readonly=True, help="Read by a scheduled action, not while you wait."
    )
    column_ids = fields.One2many("jxc.sales.import.column", "import_id")
    date_order = fields.Selection(
        [("dmy", "Day / month / year"), ("mdy", "Month / day / year")],
        help="How dates such as 01/02/2024 are meant. Empty: found out from the file.",
    )
    create_customers = fields.Boolean(
        help="Make a contact of each customer number that is not known yet."
    )
    report = fields.Json(readonly=True, copy=False)
    report_html = fields.Html(
        "Account of Every Row", compute="_compute_report_html", sanitize=False
    )
    rejected_file = fields.Binary(attachment=True, readonly=True, copy=False)
    rejected_filename = fields.Char(compute="_compute_rejected_filename")
    read_count = fields.Integer("Rows Read", readonly=True, copy=False)
    accepted_count = fields.Integer("Accepted", readonly=True, copy=False)
    netted_count = fields.Integer("Netted", readonly=True, copy=False)
    excluded_count = fields.Integer("Excluded", readonly=True, copy=False)
    rejected_count = fields.Integer("Rejected", readonly=True, copy=False)
    fingerprints = fields.Binary(
        attachment=True,
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="Eight bytes for each imported row, by which it is known again.",
    )
    imported_at = fields.Datetime(readonly=True, copy=False)
    imported_by = fields.Many2one("res.users", readonly=True, copy=False)
    day_ids = fields.One2many("jxc.sales.import.day", "import_id", readonly=True)
    product_ids = fields.Many2many("product.product", readonly=True, copy=False)
    partner_ids = fields.Many2many("res.partner", readonly=True, copy=False)
    uom_ids = fields.Many2many("uom.uom", readonly=True, copy=False)
    product_count = fields.Integer("New Products", compute="_compute_product_count")
    task = fields.Selection(
        [("check", "Check"), ("import", "Import"), ("undo", "Undo")],
        readonly=True,
        copy=False,
    )
    task_rows = fields.Integer("Rows Read So Far", readonly=True, copy=False)
    task_starts = fields.Integer(readonly=True, copy=False)

    @api.depends("report", "column_ids.field")
    def _compute_report_html(self):
        meanings = dict(self.env["jxc.sales.import.column"]._field_selection())
        for job in self:
            columns = [
                (column.header, meanings[column.field])
                for column in job.column_ids
                if column.field
            ]
            job.report_html = job.report and self.env["ir.qweb"]._render(
                "jxc_inventory.sales_import_report",
                {"report": job.report, "columns": columns},
            )

    @api.depends("name")
    def _compute_rejected_filename(self):
        for job in self:
            stem = (job.name or "").rsplit(".", 1)[0]
            job.rejected_filename = self.env._("%(file)s rejected rows.csv", file=stem)

    @api.depends("product_ids")
    def _compute_product_count(self):
        for job in self:
            job.product_count = len(job.product_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(job.state == "done" for job in self):
            raise UserError(self.env._("Undo the import before you delete it."))

    def action_check(self):
        """Account for every row of the file; nothing is imported."""
        self.ensure_one()
        self._require_state("draft", "checked")
        if self.is_large:
            return self._put_off("check")
        with self._problems_as_user_errors():
            self._check()
        return True

    def action_import(self):
        """Make products, units, customers and demand history of the file."""
        self.ensure_one()
        self._require_state("checked")
        if self.is_large:
            return self._put_off("import")
        with self._problems_as_user_errors():
            self._import()
        return True

    def action_back_to_columns(self):
        """Return to the matching of columns."""
        self._require_state("checked")
        self.write({"state": "draft", "report": False})
        return True

    def action_undo(self):
        """Take back what the import made, as far as it is not used elsewhere."""
        self.ensure_one()
        self._require_state("done")
        if self._is_long_undo():
            return self._put_off("undo")
        self._undo()
        return True

    def action_refresh(self):
        """Show how far the scheduled action has come."""
        return True

    def action_view_demand(self):
        """Open demand history of the days this import brought."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jxc_inventory.demand_history_action"
        )
        facts = (self.report or {}).get("demand") or {}
        action["domain"] = [
            ("company_id", "=", self.company_id.id),
            ("imported_qty", "!=", 0),
            ("date", ">=", facts.get("first_day")),
            ("date", "<=", facts.get("last_day")),
        ]
        action["context"] = {}
        return action

    def action_view_products(self):
        """Open the products this import made."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Products"),
            "res_model": "product.product",
            "view_mode": "list,form",
            "domain": [("id", "in", self.product_ids.ids)],
        }

    def _require_state(self, *states):
        for job in self:
            if job.state not in states:
                raise UserError(
                    self.env._(
                        "%(file)s is %(state)s; this step does not apply to it.",
                        file=job.name,
                        state=dict(
                            job._fields["state"]._description_selection(self.env)
                        )[job.state],
                    )
                )
            if job.task:
                raise UserError(
                    self.env._(
                        "%(file)s is being worked on. Please wait.", file=job.name
                    )
                )
