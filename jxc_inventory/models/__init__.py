from . import shelf_life_mixin  # before the models that inherit from it
from . import gate  # before the rooms that add to what it refuses
from . import acceptance
from . import alert
from . import backtest
from . import delivery
from . import demand  # before the rooms that read it
from . import fefo
from . import traceability  # before the rooms that follow movements
from . import ir_http
from . import lot
from . import lot_rule
from . import lot_number
from . import lot_status
from . import migration
from . import mixing
from . import product_category
from . import product_template
from . import recall
from . import release
from . import replenishment
from . import res_company
from . import supply
from . import warranty
