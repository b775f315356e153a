from odoo import api, models
from odoo.fields import Command
from odoo.tools import SQL

# What a kind's query may return, with the type of each column.
COLUMNS = {
    "subject_id": SQL("int4"),
    "product_id": SQL("int4"),
    "lot_id": SQL("int4"),
    "warehouse_id": SQL("int4"),
    "location_id": SQL("int4"),
    "partner_id": SQL("int4"),
    "days": SQL("float8"),
    "percent": SQL("float8"),
    "units": SQL("float8"),
    "money": SQL("float8"),
    "quantity": SQL("float8"),
    "value": SQL("float8"),
    "due_date": SQL("date"),
}
# The gravest first: so the columns of a kanban stand, on a phone the first of them.
SEVERITIES = [
    ("4", "Critical"),
    ("3", "Serious"),
    ("2", "Warning"),
    ("1", "Information"),
]


class AlertKind(models.AbstractModel):
    """A kind of thing that can go wrong, found by one set-based query.

    To register a kind, inherit from this model under a name of your own and state::

        class AlertKindHeavy(models.AbstractModel):
            _name = "jxc.alert.kind.heavy"
            _inherit = "jxc.alert.kind"
            _description = "Heavy Product"          # what users read
            _subject = "product.product"
            _units = ("units",)
            _facts = ("subject_id", "product_id", "units")

            def _query(self, rule):
                return SQL(
                    '''SELECT product.id, product.id, product.weight
                         FROM product_product product
                         JOIN product_template tmpl
                           ON tmpl.id = product.product_tmpl_id
                        WHERE product.weight > 0 AND %s''',
                    rule._product_scope(),
                )

    That is all: the rule form offers it, evaluation runs it, alerts show it.

    - ``_subject``: model of the records that alerts are about;
    - ``_units``: in which of ``days``, ``percent``, ``units`` (a quantity) and
      ``money`` thresholds may be stated; the first is the alert's measure;
    - ``_direction``: ``"falling"`` when less is graver, else ``"rising"``;
    - ``_facts``: names of the columns of the query in their order, out of
      ``COLUMNS``; ``subject_id`` and the units are required;
    - ``_audience``: ``"warehouse"`` (keepers and buyers), ``"purchase"`` (buyers) or
      ``"sale"`` (salespeople) see the alerts; managers see all;
    - ``_actions``: keys of buttons that fit (see ``jxc.alert``);
    - ``_icon``: a Font Awesome class;
    - ``_settings``: names of the rule's fields that only some kinds use;
    - ``_default_levels``: ``(severity, threshold, unit)`` of the rule that each company
      is given; without them, none is made; ``_default_values``: more values of it.

    **The query** gets the rule and returns at most one row a subject, warehouse and
    location: that is what an alert is live once for. It reads the tables (all is
    flushed before), sees only what the rule's company owns, and never loops.
    """

    _name = "jxc.alert.kind"
    _description = "Alert Kind"

    _subject = None
    _units = ()
    _direction = "rising"
    _facts = ()
    _audience = "warehouse"
    _actions = ()
    _icon = "fa-exclamation-triangle"
    _settings = ()
    _default_levels = ()
    _default_values = {}

    @api.model
    def _registered(self) -> list[str]:
        """Return the model names of all kinds, in the order of their names."""
        names = self.env.registry.descendants(["jxc.alert.kind"], "_inherit")
        return sorted(name for name in names if self.env[name]._units)

    @api.model
    def _label(self) -> str:
        """Return this kind's name in the reader's language."""
        return self.env["ir.model"]._get(self._name).name or self._description

    @api.model
    def _default_rule(self) -> dict:
        """Return the values of the rule that each company is given."""
        owners = {
            "warehouse": "jxc_inventory.group_keeper",
            "purchase": "jxc_inventory.group_buyer",
            "sale": "jxc_inventory.group_manager",
        }
        return {
            "kind": self._name,
            "sequence": 10,
            "owner_group_id": self.env.ref(owners[self._audience]).id,
            "level_ids": [
                Command.create(
                    {"severity": severity, "threshold": threshold, "unit": unit}
                )
                for severity, threshold, unit in self._default_levels
            ],
            **self._default_values,
        }

    def _query(self, rule) -> SQL:
        raise NotImplementedError

    def _describe(self, alert, subject) -> str:
        """Return in a sentence, in the reader's language, what is wrong.

        ``subject`` is the record the alert is about, empty where it is gone.
        """
        return self.env._("Measured: %s.", alert._in_words(alert.measure))

    @api.model
    def _complete_query(self, rule) -> SQL:
        """Return the kind's query with all columns, those it lacks being NULL."""
        missing = {"subject_id", *self._units} - set(self._facts)
        unknown = set(self._facts) - COLUMNS.keys()
        if missing or unknown:
            raise ValueError(f"{self._name}: wrong columns {missing or unknown}")
        return SQL(
            "SELECT %s FROM (%s) AS given(%s)",
            SQL(", ").join(
                SQL(
                    "%s::%s AS %s",
                    SQL.identifier("given", name)
                    if name in self._facts
                    else SQL("NULL"),
                    sql_type,
                    SQL.identifier(name),
                )
                for name, sql_type in COLUMNS.items()
            ),
            self._query(rule),
            SQL(", ").join(map(SQL.identifier, self._facts)),
        )
