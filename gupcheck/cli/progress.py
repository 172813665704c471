"""The progress bar on standard error."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from gupcheck.engine.request import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_SILENT_SECONDS = 1.0
_BETWEEN_SECONDS = 0.1


class ProgressBar:
    """Shows how far a run is once it has taken a second, if `wanted` and standard error is a terminal.

    It runs no thread of its own, since the process forks while it is shown.
    """

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._next = time.monotonic() + _SILENT_SECONDS
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show the progress, unless the last was shown just now."""
        now = time.monotonic()
        if not self._wanted or now < self._next:
            return
        self._next = now + _BETWEEN_SECONDS
        if self._bar is None:
            self._bar = _make_bar()
            self._task = self._bar.add_task("Checking", total=None)
            self._bar.start()
        assert self._task is not None
        total = progress.known if progress.complete else None
        self._bar.update(self._task, completed=progress.done, total=total)
        self._bar.refresh()


def _make_bar() -> Bar:
    from rich import progress  # slow to import, and most runs are over before it is needed
    from rich.console import Console

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("files"),
        progress.TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
