"""Progress and messages on standard error; results belong on standard output."""

import sys
import threading
import time
from types import TracebackType

BAR_WIDTH = 24
# Without a terminal (a log file, CI) a long step says that it lives this often.
PLAIN_INTERVAL = 15.0
LIVE_INTERVAL = 0.2


def say(message: str) -> None:
    """Tell the user something that is not a result."""
    print(message, file=sys.stderr, flush=True)


class Step:
    """One long step: shows what, how far and how many seconds.

    On a terminal one line is redrawn with a bar; elsewhere plain lines are
    written. Use as a context manager and call :meth:`update` from inside::

        with Step("Unpack Odoo") as step:
            step.update(0.5, "addons")
    """

    def __init__(self, title: str):
        self.title = title
        self.fraction: float | None = None
        self.note = ""
        self._live = sys.stderr.isatty()
        self._ended = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def update(self, fraction: float | None = None, note: str = "") -> None:
        """Say how far the step is: a share between 0 and 1, and a few words."""
        if fraction is not None:
            self.fraction = min(max(fraction, 0.0), 1.0)
        self.note = note or self.note

    def __enter__(self) -> "Step":
        self._started = time.monotonic()
        if not self._live:
            say(f"{self.title} …")
        self._ticker.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._ticker.join()
        outcome = "done" if kind is None else "stopped"
        line = f"{self.title}: {outcome} in {self._seconds():.1f} s"
        say(f"\r\033[K{line}" if self._live else line)

    def _seconds(self) -> float:
        return time.monotonic() - self._started

    def _tick(self) -> None:
        interval = LIVE_INTERVAL if self._live else PLAIN_INTERVAL
        while not self._ended.wait(interval):
            if self._live:
                sys.stderr.write(f"\r\033[K{self._line()[:110]}")
                sys.stderr.flush()
            else:
                say(f"  {self._line()}")

    def _line(self) -> str:
        parts = [self.title]
        if self.fraction is not None:
            full = round(self.fraction * BAR_WIDTH)
            bar = "#" * full + "-" * (BAR_WIDTH - full)
            parts.append(f"[{bar}] {self.fraction:4.0%}")
        parts.append(f"{self._seconds():.0f} s")
        if self.note:
            parts.append(self.note)
        return "  ".join(parts)
