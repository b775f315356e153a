from odoo.tools import SQL


class BackDating:
    """Put documents at the instant they tell of, after Odoo did them now.

    Core stamps the hour of processing on what it does and offers no way to say
    another one for orders and transfers. Documents are processed in the order of
    their dates, so quantities, costs and lots are those Odoo would have computed
    had it been asked at the time; only the stamps are moved.
    """

    def __init__(self, env):
        self.env = env
        self.pickings = {}
        self.moves = {}
        self.scraps = {}
        self.orders = {}

    def date_pickings(self, instants):
        """Note ``{stock.picking: instant}``; instants are naive UTC."""
        self.pickings.update({picking.id: at for picking, at in instants.items()})

    def date_moves(self, instants):
        """Note ``{stock.move: instant}`` of moves without transfer."""
        self.moves.update({move.id: at for move, at in instants.items()})

    def date_scraps(self, instants):
        """Note ``{stock.scrap: instant}``."""
        self.scraps.update({scrap.id: at for scrap, at in instants.items()})

    def keep_order_dates(self, orders):
        """Note the order dates that confirmation is going to overwrite."""
        dates = self.orders.setdefault(orders._name, {})
        dates.update({order.id: order.date_order for order in orders})

    def apply(self):
        """Move all noted stamps, and those of lots, quants and first costs."""
        self.env.flush_all()
        done = self._done_pickings()
        instants = {picking.id: self.pickings[picking.id] for picking in done}
        self._stamp("stock_picking", self.pickings, "create_date")
        self._stamp("stock_picking", instants, "date_done")
        by_move = {m.id: instants[m.picking_id.id] for m in done.move_ids}
        self._stamp("stock_move", {**by_move, **self.moves}, "date", "create_date")
        self._stamp("stock_scrap", self.scraps, "date_done", "create_date")
        for model, dates in self.orders.items():
            self._stamp(self.env[model]._table, dates, "date_order", "create_date")
        bought = self.orders.get("purchase.order", {})
        self._stamp("purchase_order", bought, "date_approve")
        self._follow_moves()
        self._follow_documents({"stock.picking": self.pickings, **self.orders})
        self.env.invalidate_all()
        self._recompute_effective_dates(done)

    def restart_warranty(self):
        """Let warranty start on the day the goods left, as the rules have it."""
        lots = self._done_pickings().move_line_ids.lot_id
        lots.delivery_line_id = False
        lots._follow_moves()

    def _done_pickings(self):
        pickings = self.env["stock.picking"].browse(self.pickings)
        return pickings.filtered(lambda picking: picking.state == "done")

    def _stamp(self, table, instants, *columns):
        if not instants:
            return
        rows = SQL(", ").join(SQL("(%s, %s)", key, at) for key, at in instants.items())
        sets = SQL(", ").join(
            SQL("%s = noted.instant", SQL.identifier(column)) for column in columns
        )
        self.env.cr.execute(
            SQL(
                "UPDATE %s AS target SET %s FROM (VALUES %s) AS noted (id, instant)"
                " WHERE target.id = noted.id",
                SQL.identifier(table),
                sets,
                rows,
            )
        )

    def _follow_moves(self):
        """Date lines by their moves, lots and quants by the goods' first arrival."""
        products = self._dated_products().ids
        for query in (
            """
            UPDATE stock_move_line AS line
               SET date = move.date, create_date = move.date
              FROM stock_move AS move
             WHERE move.id = line.move_id AND move.state = 'done'
               AND line.product_id = ANY(%s)
            """,
            """
            UPDATE stock_lot AS lot SET create_date = arrival.instant
              FROM (SELECT lot_id, MIN(date) AS instant
                      FROM stock_move_line WHERE state = 'done' GROUP BY lot_id
                   ) AS arrival
             WHERE arrival.lot_id = lot.id AND lot.product_id = ANY(%s)
            """,
            """
            UPDATE stock_quant AS quant
               SET in_date = arrival.instant, create_date = arrival.instant
              FROM (SELECT product_id, lot_id, location_dest_id, MIN(date) AS instant
                      FROM stock_move_line WHERE state = 'done' GROUP BY 1, 2, 3
                   ) AS arrival
             WHERE arrival.product_id = quant.product_id
               AND arrival.lot_id IS NOT DISTINCT FROM quant.lot_id
               AND arrival.location_dest_id = quant.location_id
               AND quant.product_id = ANY(%s)
            """,
            # The catalogue's cost was there before the first move.
            """
            UPDATE product_value AS value SET date = arrival.instant
              FROM (SELECT product_id, MIN(date) - INTERVAL '1 day' AS instant
                      FROM stock_move WHERE state = 'done' GROUP BY product_id
                   ) AS arrival
             WHERE arrival.product_id = value.product_id
               AND value.move_id IS NULL AND value.lot_id IS NULL
               AND value.product_id = ANY(%s)
            """,
        ):
            self.env.cr.execute(SQL(query, products))

    def _follow_documents(self, instants_by_model):
        """Date what was said on documents by their creation."""
        for model, instants in instants_by_model.items():
            self.env.cr.execute(
                SQL(
                    """
                UPDATE mail_message AS message SET date = document.create_date
                  FROM %s AS document
                 WHERE message.model = %s AND message.res_id = document.id
                   AND document.id = ANY(%s)
                """,
                    SQL.identifier(self.env[model]._table),
                    model,
                    list(instants),
                )
            )

    def _dated_products(self):
        moves = self.env["stock.move"].browse(self.moves)
        return moves.product_id | self._done_pickings().move_ids.product_id

    def _recompute_effective_dates(self, pickings):
        """Let orders tell again when their goods arrived."""
        for orders in (
            pickings.move_ids.sale_line_id.order_id,
            pickings.move_ids.purchase_line_id.order_id,
        ):
            self.env.add_to_compute(orders._fields["effective_date"], orders)
        self.env.flush_all()
