from . import test_concurrency
from . import test_gate
from . import test_look_up
from . import test_receive
from . import test_security
from . import test_tours
from . import test_unit
from . import test_vectors
