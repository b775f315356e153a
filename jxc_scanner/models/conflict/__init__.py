from . import ir_http
from . import scan_conflict
from . import scan_conflict_solving
from . import scan_operation
