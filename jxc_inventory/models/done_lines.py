"""Done movements of lots, for rooms that sum them up in SQL."""

from odoo.api import Environment
from odoo.tools import SQL

# Each movement (line, of move) with its places (source, target) and the partner of the
# move, else of the transfer. To be narrowed by lot and to ``line.state = 'done'``.
LINES_WITH_PARTNER = SQL(
    """
    stock_move_line line
    JOIN stock_location source ON source.id = line.location_id
    JOIN stock_location target ON target.id = line.location_dest_id
    JOIN stock_move move ON move.id = line.move_id
    LEFT JOIN stock_picking picking ON picking.id = line.picking_id
    LEFT JOIN res_partner partner
           ON partner.id = COALESCE(move.partner_id, picking.partner_id)
    """
)


def flush_lines(env: Environment) -> None:
    """Write what such SQL reads and is still pending."""
    env["stock.move.line"].flush_model()
    env["stock.move"].flush_model(["partner_id", "is_inventory", "purchase_line_id"])
    env["stock.picking"].flush_model(["partner_id"])
    env["res.partner"].flush_model(["commercial_partner_id"])
    env["stock.location"].flush_model(["usage"])
