from . import stock_warehouse
from . import stock_move_line
from . import receive_operations
from . import receive_finish
from . import receive_start
from . import receive_pack
from . import vendors
from . import receive_snapshot
