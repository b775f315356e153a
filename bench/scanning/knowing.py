"""What a device knows: the snapshot on its way, and scans answered from it."""

import os

from launcher.commands.run import PORT, free_port, served

from . import building

SECONDS = 5
MEGABYTES = 6
ANSWER_MILLISECONDS = 50
SLOW_ANSWER_MILLISECONDS = 150


def run(bench):
    """Measure, print and return True when every bound holds."""
    environment = bench.environment
    environment.ensure_system("browser")
    environment.ensure_venv(dev=True)
    with bench.database("jxc_bench_scanner") as database:
        bench.shell(database, building.BUILD)
        port = free_port(PORT)
        with served(environment, database, port):
            print(f"load of this machine before measuring: {os.getloadavg()[0]:.1f}")
            figures = bench.script(
                "scanning/browse.py", f"http://127.0.0.1:{port}", building.LOGIN
            )
    print(", ".join(f"{count:,} {name}" for name, count in figures["rows"].items()))
    good = [
        bench.check("snapshot on its way", figures["megabytes"], MEGABYTES, "MB"),
        bench.check(
            "snapshot asked for until in memory", figures["snapshot"], SECONDS, "s"
        ),
        bench.check(
            "scan to painted answer, p95", figures["fast"], ANSWER_MILLISECONDS, "ms"
        ),
        bench.check(
            "scan to painted answer, processor slowed 4 times, p95",
            figures["slow"],
            SLOW_ANSWER_MILLISECONDS,
            "ms",
        ),
    ]
    print(
        f"changes since, nothing changed: {figures['delta']:.2f} s,"
        f" {figures['delta'] / figures['snapshot']:.0%} of the whole;"
        f" opened from the device's disk: {figures['start']:.2f} s"
    )
    return all(good)
