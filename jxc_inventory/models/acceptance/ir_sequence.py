from odoo import api, models

from .lookups import get_lookups


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def next_by_code(self, sequence_code, sequence_date=None):
        """Find the sequence once for all documents of a list."""
        lookups = get_lookups(self)
        if lookups is None:
            return super().next_by_code(sequence_code, sequence_date)
        key = (sequence_code, self.env.company.id, self.env.uid, self.env.su)
        if key not in lookups.sequences:
            lookups.sequences[key] = self.search(
                [
                    ("code", "=", sequence_code),
                    ("company_id", "in", [self.env.company.id, False]),
                ],
                order="company_id",
                limit=1,
            ).id
        sequence = self.browse(lookups.sequences[key])
        if not sequence:
            return super().next_by_code(sequence_code, sequence_date)
        return sequence.next_by_id(sequence_date)
