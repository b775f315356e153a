from . import lot_rule
from . import lot_rule_description
from . import lot_rule_numbers
from . import product_category
from . import product_product
from . import product_template
from . import res_partner
from . import stock_move_line
