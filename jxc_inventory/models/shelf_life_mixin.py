from odoo import fields, models

from ..engine.shelf_life import ShelfLife


class ShelfLifeMixin(models.AbstractModel):
    """A shelf life stated on a record; zero states none."""

    _name = "jxc.shelf.life.mixin"
    _description = "Shelf Life"

    shelf_life = fields.Integer(
        help="How long the goods keep from their production date. The expiration date"
        " of a lot is its production date plus the shelf life: the last day on which"
        " the goods may be used.",
    )
    shelf_life_unit = fields.Selection(
        [("day", "Days"), ("month", "Months"), ("year", "Years")],
        default="day",
        required=True,
    )

    # Beyond a century it is a typing mistake, and dates would leave the calendar.
    _shelf_life_in_range = models.Constraint(
        """CHECK(shelf_life >= 0 AND shelf_life <= CASE shelf_life_unit
            WHEN 'year' THEN 100 WHEN 'month' THEN 1200 ELSE 36500 END)""",
        "A shelf life is not negative and at most 100 years.",
    )

    def _get_shelf_life(self) -> ShelfLife | None:
        """Return the shelf life that holds for this record, None when there is none."""
        self.ensure_one()
        if not self.shelf_life:
            return None
        return ShelfLife(self.shelf_life, self.shelf_life_unit)
