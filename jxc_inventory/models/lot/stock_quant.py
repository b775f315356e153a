from odoo import api, fields, models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    production_date = fields.Date(related="lot_id.production_date")

    @api.model
    def _get_removal_strategy(self, product_id, location_id):
        """First expiry, first out for products that expire, unless told otherwise.

        A strategy chosen on the category or on a location, also FIFO, wins.
        """
        strategy = super()._get_removal_strategy(product_id, location_id)
        if strategy != "fifo" or not product_id.use_expiration_date:
            return strategy
        # sudo: as in core, the rule holds for users who may not read the settings.
        product, location = product_id.sudo(), location_id.sudo()
        if product.categ_id.removal_strategy_id:
            return strategy
        while location:
            if location.removal_strategy_id:
                return strategy
            location = location.location_id
        return "fefo"
