from . import test_valuation
