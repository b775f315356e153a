"""Done movements of lots, summed up in a fixed number of queries."""

from odoo.api import Environment
from odoo.tools import SQL

from ...engine.recall import Flow, Place
from ..done_lines import LINES_WITH_PARTNER, flush_lines


def read_flows(env: Environment, lot_ids: list[int]) -> list[Flow]:
    """Return every done movement of the lots, summed up by lot and places.

    Kits need nothing of their own: their components are delivered as plain movements.
    """
    flush_lines(env)
    rows = env.execute_query(
        SQL(
            """
            SELECT line.lot_id,
                   %(source_kind)s, %(source_place)s, %(source_partner)s,
                   %(target_kind)s, %(target_place)s, %(target_partner)s,
                   SUM(line.quantity_product_uom)
              FROM %(lines)s
             WHERE line.lot_id = ANY(%(lots)s)
               AND line.state = 'done'
             GROUP BY 1, 2, 3, 4, 5, 6, 7
             ORDER BY 1, 2, 3, 4, 5, 6, 7
            """,
            lines=LINES_WITH_PARTNER,
            lots=lot_ids,
            **_place_columns("source"),
            **_place_columns("target"),
        )
    )
    return [
        Flow(lot, Place(*source), Place(*target), quantity)
        for lot, *places, quantity in rows
        for source, target in [(places[:3], places[3:])]
    ]


def read_made_from(env: Environment, lot_ids: list[int]) -> dict[int, set[int]]:
    """Return the lots made, repacked or disassembled from these, at any remove.

    By lot the lots it was made from. Follows the links that production, unbuilding
    and repacking leave between the movements they consume and produce.
    """
    flush_lines(env)
    rows = env.execute_query(
        SQL(
            """
            WITH RECURSIVE made (source_id, lot_id) AS (
                %(step)s WHERE used.lot_id = ANY(%(lots)s) AND %(link)s
                UNION
                %(step)s JOIN made ON made.lot_id = used.lot_id WHERE %(link)s
            )
            SELECT lot_id, source_id FROM made
            """,
            lots=lot_ids,
            step=SQL(
                """
                SELECT used.lot_id, product.lot_id
                  FROM stock_move_line used
                  JOIN stock_move_line_consume_rel link
                    ON link.produce_line_id = used.id
                  JOIN stock_move_line product ON product.id = link.consume_line_id
                """
            ),
            link=SQL(
                """
                used.state = 'done' AND product.state = 'done'
                AND product.lot_id IS NOT NULL AND product.lot_id <> used.lot_id
                """
            ),
        )
    )
    made = {}
    for lot, source in rows:
        made.setdefault(lot, set()).add(source)
    return made


def read_in_stock(env: Environment, lot_ids: list[int]) -> dict[tuple[int, str], float]:
    """Return what stock says to be there, by lot and ``stock`` or ``transit``."""
    env["stock.quant"].flush_model(["lot_id", "location_id", "quantity"])
    rows = env.execute_query(
        SQL(
            """
            SELECT quant.lot_id,
                   CASE location.usage WHEN 'transit' THEN 'transit' ELSE 'stock' END,
                   SUM(quant.quantity)
              FROM stock_quant quant
              JOIN stock_location location ON location.id = quant.location_id
             WHERE quant.lot_id = ANY(%s)
               AND location.usage IN ('internal', 'transit', 'view')
             GROUP BY 1, 2
            """,
            lot_ids,
        )
    )
    return {(lot, kind): quantity for lot, kind, quantity in rows}


def read_companies(env: Environment, lot_ids: list[int]) -> dict[int, set[int]]:
    """Return by company the lots that have moved in it."""
    flush_lines(env)
    companies = {}
    for company, lot in env.execute_query(
        SQL(
            """
            SELECT DISTINCT company_id, lot_id FROM stock_move_line
             WHERE lot_id = ANY(%s) AND state = 'done'
            """,
            lot_ids,
        )
    ):
        companies.setdefault(company, set()).add(lot)
    return companies


def _place_columns(side: str) -> dict[str, SQL]:
    """Return SQL of kind, location and partner of one side of a movement."""
    usage = SQL.identifier(side, "usage")
    return {
        f"{side}_kind": SQL(
            """
            CASE %s
                WHEN 'transit' THEN 'transit'
                WHEN 'customer' THEN 'customer'
                WHEN 'supplier' THEN 'vendor'
                WHEN 'production' THEN 'produced'
                WHEN 'inventory' THEN
                    CASE WHEN move.is_inventory THEN 'counted' ELSE 'destroyed' END
                ELSE 'stock'
            END
            """,
            usage,
        ),
        f"{side}_place": SQL(
            "CASE WHEN %s IN ('internal', 'transit', 'view') THEN %s END",
            usage,
            SQL.identifier(side, "id"),
        ),
        f"{side}_partner": SQL(
            "CASE %s WHEN 'customer' THEN partner.commercial_partner_id END", usage
        ),
    }
