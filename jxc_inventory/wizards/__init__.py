from . import lot_hold_set
from . import alert_handling
from . import sales_import_upload
