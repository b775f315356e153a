from odoo import models
from odoo.orm.model_classes import add_to_registry
from odoo.tests import tagged
from odoo.tools import SQL

from .alert_common import AlertCommon


class AlertKindHeavy(models.AbstractModel):
    """What an add-on writes to register a kind of its own."""

    _module = None  # belongs to no add-on: the registry does not find it on its own
    _name = "jxc.alert.kind.heavy"
    _inherit = "jxc.alert.kind"
    _description = "Heavy Product"
    _subject = "product.product"
    _units = ("units",)
    _facts = ("subject_id", "product_id", "units")

    def _query(self, rule):
        return SQL(
            """SELECT product.id, product.id, product.weight
                 FROM product_product product
                 JOIN product_template tmpl ON tmpl.id = product.product_tmpl_id
                WHERE product.weight > 0 AND %s""",
            rule._product_scope(),
        )


@tagged("post_install", "-at_install")
class TestAlertKindRegistry(AlertCommon):
    def setUp(self):
        super().setUp()
        add_to_registry(self.registry, AlertKindHeavy)
        self.registry._setup_models__(self.env.cr, [AlertKindHeavy._name])
        self.addCleanup(self._remove)

    def _remove(self):
        self.registry.models.pop(AlertKindHeavy._name, None)
        base = self.registry["jxc.alert.kind"]
        base._inherit_children.discard(AlertKindHeavy._name)

    def test_a_few_lines_register_a_kind(self):
        self.assertIn(
            ("jxc.alert.kind.heavy", "Heavy Product"), self.Rule._selection_kind()
        )
        self.milk.weight = 30
        self._product("Feather", weight=0.1)
        self._product("Elsewhere", weight=99, categ_id=False)
        rule = self._rule(
            "jxc.alert.kind.heavy", [("2", 20, "units")], categ_ids=self.food.ids
        )
        rule._evaluate()
        alert = self._alerts(rule)
        self.assertRecordValues(
            alert,
            [{"product_id": self.milk.id, "measure": 30, "level": "2", "value": 0}],
        )
        self.assertIn("30", alert.reason)
        self.assertIn("Heavy Product", alert.display_name)

    def test_a_kind_whose_add_on_is_gone_is_left_alone(self):
        rule = self._rule("jxc.alert.kind.heavy", [("2", 20, "units")])
        self.milk.weight = 30
        rule._evaluate()
        self._remove()
        self.env.invalidate_all()
        rule._evaluate()
        self.assertEqual(self._alerts(rule).state, "open")
        self.assertFalse(self._alerts(rule).reason)
