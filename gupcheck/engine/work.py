"""A run in motion: its files go through the workers, what comes back is gathered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from gupcheck.engine.crew import Crew, Work
from gupcheck.engine.request import OnProgress, Progress
from gupcheck.engine.targets import Targets
from gupcheck.engine.tasks import Backlog, Died, Task
from gupcheck.model import Notification, Severity

CHUNK_PATHS = 384
"""Files that are scanned as one task: some milliseconds of work, beside which handing it over is cheap."""

_CHUNK_CHARACTERS = 24_000
"""Characters of a task's paths; two such tasks fit into a pipe, so that no worker waits for the parent."""

OnResult = Callable[[Task, object], Iterable[Task]]
"""Takes what a task yielded and returns the tasks that follow from it."""


def chunks(kind: str, paths: Iterable[str], most: int = CHUNK_PATHS) -> Iterator[Task]:
    """Yield light tasks that share out `paths`."""
    chunk: list[str] = []
    characters = 0
    for path in paths:
        chunk.append(path)
        characters += len(path)
        if len(chunk) == most or characters > _CHUNK_CHARACTERS:
            yield Task(kind, tuple(chunk))
            chunk, characters = [], 0
    if chunk:
        yield Task(kind, tuple(chunk))


class Counter:
    """Counts the files that are known and done, and tells how far the run is."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self.known = 0
        self._done = 0
        self._complete = False
        self._on_progress = on_progress

    def counted(self, paths: Iterable[str]) -> Iterator[str]:
        """Yield the paths and count them as known."""
        for path in paths:
            self.known += 1
            yield path
        self._complete = True

    def done(self, files: int) -> None:
        """Count files that are finished."""
        self._done += files
        if self._on_progress:
            self._on_progress(Progress(self._done, self.known, self._complete))


def carry_out(work: Work, jobs: int, backlog: Backlog, targets: Targets, on_result: OnResult) -> None:
    """Do every task of `backlog`, and those that follow, in at most `jobs` processes.

    A task whose process died is cut into tasks of one file; a single file that ends its process is left out,
    which `targets.notifications` then tells.
    """
    with Crew(work, jobs) as crew:
        for answer in crew.answers(backlog):
            if not isinstance(answer, Died):
                following = on_result(answer.task, answer.result)
            elif len(answer.task.paths) > 1:
                following = chunks(answer.task.kind, answer.task.paths, most=1)
            else:
                targets.notifications.append(_death(answer, targets))
                continue
            for task in following:
                backlog.add(task)


def _death(died: Died, targets: Targets) -> Notification:
    if died.cause == "SIGXCPU":
        kind, message = "budget", "The file took too long and was given up."
    else:
        kind = "worker-died"
        cause = f"{died.cause}, perhaps for want of memory"
        message = f"The process that analysed this file died ({cause}); the file's findings are missing."
    return Notification(kind, Severity.ERROR, message, targets.shown(died.task.paths[0]), incomplete=True)
