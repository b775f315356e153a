from . import scrap_operations
