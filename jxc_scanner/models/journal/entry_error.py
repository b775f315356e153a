from odoo.exceptions import UserError, ValidationError


class EntryError(UserError):
    """What was entered cannot be, whatever is in stock and however orders stand: the
    person who scanned puts it right, and no manager has to look for goods."""


def is_entry_error(error):
    """Whether ``error`` is about what was entered. Odoo says so of values, too."""
    return isinstance(error, EntryError | ValidationError)
