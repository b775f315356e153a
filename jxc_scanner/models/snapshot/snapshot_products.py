from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .rows import Rows


class SnapshotProducts(models.AbstractModel):
    _inherit = "jxc.scanner"

    @api.model
    def _product_domain(self, stock, transfers):
        """What can be scanned: goods for sale or in use, and archived ones as long as
        they lie here or are on an open transfer."""
        still_here = Domain(
            "id", "in", self._ids_of("stock.quant", stock, "product_id")
        )
        moving = Domain(
            "id",
            "in",
            self._ids_of("stock.move", self._open_moves(transfers), "product_id"),
        )
        return Domain("type", "=", "consu") & (
            Domain("active", "=", True) | still_here | moving
        )

    @api.model
    def _ids_of(self, model, domain, name):
        """Return the query of the ids that a many2one of records has."""
        records = self.env[model]
        query = records._search(domain)
        return query.subselect(records._field_to_sql(query.table, name, query))

    @api.model
    def _product_rows(self, domain):
        rows = Rows(self.env["product.product"], domain, active_test=False)
        return rows.add(
            "name",
            "tracking",
            "use_expiration_date",
            "expiration_time",
            "shelf_life",
            "shelf_life_unit",
            "pinyin",
            code="default_code",
            barcode="barcode",
            unit_id="uom_id",
            category_id="categ_id",
            variant=self._variant(rows),
        )

    @api.model
    def _variant(self, rows):
        """The attribute values that tell a product from others of its name."""
        values = self.env["product.attribute.value"]
        name = values._field_to_sql("value", "name")
        return SQL(
            """CASE WHEN %(combination)s <> '' THEN (
                SELECT string_agg(%(name)s, ', ' ORDER BY item.id)
                  FROM product_variant_combination combination
                  JOIN product_template_attribute_value item
                    ON item.id = combination.product_template_attribute_value_id
                  JOIN product_attribute_value value
                    ON value.id = item.product_attribute_value_id
                 WHERE combination.product_product_id = %(product)s) END""",
            combination=rows["combination_indices"],
            name=name,
            product=rows["id"],
        )

    @api.model
    def _finish_products(self, columns):
        """Say of products how the scanner learns when they expire, and whether expired
        goods of them are stopped, in place of what that follows from."""
        lives = self._lives_by_category()
        units = self._units()
        keeping = zip(
            *(
                columns.pop(name)
                for name in (
                    "tracking",
                    "use_expiration_date",
                    "expiration_time",
                    "shelf_life",
                    "shelf_life_unit",
                    "category_id",
                )
            ),
            strict=True,
        )
        columns["tracking"], columns["keeping"], expiring = [], [], []
        for product_id, (tracking, expires, time, life, unit, category) in zip(
            columns["id"], keeping, strict=True
        ):
            columns["tracking"].append(tracking)
            kept = False
            if expires and tracking != "none":
                expiring.append(product_id)
                kept = self._keeping_by(
                    (life, unit) if life else lives.get(category), time
                )
            columns["keeping"].append(kept)
        told = [units.get(unit, ("", False)) for unit in columns.pop("unit_id")]
        columns["unit"] = [name for name, _per_kilogram in told]
        columns["per_kg"] = [per_kilogram for _name, per_kilogram in told]
        refused = set(
            self.env["product.product"]
            .browse(expiring)
            ._refused_when_expired(self.env.company)
            .ids
        )
        columns["expired_stops"] = [
            product_id in refused for product_id in columns["id"]
        ]
        return columns

    @api.model
    def _keeping_by(self, life, days):
        if life:
            return {"by": "production", "length": life[0], "unit": life[1]}
        if days:
            return {"by": "receipt", "length": days, "unit": "day"}
        return {"by": "label"}

    @api.model
    def _lives_by_category(self):
        """Return length and unit of the shelf life by category, inherited downwards."""
        categories = self.env["product.category"].search(Domain.TRUE)
        lives = {}
        for category in categories:
            source = category._get_shelf_life_category()
            if source:
                lives[category.id] = (source.shelf_life, source.shelf_life_unit)
        return lives

    @api.model
    def _units(self):
        """Return by unit its name, and how many of it are a kilogram; False when it is
        no weight."""
        units = self.env["uom.uom"].with_context(active_test=False).search(Domain.TRUE)
        kilogram = self.env.ref("uom.product_uom_kgm", raise_if_not_found=False)
        weights = units.filtered(
            lambda unit: kilogram and unit._has_common_reference(kilogram)
        )
        return {
            unit.id: (unit.name, unit in weights and kilogram.factor / unit.factor)
            for unit in units
        }

    @api.model
    def _packaging_rows(self, products):
        rows = Rows(self.env["product.uom"], Domain("product_id", "in", products))
        factor = SQL("%s / %s", rows["uom_id.factor"], rows["product_id.uom_id.factor"])
        return rows.add("product_id", code="barcode", quantity=factor)
