from odoo import models


class StockForecasted(models.AbstractModel):
    """The forecast report shows stock on hold by itself, not as free."""

    _inherit = "stock.forecasted_product_product"

    def _get_report_header(self, product_template_ids, product_ids, wh_location_ids):
        header = super()._get_report_header(
            product_template_ids, product_ids, wh_location_ids
        )
        products = self._get_products(product_template_ids, product_ids)
        for product, unavailable in products._get_unavailable().items():
            of_product = header["product"][product.id]
            of_product["on_hold_qty"] = unavailable.forecast
            if "to_remove_qty" in of_product:
                of_product["to_remove_qty"] -= unavailable.forecast
        return header

    def _get_quant_domain(self, location_ids, products):
        domain = super()._get_quant_domain(location_ids, products)
        return [*domain, ("hold_state", "=", False)]

    def _get_expired_quant_domain(self, location_ids, products):
        domain = super()._get_expired_quant_domain(location_ids, products)
        return [*domain, ("hold_state", "=", False)]

    def _prepare_report_line(
        self,
        quantity,
        move_out=None,
        move_in=None,
        replenishment_filled=True,
        product=False,
        reserved_move=False,
        in_transit=False,
        read=True,
    ):
        line = super()._prepare_report_line(
            quantity,
            move_out,
            move_in,
            replenishment_filled,
            product,
            reserved_move,
            in_transit,
            read,
        )
        line["on_hold"] = bool(self.env.context.get("stock_on_hold"))
        return line

    def _free_stock_lines(self, product, free_stock, moves_data, wh_location_ids, read):
        [(quantity, reserved)] = self.env["stock.quant"]._read_group(
            [
                ("product_id", "=", product.id),
                ("location_id", "in", wh_location_ids),
                ("quantity", ">", 0),
                ("hold_state", "!=", False),
            ],
            aggregates=["quantity:sum", "reserved_quantity:sum"],
        )
        lines = []
        if not product.uom_id.is_zero(quantity - reserved):
            on_hold = self.with_context(stock_on_hold=True)
            lines.append(
                on_hold._prepare_report_line(
                    quantity - reserved, product=product, read=read
                )
            )
        # What moves reserve of it was taken from stock that does not count it.
        return lines + super()._free_stock_lines(
            product, free_stock + reserved, moves_data, wh_location_ids, read
        )
