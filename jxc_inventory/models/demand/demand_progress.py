from odoo import fields, models


class DemandProgress(models.Model):
    """How far the transfers have been read into demand history: one single record.

    Whoever fills the history holds this record's lock until commit, so two workers
    never fill at once. A pass goes through products by id; ``last_product_id`` lets
    the next batch, or the next run after a crash, go on where the last one stopped.
    """

    _name = "jxc.demand.progress"
    _description = "Demand History Progress"
    _log_access = False

    read_until = fields.Datetime(
        readonly=True,
        help="Transfers changed since are read by the next pass; empty reads all.",
    )
    pass_started = fields.Datetime(
        readonly=True, help="Start of the pass under way; empty between passes."
    )
    filled_at = fields.Datetime(
        "Complete as of", readonly=True, help="When the last pass was completed."
    )
    last_product_id = fields.Integer(readonly=True)
    settings = fields.Char(
        readonly=True,
        help="Time zones and one-off rules of the companies that moves were read by.",
    )
