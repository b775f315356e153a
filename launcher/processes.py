"""Starting other programs: logged, and ended when the launcher ends."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from .errors import LauncherError

STOP_SECONDS = 20


@dataclass(frozen=True)
class Account:
    """A system account to run programs as."""

    uid: int
    gid: int


def as_account(account: Account | None) -> dict[str, Any]:
    """Keyword arguments of ``subprocess`` for running as ``account``."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def tied(command: Sequence[str], when_we_die: str = "KILL") -> list[str]:
    """The command so that the kernel signals it when the launcher dies.

    Even ``kill -9`` of the launcher then leaves no half-made set-up running.
    ``setpriv`` is part of util-linux, which every Debian and Ubuntu has.
    """
    setpriv = shutil.which("setpriv", path=os.defpath + ":/usr/bin:/bin")
    if not setpriv:
        return list(command)
    return [setpriv, "--pdeathsig", when_we_die, "--", *command]


def run_logged(
    command: Sequence[str],
    log: Path,
    failure: str,
    cure: str = "",
    on_line: Callable[[str], None] | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    tie: bool = True,
    account: Account | None = None,
    stdin: IO[bytes] | None = None,
) -> None:
    """Run a program to its end, its output going to ``log``.

    :param failure: the sentence when it fails; the log is named after it.
    :param cure: what to do then; a default says to run the command again.
    :param on_line: called with every line of output, for progress.
    :param tie: end it when the launcher is killed; not for system packages.
    :param stdin: what it reads as its input, otherwise it has none.
    :param account: run it as this account instead of ours (root only).
    :raises LauncherError: when the program is missing or fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "a", encoding="utf-8") as file:
        file.write(f"$ {' '.join(command)}\n")
        file.flush()
        try:
            process = subprocess.Popen(
                tied(command) if tie else list(command),
                stdin=stdin or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                env=env,
                cwd=cwd,
                **as_account(account),
            )
        except OSError as error:
            raise LauncherError(f"{failure}: {error}.", cure) from error
        code = _follow(process, file, on_line, tie)
        file.write(f"[exit code {code}]\n")
    if code:
        raise LauncherError(
            f"{failure} (exit code {code}; see {log}).",
            cure or "Put that right and run the same command again: it goes on.",
        )


def _follow(
    process: subprocess.Popen[str],
    log: IO[str],
    on_line: Callable[[str], None] | None,
    tie: bool,
) -> int:
    """Pass a program's output on until it ends; returns its exit code."""
    try:
        assert process.stdout
        for line in process.stdout:
            log.write(line)
            if on_line:
                on_line(line.rstrip())
        return process.wait()
    except BaseException:
        if tie:
            end(process)
        raise


def end(process: subprocess.Popen, soft: signal.Signals = signal.SIGTERM) -> None:
    """Ask a program to end, and make it end when it does not."""
    if process.poll() is not None:
        return
    process.send_signal(soft)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def started_at(pid: int) -> str:
    """When a process started, in ticks since boot, or "" when it is gone.

    Together with the number this names a process for good: numbers return.
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    # The name in parentheses may hold spaces and parentheses itself.
    state, *rest = text[text.rindex(")") + 2 :].split()
    return "" if state == "Z" else rest[18]
