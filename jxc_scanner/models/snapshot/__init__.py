from . import scope
from . import snapshot
from . import snapshot_products
from . import snapshot_stock
from . import snapshot_transfers
