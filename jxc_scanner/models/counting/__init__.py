from . import count_operations
from . import count_ending
from . import own_counts
from . import count_snapshot
