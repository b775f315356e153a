"""Twenty devices, a server that is killed twenty times: nothing lost, nothing twice.

Twenty devices send 10,000 operations – counts, undos, mistakes, finished receipts –
twice: to a server that runs in peace, and to one that is killed (-9) twenty times
while answers are dropped, requests are sent twice at once, overtake each other or have
their operations mixed up. Stock, transfers and journal must be the same afterwards, and
what the devices themselves have added up.
"""

import sys


def run(bench):
    """Measure, print and return True when every bound holds."""
    sys.path.insert(0, str(bench.root / "bench"))
    from scanning import faults

    return faults.run(bench)
