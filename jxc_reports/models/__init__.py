from . import recall
from . import stock_move_line
from . import stock_ledger
from . import stock_valuation
from . import stock_summary
