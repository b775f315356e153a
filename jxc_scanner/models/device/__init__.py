from . import scanner_device
from . import ir_http
