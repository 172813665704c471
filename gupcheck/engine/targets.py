"""From the paths that a user gave to the files that a run looks at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field

from gupcheck.engine.errors import RunError
from gupcheck.engine.exclusion import Exclusion, PathPatterns
from gupcheck.engine.request import RunRequest
from gupcheck.model import Notification, Severity
from gupcheck.source.tree import KernelVersion, is_below, kernel_version, report_root
from gupcheck.source.walk import WalkProblem, walk

NO_SUCH_PATH = "no-such-path"
NO_C_FILE = "no-c-file"


@dataclass(slots=True)
class Targets:
    """The places of a run, as absolute paths without links.

    `root` is what shown paths are relative to. `special` are explicit files that are no regular files and can
    be read but once. `notifications` and `found` fill while `regular_files` is read to its end.
    """

    root: str
    version: KernelVersion | None
    exclusion: Exclusion
    folders: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    notifications: list[Notification] = field(default_factory=list)
    found: int = 0

    def regular_files(self) -> Iterator[str]:
        """Yield every file once: those given, then those in the folders, these in no particular order."""
        seen: set[str] = set()
        for path in self.files:
            if path not in seen and not self.exclusion(path):
                seen.add(path)
                yield path
        for folder in self.folders:
            yield from self._files_below(folder, seen)

    def shown(self, path: str) -> str:
        """Return how a report names an absolute path."""
        return os.path.relpath(path, self.root)

    def require_files(self, number: int) -> None:
        """Raise RunError if a run found no file at all, unless that is because all were excluded."""
        empty = [one for one in self.notifications if one.kind == NO_C_FILE]
        if number == 0 and len(empty) == len(self.folders) > 0:
            raise RunError(f"{self.folders[0]}: there is no C file (.c, .h) in this folder or below.")

    def _files_below(self, folder: str, seen: set[str]) -> Iterator[str]:
        problems: list[WalkProblem] = []
        any_file = False
        for path in walk(folder, self.exclusion or None, problems):
            any_file = True
            if path not in seen:
                seen.add(path)
                yield path
        for problem in problems:
            message = f"The folder can't be listed: {problem.reason}."
            self._notify("unreadable-folder", Severity.ERROR, message, problem.path, incomplete=True)
        if not any_file and not problems and not self.exclusion.used:
            message = "There is no C file (.c, .h) in this folder."
            self._notify(NO_C_FILE, Severity.WARNING, message, folder, incomplete=False)

    def _notify(self, kind: str, level: Severity, message: str, path: str, *, incomplete: bool) -> None:
        self.notifications.append(Notification(kind, level, message, self.shown(path), incomplete=incomplete))


def find_targets(request: RunRequest) -> Targets:
    """Return the places that a request names.

    Raises RunError if none of them is there; if some are, the others are among the notifications.
    """
    paths = [_without_links(os.path.join(request.current, path)) for path in request.paths]
    kinds = {path: stat.S_IFMT(os.stat(path).st_mode) for path in paths if os.path.exists(path)}
    there = [*kinds, *([request.standard_input.path] if request.standard_input else ())]
    if not there:
        if not request.paths:
            raise RunError("There is nothing to check.")
        first = request.paths[0]
        raise RunError(f"{first}: {_what_is_missing(os.path.join(request.current, first))}")
    current = os.path.realpath(request.current)
    patterns = (
        PathPatterns(request.config.exclude, request.config.folder),
        PathPatterns(request.exclude, current),
    )
    targets = Targets(
        root=report_root(there, current),
        version=request.kernel_version or request.config.kernel_version or _version(there),
        exclusion=Exclusion(patterns),
        folders=_outermost([path for path, kind in kinds.items() if kind == stat.S_IFDIR]),
        files=tuple(path for path, kind in kinds.items() if kind == stat.S_IFREG),
        special=tuple(path for path, kind in kinds.items() if kind not in (stat.S_IFDIR, stat.S_IFREG)),
    )
    for given, path in zip(request.paths, paths, strict=True):
        if path not in kinds:
            absolute = os.path.join(request.current, given)
            targets.notifications.append(_missing(absolute, targets.shown(path)))
    return targets


def _without_links(path: str) -> str:
    """Return the path itself where it leads to something without a path of its own, as `/dev/stdin` can."""
    real = os.path.realpath(path)
    return real if os.path.exists(real) else os.path.abspath(path)


def _missing(path: str, shown: str) -> Notification:
    message = _what_is_missing(path).capitalize()
    return Notification(NO_SUCH_PATH, Severity.ERROR, message, shown, incomplete=True)


def _what_is_missing(path: str) -> str:
    if os.path.islink(path):
        return "the link leads to no file or folder."
    return "there is no such file or folder."


def _version(paths: list[str]) -> KernelVersion | None:
    return next((version for version in map(kernel_version, paths) if version), None)


def _outermost(folders: list[str]) -> tuple[str, ...]:
    """Return the folders that are in none of the others."""
    return tuple(one for one in folders if not any(is_below(one, other) for other in folders if other != one))
