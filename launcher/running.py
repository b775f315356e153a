"""Which ``./jxc`` of this checkout are at work, so that they can be stopped."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .files import write_whole
from .processes import STOP_SECONDS, started_at


@contextmanager
def registered(state: Path, command: str) -> Iterator[None]:
    """Be listed as at work while the block runs."""
    record = state / "running" / str(os.getpid())
    write_whole(record, f"{started_at(os.getpid())} {command}\n")
    try:
        yield
    finally:
        record.unlink(missing_ok=True)


def others(state: Path) -> dict[int, str]:
    """Number and command of every other ``./jxc`` at work; the dead are forgotten."""
    found = {}
    for record in (state / "running").glob("[0-9]*"):
        if not record.name.isdigit():
            record.unlink(missing_ok=True)
            continue
        pid = int(record.name)
        start, _, command = record.read_text().strip().partition(" ")
        if pid == os.getpid():
            continue
        if started_at(pid) == start != "":
            found[pid] = command
        else:
            record.unlink(missing_ok=True)
    return found


def stop_others(state: Path) -> list[str]:
    """End every other ``./jxc`` of this checkout; returns their commands."""
    found = others(state)
    for pid in found:
        _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS + 5
    while others(state) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in others(state):
        _signal(pid, signal.SIGKILL)
    return list(found.values())


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
