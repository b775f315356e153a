from . import lot_hold
from . import product_product
from . import product_suggestion
from . import res_company
from . import stock_location
from . import stock_lot
from . import stock_move
from . import stock_move_line
from . import stock_quant
from . import stock_forecasted
from . import report_stock_quantity  # after the column it reads
