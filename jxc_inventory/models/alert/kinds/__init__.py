from . import stock  # before the kinds that inherit from it
from . import lot_date
from . import lot_expiry
from . import lot_hold
from . import goods
from . import orderpoint
from . import trade
