from . import demand_history
from . import demand_history_moves
from . import demand_history_series
from . import demand_progress
from . import stock_outage
from . import stock_outage_progress
from . import stock_outage_recording
