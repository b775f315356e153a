from . import test_demand_history
from . import test_screens
