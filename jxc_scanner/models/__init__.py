from . import product_template
from . import scanner
from . import look_up
from . import receipts
from . import scan_operation
from . import receive_operations
