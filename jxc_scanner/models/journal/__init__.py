from . import scan_operation
from . import claiming
from . import applying
from . import answering
from . import payload
