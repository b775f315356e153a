# ruff: noqa: F821
"""What the code of a scenario in ``bench/`` finds ready in Odoo's shell.

``env`` is the shell's own, the superuser's; see ``bench/README.md``.
"""

import json
import os
import time
from pathlib import Path

MARK = "JXC-REPORT "


def report(value):
    """Hand ``value`` to the scenario, as JSON."""
    print(MARK + json.dumps(value), flush=True)


def multiply(table, record_id, count, **changed):
    """Copy one row ``count`` times; returns the ids of the copies, in order.

    :param changed: by column an SQL expression in n = 1, 2, ... and the row, ``t``.
    """
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND column_name <> 'id' AND is_generated = 'NEVER'",
        [table],
    )
    columns = [name for (name,) in env.cr.fetchall()]
    values = [changed.get(name, f't."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    env.cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)}"
        f" FROM {table} t, generate_series(1, {count}) n"
        f" WHERE t.id = {record_id} ORDER BY n RETURNING id"
    )
    return [row for (row,) in env.cr.fetchall()]


def processor_seconds():
    """Processor time used so far by Odoo and by its database connection together.

    On a machine that others share, seconds on the clock say how busy those were; these
    are the seconds that the work itself takes.
    """
    backend = env.cr._cnx.get_backend_pid()
    stat = Path(f"/proc/{backend}/stat").read_text()
    user, system = stat.rsplit(")", 1)[1].split()[11:13]
    ticks = int(user) + int(system)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def measured(run):
    """Run a function from a cold cache; returns its ``seconds`` on the clock, ``busy``
    seconds of processor, and ``queries``."""
    env.flush_all()
    env.invalidate_all()
    queries, started = env.cr.sql_log_count, time.monotonic()
    busy = processor_seconds()
    run()
    env.flush_all()
    return {
        "seconds": time.monotonic() - started,
        "busy": processor_seconds() - busy,
        "queries": env.cr.sql_log_count - queries,
    }
