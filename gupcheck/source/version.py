"""A version of a tree, wherever it is kept, and two of them with the files in which they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from gupcheck.model import Notification
from gupcheck.source.share import PathsWork, Result, Work


class Version(Protocol):
    """The C files of one version of a tree; paths are relative to its root, `/` between their parts.

    `label` is how a report names the version. `problems` are sentences on what could not be read, by path;
    they grow while the version is used.
    """

    label: str
    problems: dict[str, str]

    def below(self, folder: str) -> list[str]:
        """Return the C files below a folder, or the file itself, sorted."""
        ...

    def stamp(self, path: str) -> str:
        """Return a text that changes when the file does, "" where there is no such file."""
        ...

    def read(self, path: str) -> bytes:
        """Return the file's bytes, b"" where there is no such file, or a problem in its way."""
        ...

    def holding(self, words: Collection[str], folders: Sequence[str] = ("",)) -> dict[str, frozenset[str]]:
        """Return the files below `folders` that hold some of the identifiers `words`, each with these.

        They are in the order of their paths.
        """
        ...

    def hold(self, folders: Sequence[str]) -> bool:
        """Keep the texts below `folders` in memory, if it can; return whether it does.

        They will be searched many times: `holding` is then fast, and a change on disk is not seen any more.
        """
        ...

    def shared(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        """Yield what `work`, which reads files of this version, makes of each part of `paths`, as a Share."""
        ...

    def beside(self, work: Work[Result]) -> Work[Result]:
        """Return what waits for the result of `work`, which reads files of this version, as a Share."""
        ...

    def close(self) -> None:
        """End the processes that reading began; they begin anew where somebody reads again."""
        ...


@dataclass(frozen=True, slots=True, order=True)
class FilePair:
    """One file in two versions: its path in each, None where a version does not have it.

    The paths differ where the file was renamed or copied.
    """

    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a tree, the C files that differ (by new path, then old), and what went wrong so far."""

    old: Version
    new: Version
    changed: tuple[FilePair, ...]
    problems: tuple[Notification, ...] = ()


class VersionError(Exception):
    """A version can't be had; the text is one sentence on what, where and what to do."""


def in_scope(path: str, scope: Sequence[str]) -> bool:
    """Return whether a path is one of the files, or below one of the folders, of `scope`; "" is the root."""
    return any(not top or path == top or path.startswith(f"{top}/") for top in scope)
