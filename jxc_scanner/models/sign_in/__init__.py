from . import scanner_badge
from . import scanner_badge_signing_in
from . import scanner_device
from . import scanner_sign_in
from . import res_users
