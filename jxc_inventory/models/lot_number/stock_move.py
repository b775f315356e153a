from odoo import api, models
from odoo.exceptions import UserError

from ...engine.numbering.entry import RangeError, join_entries, split_entries
from .gs1_reader import Gs1Reader
from .number_verdicts import NumberVerdicts, explain_range
from .own_numbers import OwnNumbers


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.model
    @api.readonly
    def get_own_number_preview(
        self, product_id: int, picking_id: int = False, production_date: str = False
    ) -> dict:
        """Return the next number of our own for goods that arrive.

        :return: ``number``, or ``problem`` in words when something it contains is
            unknown; both empty when no rule makes numbers of this product.
        """
        lots = self.env["stock.lot"]
        lots.check_access("read")
        goods = lots._get_goods(product_id, picking_id, production_date)
        own = OwnNumbers(self.env, self.env.company)
        if not own.find_rule(goods.product, goods.vendor):
            return {"number": False, "problem": False}
        try:
            return {"number": own.preview(goods), "problem": False}
        except UserError as error:
            return {"number": False, "problem": str(error)}

    @api.model
    @api.readonly
    def get_number_verdicts(
        self, product_id: int, text: str, picking_id: int = False
    ) -> list[dict]:
        """Say of each number in ``text`` whether it can be received.

        :param text: one number a line, with what follows it; ranges are expanded.
        :return: a dictionary for each number: ``line``, ``number``, ``extra``,
            ``verdict`` (``ok``, ``known``, ``duplicate``, ``exists``,
            ``other_product``, ``format``, ``check_digit`` or ``range``), ``refused``
            and ``message``.
        """
        lots = self.env["stock.lot"]
        lots.check_access("read")
        goods = lots._get_goods(product_id, picking_id)
        company = self.env["stock.picking"].browse(picking_id or []).company_id
        company = company or self.env.company
        judge = NumberVerdicts(self.env, company, goods.product, goods.vendor)
        return judge.judge(text)

    @api.model
    def action_generate_lot_line_vals(
        self, context_data, mode, first_lot, count, lot_text
    ):
        """Make numbers by the rule of the product, and read ranges and GS1 codes."""
        moves = self
        if mode == "import":
            product_id = context_data.get("default_product_id")
            lot_text = self._read_numbers(
                lot_text,
                self.env["product.product"].browse(product_id),
                self.env["res.company"].browse(context_data.get("default_company_id")),
            )
        if mode == "generate" and not first_lot:
            goods = {
                "product_id": context_data["default_product_id"],
                "picking_id": context_data.get("default_picking_id"),
                "production": context_data.get("default_production_date"),
            }
            found = self.env["stock.lot"]._get_goods(**goods)
            own = OwnNumbers(self.env, self.env.company)
            if own.find_rule(found.product, found.vendor):
                moves = self.with_context(jxc_own_numbers_for=goods)
        return super(StockMove, moves).action_generate_lot_line_vals(
            context_data, mode, first_lot, count, lot_text
        )

    @api.model
    def _read_numbers(self, text: str, product, company) -> str:
        """Return a text of one number a line, ranges and GS1 codes of it spelled out.

        Raises ``UserError`` on ranges that are none and codes of other products.
        """
        try:
            entries = split_entries(text)
        except RangeError as error:
            raise UserError(explain_range(self.env, error.problem)) from error
        reader = Gs1Reader(self.env, company or self.env.company, product)
        read, unread = reader.interpret(entries)
        wrong = [
            f"{entry.number}: {explain_range(self.env, entry.problem)}"
            for entry in entries
            if entry.problem
        ]
        wrong += [
            f"{entries[index].number}: {message}"
            for index, (_verdict, message) in sorted(unread.items())
        ]
        if wrong:
            raise UserError("\n".join(wrong))
        return join_entries(read)
