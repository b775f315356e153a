from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .field_common import FieldCommon

ROLES = ("keeper", "buyer", "salesperson", "manager")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}
# What each role may do with the records of its company: read, write, create, unlink.
# Whatever else happens to them, buttons do after checks of their own.
RIGHTS = {
    "jxc.lot.rule": ("r", "r", "r", "rwcu"),
    "jxc.lot.counter": ("", "", "", "r"),
    "jxc.lot.hold": ("r", "r", "r", "r"),
    "jxc.lot.release": ("r", "", "", "r"),
    "jxc.recall": ("r", "r", "r", "rwcu"),
    "jxc.recall.lot": ("r", "r", "r", "rwcu"),
    "jxc.recall.line": ("r", "r", "r", "r"),
    "jxc.recall.customer": ("r", "r", "r", "r"),
    "jxc.recall.write.off": ("r", "r", "r", "rc"),
    "jxc.alert.rule": ("r", "r", "r", "rwcu"),
    "jxc.alert.level": ("r", "r", "r", "rwcu"),
    "jxc.alert": ("r", "r", "", "r"),
}


@tagged("post_install", "-at_install")
class TestRightsByRole(FieldCommon):
    """Four roles in each of two companies, and one record of everything in each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.companies = cls.company + cls.company_us
        cls.users = {
            (role, company): cls._user(role, f"jxc_inventory.group_{role}", company)
            for role in ROLES
            for company in cls.companies
            if company != cls.company or role not in ("keeper", "manager")
        }
        cls.users["keeper", cls.company] = cls.keeper
        cls.users["manager", cls.company] = cls.manager
        cls.records = {
            company: {record._name: record for record in cls._one_of_each(company)}
            for company in cls.companies
        }

    @classmethod
    def _one_of_each(cls, company):
        env = cls.env(context={"allowed_company_ids": company.ids})
        milk = cls.milk.with_env(env)
        lot = env["stock.lot"].create(
            {"name": "L1", "product_id": milk.id, "company_id": company.id}
        )
        lot._set_hold("blocked", "Wet")
        keeper = cls.users["keeper", company]
        rule = env["jxc.lot.rule"].create({"expired_action": "release"})
        release = env["jxc.lot.release"].create(
            {
                "kind": "expired",
                "refusal": "It has expired",
                "reason": "For the zoo",
                "product_id": milk.id,
                "lot_id": lot.id,
                "rule_id": rule.id,
                "user_id": keeper.id,
                "released_by_id": cls.users["manager", company].id,
                "date": "2026-01-15 04:00:00",
                "company_id": company.id,
            }
        )
        counter = env["jxc.lot.counter"].create(
            {"key": "L{}", "last": 1, "company_id": company.id}
        )
        held = env["jxc.lot.hold"].search([("lot_id", "=", lot.id)])
        return [
            lot,
            rule,
            release,
            counter,
            held,
            *cls._recalled(lot),
            *cls._alert(lot),
        ]

    @classmethod
    def _recalled(cls, lot):
        env = lot.env
        recall = env["jxc.recall"].create(
            {"reason": "Bad", "lot_ids": [Command.create({"lot_id": lot.id})]}
        )
        customer = env["jxc.recall.customer"].create(
            {"recall_id": recall.id, "partner_id": cls.shop.id}
        )
        line = env["jxc.recall.line"].create(
            {
                "recall_lot_id": recall.lot_ids.id,
                "kind": "customer",
                "partner_id": cls.shop.id,
                "customer_id": customer.id,
            }
        )
        write_off = env["jxc.recall.write.off"].create(
            {"line_id": line.id, "kind": "released", "quantity": 1, "reason": "Sold"}
        )
        return recall, recall.lot_ids, customer, line, write_off

    @classmethod
    def _alert(cls, lot):
        kind = "jxc.alert.kind.lot.expiry"
        level = Command.create({"severity": "2", "threshold": 90, "unit": "days"})
        owners = lot.env.ref("jxc_inventory.group_keeper")
        rule = lot.env["jxc.alert.rule"].create(
            {"kind": kind, "level_ids": [level], "owner_group_id": owners.id}
        )
        alert = lot.env["jxc.alert"].create(
            {
                "rule_id": rule.id,
                "company_id": rule.company_id.id,
                "kind": kind,
                "audience": "warehouse",
                "level": "2",
                "subject_model": "stock.lot",
                "subject_id": lot.id,
                "lot_id": lot.id,
                "product_id": lot.product_id.id,
            }
        )
        return rule, rule.level_ids, alert

    def _as(self, record, user):
        companies = user.company_ids.ids
        return record.with_user(user).with_context(allowed_company_ids=companies)

    def _allowed(self, record, user):
        return "".join(
            letter
            for letter, operation in OPERATIONS.items()
            if self._as(record, user).has_access(operation)
        )

    def test_every_model_is_in_the_table(self):
        self.assertEqual(set(self.records[self.company]), set(RIGHTS) | {"stock.lot"})

    def test_in_ones_own_company(self):
        for (role, company), user in self.users.items():
            for model, by_role in RIGHTS.items():
                with self.subTest(user=user.login, model=model):
                    record = self.records[company][model]
                    rights = by_role[ROLES.index(role)]
                    self.assertEqual(self._allowed(record, user), rights)

    def test_nothing_in_the_other_company(self):
        for (_role, company), user in self.users.items():
            for model, record in self.records[self.companies - company].items():
                with self.subTest(user=user.login, model=model):
                    self.assertEqual(self._allowed(record, user), "")
                    if self.env[model].with_user(user).has_access("read"):
                        found = self._as(self.env[model], user).search([])
                        self.assertNotIn(record.id, found.ids)

    def test_warranty_is_read_by_all_and_changed_by_managers(self):
        for (role, company), user in self.users.items():
            lot = self._as(self.records[company]["stock.lot"], user)
            with self.subTest(user=user.login):
                self.assertFalse(lot.under_warranty)
                if role == "manager":
                    lot.warranty_end_date = "2099-01-01"
                    continue
                with self.assertRaises(AccessError):
                    lot.warranty_end_date = "2099-01-01"

    def test_who_blocks_and_frees_lots(self):
        for (role, company), user in self.users.items():
            lot = self.records[company]["stock.lot"]
            wizards = self._as(self.env["jxc.lot.hold.set"], user)
            vals = {"lot_ids": lot.ids, "action": "release", "reason": "Dry again"}
            with self.subTest(user=user.login):
                if role == "manager":
                    wizards.create(vals).action_confirm()
                    self.assertFalse(lot.hold_state)
                    continue
                with self.assertRaises(AccessError):
                    wizards.create(vals).action_confirm()
                self.assertEqual(lot.hold_state, "blocked")

    def test_who_starts_recalls_and_deals_with_alerts(self):
        for (role, company), user in self.users.items():
            records = self.records[company]
            with self.subTest(user=user.login):
                if role != "manager":
                    with self.assertRaises(AccessError):
                        self._as(records["jxc.recall"], user).action_start()
                alert = self._as(records["jxc.alert"], user)
                if role == "salesperson":
                    with self.assertRaises(AccessError):
                        alert.action_acknowledge()
                    continue
                records["jxc.alert"].sudo().state = "open"
                alert.action_acknowledge()
                self.assertEqual(records["jxc.alert"].state, "acknowledged")
