from . import places
from . import lines
from . import transfer_operations
from . import putaway_operations
from . import suggestion
from . import moving_snapshot
