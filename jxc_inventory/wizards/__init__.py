from . import lot_hold_set
from . import sales_import_upload
