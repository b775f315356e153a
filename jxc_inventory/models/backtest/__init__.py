from . import product_product
from . import reorder_calibration
from . import res_company
from . import stock_warehouse
