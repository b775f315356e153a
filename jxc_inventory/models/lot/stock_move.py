from datetime import date

from odoo import api, fields, models

from ...engine import shelf_life as engine


class StockMove(models.Model):
    _inherit = "stock.move"

    effective_shelf_life = fields.Integer(related="product_id.effective_shelf_life")

    @api.model
    def action_generate_lot_line_vals(
        self, context_data, mode, first_lot, count, lot_text
    ):
        """Let the generate and import dialogs state production dates.

        For products with a shelf life a pasted date up to today is the production
        date and a later one the expiration date; of two dates the earlier one is the
        production date. Without any, the dates stay open: nobody knows them yet.
        """
        vals_list = super().action_generate_lot_line_vals(
            context_data, mode, first_lot, count, lot_text
        )
        product = self.env["product.product"].browse(context_data["default_product_id"])
        life = product.product_tmpl_id._get_shelf_life()
        if not life:
            return vals_list
        company = self.env["res.company"].browse(context_data.get("default_company_id"))
        zone = (company or self.env.company)._jxc_timezone()
        today = engine.day_of(fields.Datetime.now(), zone)
        common = fields.Date.to_date(context_data.get("default_production_date"))
        dates_of_lines = self._split_lot_dates(lot_text) if mode == "import" else []
        for index, vals in enumerate(vals_list):
            production, expiry = common, None
            if dates_of_lines and dates_of_lines[index]:
                production, expiry = _tell_apart(dates_of_lines[index], today)
            production, expiry = engine.complete(production, expiry, life)
            vals["production_date"] = production or False
            vals["expiration_date"] = engine.day_end(expiry, zone) if expiry else False
        return vals_list

    def _generate_serial_move_line_commands(
        self, field_data, location_dest_id=False, origin_move_line=None
    ):
        """Leave the expiration date to the shelf life of the product, if it has one."""
        commands = super()._generate_serial_move_line_commands(
            field_data, location_dest_id, origin_move_line
        )
        if self.product_id.product_tmpl_id._get_shelf_life():
            stated = {
                vals["lot_name"] for vals in field_data if "expiration_date" in vals
            }
            for _command, _id, vals in commands:
                if vals.get("lot_name") not in stated:
                    vals.pop("expiration_date", None)
        return commands

    @api.model
    def _split_lot_dates(self, lot_text: str) -> list[list[date]]:
        """Return the dates of each line of a pasted text, as core reads them."""
        dates_of_lines = []
        options = {}
        for line in filter(None, (lot_text or "").split("\n")):
            parts = line.replace(";", "\t").split("\t")[1:]
            options = options or self._get_formating_options(parts)
            found = (self._convert_string_into_field_data(p, options) for p in parts)
            dates_of_lines.append(
                [
                    data["expiration_date"].date()
                    for data in found
                    if data and "expiration_date" in data
                ]
            )
        return dates_of_lines


def _tell_apart(dates: list[date], today: date) -> tuple[date | None, date | None]:
    """Return production and expiration date among the dates of one pasted line."""
    if len(dates) > 1:
        return min(dates), max(dates)
    return (dates[0], None) if dates[0] <= today else (None, dates[0])
