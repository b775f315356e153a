from odoo import api, fields, models
from odoo.tools import SQL


class LotCounter(models.Model):
    """How far the numbers of one text have been counted.

    Lots of a product that companies share are counted together, since their numbers
    may not repeat. Counting is safe against others who count at the same time: they
    wait for this transaction, then fail to serialise and are tried again by Odoo.
    """

    _name = "jxc.lot.counter"
    _description = "Lot Number Counter"
    _order = "key, id"

    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    key = fields.Char(
        "Numbers", required=True, readonly=True, help="{} stands for the count."
    )
    last = fields.Integer(
        "Last Count", required=True, help="The next number made is one higher."
    )

    _unique_key = models.UniqueIndex("(COALESCE(company_id, 0), key)")

    @api.model
    def _take(self, wanted: dict) -> dict:
        """Count on and return the first count taken, in one query.

        :param wanted: how many, by (company id or None, key).
        :return: the first of as many consecutive counts, by the same keys.
        """
        if not wanted:
            return {}
        # In one order, so that two transactions never wait for each other.
        rows = sorted(wanted, key=lambda row: (row[0] or 0, row[1]))
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jxc_lot_counter
                    (company_id, key, last, create_uid, create_date)
                SELECT wanted.company_id, wanted.key, wanted.count, %s,
                       now() AT TIME ZONE 'UTC'
                  FROM unnest(%s::int[], %s::varchar[], %s::int[])
                    AS wanted(company_id, key, count)
                ON CONFLICT (COALESCE(company_id, 0), key)
                DO UPDATE SET last = jxc_lot_counter.last + EXCLUDED.last
                RETURNING company_id, key, last
                """,
                self.env.uid,
                [company for company, _key in rows],
                [key for _company, key in rows],
                [wanted[row] for row in rows],
            )
        )
        taken = {
            (company, key): last - wanted[company, key] + 1
            for company, key, last in self.env.cr.fetchall()
        }
        self.invalidate_model()
        return taken
