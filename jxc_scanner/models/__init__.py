from . import product_template
from . import scanner
from . import snapshot
from . import look_up
from . import look_up_cards
from . import labels
from . import receipts
from . import device
from . import journal  # before the rooms that add operations to it
from . import moving
from . import counting
from . import returning
from . import scrapping
from . import receiving
from . import notes
from . import picking
from . import sign_in
from . import conflict  # after the rooms whose operations may be refused
