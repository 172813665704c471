"""The pieces that a run is cut into, and in which order they are done."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """Some files (absolute paths) and what to do with them; `heavy` is 0 or how long it may take."""

    kind: str
    paths: tuple[str, ...]
    heavy: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What a task yielded."""

    task: Task
    result: object


@dataclass(frozen=True, slots=True)
class Died:
    """The task that ended its process, and how that ended: "SIGKILL" or another signal, or "exit code 3"."""

    task: Task
    cause: str


Answer = Done | Died


class Backlog:
    """Tasks that are still to be given out: the heaviest first, light ones when there are no heavy ones.

    What is heavy becomes known while light tasks are done; beginning it at once, and the heaviest of it
    first, leaves the light tasks for the end, where they fill the time until the last process is done.
    """

    def __init__(self, light: Iterator[Task]) -> None:
        self._coming = light
        self._again: deque[Task] = deque()
        self._heavy: list[tuple[int, tuple[str, ...], Task]] = []

    def add(self, task: Task) -> None:
        """Put in a task that was not known before."""
        if task.heavy:
            heapq.heappush(self._heavy, (-task.heavy, task.paths, task))
        else:
            self._again.append(task)

    def take(self) -> Task | None:
        """Return the next task, None if there is none at the moment."""
        if self._heavy:
            return heapq.heappop(self._heavy)[2]
        if self._again:
            return self._again.popleft()
        return next(self._coming, None)
