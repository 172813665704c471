"""Shares out the pairs of files of a comparison among processes."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gupcheck.change.file_changes import FileChanges
from gupcheck.change.request import Work
from gupcheck.engine.crew import Crew
from gupcheck.engine.request import OnProgress, Progress
from gupcheck.engine.tasks import Backlog, Died, Task
from gupcheck.model import Notification, Severity
from gupcheck.source.version import FilePair

_FILES_A_TASK = 8
_FEW = 3
"""So many pairs are done in this process: to fork takes longer."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Does the work in at most `jobs` processes and tells `on_progress` how far it is.

    A pair of files whose process died is left out, with a notification in its place.
    """

    jobs: int
    on_progress: OnProgress | None = None

    def __call__(self, work: Work, pairs: Iterable[FilePair]) -> Iterator[FileChanges]:
        """Yield what the work makes of each pair, in the order in which it is done."""
        known = {_name(pair): pair for pair in pairs}
        answers = self._here(work, known) if len(known) <= _FEW else self._there(work, known)
        for done, result in enumerate(answers, start=1):
            if self.on_progress:
                self.on_progress(Progress(done, len(known), True))
            yield result

    def _here(self, work: Work, known: dict[str, FilePair]) -> Iterator[FileChanges]:
        return map(work, known.values())

    def _there(self, work: Work, known: dict[str, FilePair]) -> Iterator[FileChanges]:
        def of_task(task: Task) -> list[FileChanges]:
            gc.disable()  # trees are many objects, and none of them garbage
            gc.collect()
            return [work(known[name]) for name in task.paths]

        names = list(known)
        tasks = (
            Task("compare", tuple(names[start : start + _FILES_A_TASK]))
            for start in range(0, len(names), _FILES_A_TASK)
        )
        backlog = Backlog(tasks)
        with Crew(of_task, self.jobs) as crew:
            for answer in crew.answers(backlog):
                if not isinstance(answer, Died):
                    assert isinstance(answer.result, list)
                    yield from answer.result
                elif len(answer.task.paths) > 1:
                    for name in answer.task.paths:
                        backlog.add(Task("compare", (name,)))
                else:
                    yield _died(known[answer.task.paths[0]], answer.cause)


def _name(pair: FilePair) -> str:
    return f"{pair.old or ''}\n{pair.new or ''}"


def _died(pair: FilePair, cause: str) -> FileChanges:
    message = f"The process that compared this file died ({cause}); the file's changes are missing."
    file = pair.new or pair.old or ""
    lost = Notification("worker-died", Severity.ERROR, message, file, incomplete=True)
    return FileChanges(pair, notifications=(lost,))
