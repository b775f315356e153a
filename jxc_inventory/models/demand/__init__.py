from . import demand_history
from . import demand_history_moves
from . import demand_history_series
from . import demand_progress
