"""Processor time of Odoo and of its database connection together, odoo shell code.

On a machine that others share, seconds on the clock say how busy those were; seconds of
the two processors spent are those that the work itself takes.
"""

PROCESSOR = """
import time
from pathlib import Path
import os

# What helpers of the connection take could not be counted.
env.cr.execute("SET max_parallel_workers_per_gather = 0")
env.cr.commit()
DATABASE = Path(f"/proc/{env.cr._cnx.get_backend_pid()}/stat")


def processor_seconds():
    user, system = DATABASE.read_text().rsplit(")", 1)[1].split()[11:13]
    ticks = int(user) + int(system)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


"""
