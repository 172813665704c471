"""Limits that keep hostile input from taking the machine: CPU time for a file, memory for a process."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HARD_SECONDS = 30
"""CPU seconds after a missed time limit at which the process is ended: only Python can be interrupted."""

MEMORY = 280 << 20
"""Bytes of data that a worker may hold; the biggest header of a kernel takes 200 MB, a C file 60 MB."""


class OutOfTimeError(BaseException):
    """The time limit is over. No Exception, so that code that isolates failures lets it pass."""


MEMORY_FOR_CALLEES = 460 << 20
"""The same where error summaries are asked: those of thousands of functions are held at once."""


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise OutOfTimeError in the block once it has taken that much CPU time; for the main thread alone."""
    before = signal.signal(signal.SIGPROF, _out_of_time)
    # It fires again each second, since an exception that hits a destructor is lost.
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:  # it may have fired just before the line above, which then did not run
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def limit_this_process() -> None:
    """Make the system refuse this process memory beyond MEMORY, and write no core file should it crash."""
    limit_memory(MEMORY)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(most: int) -> None:
    """Make the system refuse this process memory beyond `most` bytes of data."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def renew_hard_limit(seconds: int) -> None:
    """Let the system end this process (SIGXCPU) after `seconds` and HARD_SECONDS more of CPU time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime) + seconds + HARD_SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = until if hard == resource.RLIM_INFINITY else min(until, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _out_of_time(signum: int, frame: FrameType | None) -> None:
    raise OutOfTimeError
