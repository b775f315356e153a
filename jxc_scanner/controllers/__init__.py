from . import app
from . import snapshot
from . import labels
from . import sign_in
