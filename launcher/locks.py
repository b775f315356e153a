"""File locks: the kernel frees them however a process ends, kill -9 included."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .console import say


@contextmanager
def exclusive(path: Path, what: str) -> Iterator[None]:
    """Hold ``path`` alone; when another ``./jxc`` has it, say so and wait.

    :param what: what the other one is doing, for the message.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            owner = file.read().strip() or "unknown"
            say(f"Another ./jxc (process {owner}) {what}; waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


class SharedUse:
    """Counts who uses a thing: each user holds the lock shared until it leaves.

    :param path: the lock file.
    """

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Closed by `leave`, or by the kernel with the process.
        self._file = open(path, "a+")  # noqa: SIM115
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self, when_last: Callable[[], None]) -> None:
        """Stop using the thing; ``when_last`` is called when nobody else uses it.

        Newcomers wait until it has returned.
        """
        with self._file:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            when_last()
