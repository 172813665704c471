"""Work on many files of a version, which may be shared out among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Result = TypeVar("Result")

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


def undivided(work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False) -> Iterator[Result]:
    """Yield what `work` makes of all paths, done in this process."""
    if paths:
        yield work(paths)
