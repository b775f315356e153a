from . import product_category
from . import product_product
from . import res_company
from . import res_config_settings
from . import reorder_slice
from . import stock_orderpoint
from . import stock_orderpoint_reason  # before supply, which adds sentences to it
from . import stock_orderpoint_creation
from . import stock_orderpoint_facts
from . import stock_orderpoint_forecast
from . import stock_orderpoint_inputs
from . import stock_orderpoint_lead_time
from . import stock_orderpoint_levels
from . import stock_orderpoint_nightly
from . import stock_orderpoint_outage
from . import stock_orderpoint_outlook
from . import stock_orderpoint_perishable
from . import stock_replenishment_info
