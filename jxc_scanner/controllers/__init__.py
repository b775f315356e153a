from . import app
from . import snapshot
