from . import shelf_life_mixin  # before the models that inherit from it
from . import ir_http
from . import lot
from . import migration
from . import product_category
from . import product_template
from . import replenishment
from . import res_company
