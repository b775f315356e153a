from . import lot_rule
