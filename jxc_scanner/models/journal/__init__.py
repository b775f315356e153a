from . import scan_operation
from . import ordering
from . import claiming
from . import applying
from . import answering
from . import payload
