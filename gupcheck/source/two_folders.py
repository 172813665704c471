"""Two folders as two versions."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from gupcheck.model import Notification, Severity
from gupcheck.source.equal import FileComparer
from gupcheck.source.folder import FolderVersion
from gupcheck.source.read import unreadable
from gupcheck.source.renames import pair_renamed
from gupcheck.source.share import Share, undivided
from gupcheck.source.version import FilePair, Version, VersionError, Versions

UNRELATED = "unrelated-versions"
UNREADABLE = "unreadable-file"


def between_folders(
    old_folder: str, new_folder: str, scope: Sequence[str] = (), share: Share = undivided
) -> Versions:
    """Return two folders as versions and the C files in which they differ.

    `scope` are paths relative to the roots that limit the files, all where it is empty; `share` is that of
    the versions. Raises VersionError for a path of the scope that neither folder has.
    """
    old = FolderVersion(Path(old_folder), old_folder, share)
    new = FolderVersion(Path(new_folder), new_folder, share)
    paths = [os.path.normpath(path) for path in scope] or ["."]
    for path in paths:
        if path.startswith(("/", "../")) or path == "..":
            raise VersionError(f"{path} leads out of the trees: a PATH is relative to both of them.")
        if not any(os.path.lexists(os.path.join(side.root, path)) for side in (old, new)):
            raise VersionError(f"{path}: neither {old_folder} nor {new_folder} has it.")
    before, after = _files(old, paths), _files(new, paths)
    both = before & after
    problems = [
        *related(old, new, before, after),
        *(failed for side in (old, new) for failed in failures(side)),
    ]
    pairs = [FilePair(path, path) for path in _different(old.root, new.root, sorted(both), problems)]
    pairs += pair_renamed(sorted(before - both), sorted(after - both), old.read, new.read)
    return Versions(old, new, in_order(pairs), tuple(problems))


def in_order(pairs: Sequence[FilePair]) -> tuple[FilePair, ...]:
    """Return the pairs by new path, then old."""
    return tuple(sorted(pairs, key=lambda pair: (pair.new or "", pair.old or "")))


def related(old: Version, new: Version, before: Set[str], after: Set[str]) -> Iterator[Notification]:
    """Yield a warning where two versions have no path in common."""
    if before and after and not before & after:
        message = f"{old.label} and {new.label} have no C file in common: they are two unrelated trees."
        yield Notification(UNRELATED, Severity.WARNING, message, incomplete=True)


def failures(version: Version) -> Iterator[Notification]:
    """Yield what could not be read of a version so far."""
    for path, reason in sorted(version.problems.items()):
        yield Notification(UNREADABLE, Severity.ERROR, reason, path, incomplete=True)


def _files(version: FolderVersion, scope: Sequence[str]) -> set[str]:
    return {path for folder in scope for path in version.below(folder)}


def _different(old: str, new: str, paths: Sequence[str], problems: list[Notification]) -> Iterator[str]:
    comparer = FileComparer()
    for path in paths:
        try:
            if not comparer.same(f"{old}/{path}", f"{new}/{path}"):
                yield path
        except OSError as error:
            message = unreadable(error).message
            problems.append(Notification(UNREADABLE, Severity.ERROR, message, path, incomplete=True))
