from . import scan_conflict_solve
from . import scanner_pin
