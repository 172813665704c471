"""Work on many files of a version, which may be shared out among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Result = TypeVar("Result")

Work = Callable[[], Result]
"""Work as a whole; what it changes in memory may be lost, all that counts is the result."""

PathsWork = Callable[[Sequence[str]], Result]
"""Makes something of some paths; what it changes in memory may be lost, all that counts is the result."""


class Share(Protocol):
    """Cuts paths into parts and has a work done on each, perhaps in other processes."""

    def __call__(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        """Yield what `work` makes of each part of `paths`, in their order; nothing where there are none.

        The work on one path takes milliseconds if it is `heavy`, else some millionths of a second.
        """
        ...

    def beside(self, work: Work[Result]) -> Work[Result]:
        """Return what waits for the result of `work`, which is begun now if another process can do it."""
        ...


class _Undivided:
    """A share that does everything in this process, when it is asked for."""

    def __call__(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        """Yield what `work` makes of all paths."""
        if paths:
            yield work(paths)

    def beside(self, work: Work[Result]) -> Work[Result]:
        """Return what does the work when its result is wanted."""
        return work


undivided: Share = _Undivided()
"""The share of those who have no processes."""
