from . import scan_conflict_solve
