"""Shares out the reading of many files of a tree among processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from gupcheck.engine.crew import Crew
from gupcheck.engine.errors import RunError
from gupcheck.engine.tasks import Backlog, Done, Task
from gupcheck.source.share import PathsWork, Result, Work, undivided

_PATHS_A_PART = 150

_HEAVY_A_PART = 6
"""Paths with heavy work in a part."""

_FEW = 1_200
"""So many files are read in this process: to fork takes longer."""


@dataclass(slots=True)
class Parts:
    """A `Share` among at most `jobs` processes; the part of a process that died is done in this one.

    In a process that works beside another `jobs` is 1: it shares out nothing further.
    """

    jobs: int

    def __call__(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        """Yield what `work` makes of each part of `paths`, in their order; nothing where there are none."""
        size, few = (_HEAVY_A_PART, _HEAVY_A_PART) if heavy else (_PATHS_A_PART, _FEW)
        if self.jobs < 2 or len(paths) <= few:
            yield from undivided(work, paths)
            return
        parts = [tuple(paths[start : start + size]) for start in range(0, len(paths), size)]
        done = self._done_elsewhere(work, parts)
        for part in parts:
            yield done[part] if part in done else work(part)

    def beside(self, work: Work[Result]) -> Work[Result]:
        """Return what waits for the result of `work`, which another process does by itself meanwhile.

        It is done in this process where none could be started, or the one that was has died.
        """
        if self.jobs < 2:
            return undivided.beside(work)

        def alone(task: Task) -> Result:
            self.jobs = 1
            return work()

        crew, backlog = Crew(alone, 1), Backlog(iter([Task("beside", ())]))
        with suppress(RunError):  # then it is begun when it is wanted
            crew.begin(backlog)

        def waited() -> Result:
            with crew, suppress(RunError):
                for answer in crew.answers(backlog):
                    if isinstance(answer, Done):
                        return cast(Result, answer.result)
            return work()

        return waited

    def _done_elsewhere(
        self, work: PathsWork[Result], parts: Sequence[tuple[str, ...]]
    ) -> dict[tuple[str, ...], Result]:
        """Return the results of the parts that other processes could do."""
        done: dict[tuple[str, ...], Result] = {}
        try:
            with Crew(lambda task: work(task.paths), self.jobs) as crew:
                for answer in crew.answers(Backlog(Task("part", part) for part in parts)):
                    if isinstance(answer, Done):
                        done[answer.task.paths] = cast(Result, answer.result)
        except RunError:  # no process could be started
            pass
        return done
