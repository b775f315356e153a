from . import account_analytic_distribution_model
from . import product_product
from . import stock_orderpoint_opening
from . import stock_orderpoint_rules
from . import stock_rule
