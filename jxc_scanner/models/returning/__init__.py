from . import returnable
from . import return_operations
