"""Who supplied lots and who holds them: read from done movements in two queries."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from ..done_lines import LINES_WITH_PARTNER, flush_lines


class Custody(NamedTuple):
    """What one customer has of one lot.

    :param partner_id: the commercial partner, None when nobody was named.
    :param quantity: delivered less returned, in the product's own unit.
    :param line_id: the last ``stock.move.line`` that delivered it, None for none.
    :param date: when that was, naive UTC.
    """

    partner_id: int | None
    quantity: float
    line_id: int | None
    date: datetime | None


class Origin(NamedTuple):
    """Where a lot first came from.

    :param partner_id: the vendor's commercial partner, None when nobody was named.
    :param line_id: the ``stock.move.line`` of the first receipt.
    :param date: when that was, naive UTC.
    """

    partner_id: int | None
    line_id: int
    date: datetime


def read_custody(env: Environment, lot_ids: list[int]) -> dict[int, list[Custody]]:
    """Return by lot what each of its customers has, the last to receive first."""
    flush_lines(env)
    held = defaultdict(list)
    rows = env.execute_query(
        SQL(
            """
            SELECT line.lot_id,
                   partner.commercial_partner_id,
                   SUM(CASE WHEN target.usage = 'customer' THEN 1 ELSE -1 END
                       * line.quantity_product_uom),
                   (ARRAY_AGG(line.id ORDER BY line.date DESC, line.id DESC)
                       FILTER (WHERE target.usage = 'customer'))[1] AS line_id,
                   MAX(line.date) FILTER (WHERE target.usage = 'customer') AS date
              FROM %s
             WHERE line.lot_id = ANY(%s)
               AND line.state = 'done'
               AND (source.usage = 'customer') <> (target.usage = 'customer')
             GROUP BY line.lot_id, partner.commercial_partner_id
             ORDER BY date DESC NULLS LAST, line_id DESC
            """,
            LINES_WITH_PARTNER,
            lot_ids,
        )
    )
    for lot_id, *custody in rows:
        held[lot_id].append(Custody(*custody))
    return held


def read_origins(env: Environment, lot_ids: list[int]) -> dict[int, Origin]:
    """Return by lot where it first came from; lots never received are left out.

    The vendor of dropped goods is that of their purchase order: the transfer names
    the customer.
    """
    flush_lines(env)
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT ON (line.lot_id)
                   line.lot_id, partner.commercial_partner_id, line.id, line.date
              FROM stock_move_line line
              JOIN stock_location source ON source.id = line.location_id
              JOIN stock_move move ON move.id = line.move_id
              LEFT JOIN stock_picking picking ON picking.id = line.picking_id
              LEFT JOIN purchase_order_line bought ON bought.id = move.purchase_line_id
              LEFT JOIN purchase_order ON purchase_order.id = bought.order_id
              LEFT JOIN res_partner partner
                     ON partner.id = COALESCE(
                        purchase_order.partner_id, picking.partner_id, move.partner_id)
             WHERE line.lot_id = ANY(%s)
               AND line.state = 'done'
               AND source.usage = 'supplier'
             ORDER BY line.lot_id, line.date, line.id
            """,
            lot_ids,
        )
    )
    return {lot_id: Origin(*origin) for lot_id, *origin in rows}
