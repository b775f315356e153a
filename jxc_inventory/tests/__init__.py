from . import test_demand_history
from . import test_fefo
from . import test_screens
from . import test_shelf_life_lot
from . import test_shelf_life_product
from . import test_shelf_life_receipt
