from . import lot_release
from . import stock_move_line
from . import stock_picking
