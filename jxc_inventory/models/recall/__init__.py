from . import recall
from . import recall_actions
from . import recall_customer
from . import recall_line
from . import recall_lot
from . import recall_tracing
from . import recall_write_off
from . import stock_lot
