from . import replenishment
from . import res_company
