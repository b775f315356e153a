from . import alert_discount
from . import alert_handling
from . import demand_exclusion
from . import lot_hold_set
from . import lot_release_wizard
from . import lot_release_wizard_line
from . import recall_release
from . import sales_import_upload
