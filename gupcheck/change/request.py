"""What is asked of two versions of a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gupcheck.change.file_changes import FileChanges
from gupcheck.change.rulefile import ChangeRule
from gupcheck.source.version import FilePair
from gupcheck.syntax import Dialect, load_dialect

How = Literal["none", "callers", "full"]
"""How far a comparison looks for those who notice: not at all, to the callers, up to system calls."""

Work = Callable[[FilePair], FileChanges]

Spread = Callable[[Work, Iterable[FilePair]], Iterator[FileChanges]]
"""Does the work for each pair of files, in any order and perhaps in other processes."""

MOST_FOR_FULL = 200
"""Changed functions up to which callees are filled in and a comparison goes up to system calls."""


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """What is compared, and how.

    `rules` grade what changed; without any nothing is reported. `impact` is how far to look, None for "full"
    where at most MOST_FOR_FULL functions changed and "callers" where more did: for these callees are not
    filled in either. Callers are looked for below `caller_folders` of the versions ("" is all of them),
    function pointers below `scope`, where it is empty in the folders of the changed files. `cache` is the
    folder where results are kept, None for none.
    """

    rules: tuple[ChangeRule, ...]
    impact: How | None = None
    caller_folders: tuple[str, ...] = ("",)
    scope: tuple[str, ...] = ()
    arch: str = "x86"
    dialect: Dialect = field(default_factory=load_dialect)
    cache: Path | None = None


def one_after_another(work: Work, pairs: Iterable[FilePair]) -> Iterator[FileChanges]:
    """Do the work for each pair of files in this process."""
    return map(work, pairs)
