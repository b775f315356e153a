from . import barcode_rule
from . import lot_counter
from . import stock_lot
from . import stock_move
from . import stock_move_line
from . import stock_picking
