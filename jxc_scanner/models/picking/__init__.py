from . import pick_operations
from . import pick_checks
from . import pick_rules
from . import pack_operations
from . import lot_operations
from . import batch_operations
from . import packaging
from . import replenishing
