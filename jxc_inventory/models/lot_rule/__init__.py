from . import lot_rule
from . import lot_rule_numbers
from . import stock_move_line
