from . import receive_start
