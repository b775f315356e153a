from . import demand_history
