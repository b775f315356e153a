from . import app
from . import snapshot
from . import sign_in
