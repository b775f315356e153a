from . import stock  # before the kinds that inherit from it
from . import lot_date
from . import lot_expiry
