from . import note_operations
