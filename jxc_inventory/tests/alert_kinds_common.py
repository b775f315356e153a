from .alert_common import AlertCommon


class AlertKindsCommon(AlertCommon):
    """Adds to :class:`AlertCommon` ``soap`` (untracked, cost 4) and a ``vendor``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.soap = cls._goods("Soap", standard_price=4)
        cls.vendor = cls.env["res.partner"].create({"name": "Dairy Ltd"})
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")

    @classmethod
    def _goods(cls, name, **values):
        return cls.env["product.product"].create(
            {"name": name, "is_storable": True, "uom_id": cls._unit().id, **values}
        )

    @classmethod
    def _unit(cls):
        return cls.env.ref("uom.product_uom_unit")

    def _found(self, kind, levels, *names, **values):
        """Return what a rule of this kind finds, as dicts of these fields."""
        rule = self._rule(f"jxc.alert.kind.{kind}", levels, **values)
        rule._evaluate()
        for reason in self._alerts(rule).mapped("reason"):
            self.assertTrue(reason)
        return [
            {name: row[name] for name in names}
            for row in self._alerts(rule).read(names, load=None)
        ]

    def _move(self, product, quantity, source, dest, **values):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": source.id,
                "location_dest_id": dest.id,
                "company_id": self.company.id,
                **values,
            }
        )
        move._action_confirm()
        return move
