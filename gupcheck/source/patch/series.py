"""Patches laid over a base, one after the other: what each changes, and what all of them do together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gupcheck.model import Notification, Severity
from gupcheck.source.overlay import OverlayVersion
from gupcheck.source.patch.apply import Misfit, apply_hunks
from gupcheck.source.patch.model import BadHunk, FilePatch, Patch
from gupcheck.source.patch.names import is_refused, strip_level, stripped
from gupcheck.source.renames import pair_renamed
from gupcheck.source.two_folders import failures, in_order
from gupcheck.source.version import FilePair, Version, Versions, in_scope
from gupcheck.source.walk import SUFFIXES

PATCH = "patch"
"""The kind of all notifications about a patch."""

Contents = dict[str, bytes | None]


@dataclass(frozen=True, slots=True)
class PatchStep:
    """One patch of a series: what it is called, and the versions before and after it."""

    title: str
    versions: Versions


def patched(
    base: Version, patches: Sequence[Patch], label: str, scope: Sequence[str] = ()
) -> tuple[Versions, tuple[PatchStep, ...]]:
    """Return the base and the base with all patches as versions, and the same for each patch.

    `label` names the result; `scope` limits the files that count as changed, all where it is empty. What does
    not apply is told in the problems.
    """
    contents: Contents = {}
    before: Version = base
    steps: list[PatchStep] = []
    for patch in patches:
        laid = _Laying(before, patch)
        contents = {**contents, **laid.contents}
        after = OverlayVersion(base, contents, patch.title)
        changed = _changed(before, after, laid.contents, scope)
        steps.append(PatchStep(patch.title, Versions(before, after, changed, tuple(laid.problems))))
        before = after
    problems = tuple(problem for step in steps for problem in step.versions.problems)
    whole = OverlayVersion(base, contents, label)
    changed = _changed(base, whole, contents, scope)
    return Versions(base, whole, changed, (*problems, *failures(base))), tuple(steps)


def _changed(old: Version, new: Version, contents: Contents, scope: Sequence[str]) -> tuple[FilePair, ...]:
    """Return the files of `contents` that differ between two versions."""
    paths = [path for path in sorted(contents) if in_scope(path, scope or [""])]
    here = {path for path in paths if _has(old, path)}
    there = {path for path in paths if _has(new, path)}
    pairs = [FilePair(path, path) for path in here & there if old.read(path) != new.read(path)]
    pairs += pair_renamed(sorted(here - there), sorted(there - here), old.read, new.read)
    return in_order(pairs)


def _has(version: Version, path: str) -> bool:
    return version.below(path) == [path]


class _Laying:
    """One patch laid over a version: `contents` are the files that it changes, None for deleted ones."""

    def __init__(self, base: Version, patch: Patch) -> None:
        self.contents: Contents = {}
        self.problems: list[Notification] = []
        self._base = base
        named = [one for one in patch.files if one.old is not None]
        self._level = strip_level((one.old or "" for one in named), self._exists)
        for bad in patch.bad:
            self._tell(_told_bad(bad), self._shown(bad.name), bad.line)
        for one in patch.files:
            self._lay(one)

    def _lay(self, one: FilePatch) -> None:
        names = [name for name in (one.old, one.new) if name is not None]
        if any(is_refused(name) for name in names):
            self._tell(
                f"The patch names {' and '.join(names)}, which leads out of the tree: refused.", "", one.line
            )
            return
        old, new = self._path(one.old), self._path(one.new)
        shown = new or old
        if shown is None:
            if one.binary:
                self._note("This is a binary patch: it was skipped.", self._shown(names[0]), one.line)
            return
        if one.binary or one.link:
            what = "a binary patch" if one.binary else "a change of a symbolic link or a submodule"
            self._tell(f"This is {what}: it was skipped.", shown, one.line)
        elif old is None or new is None or old != new:
            self._lay_moved(one, old, new)
        elif not self._exists(old):
            self._tell(f"The patch changes a file that {self._base.label} does not have.", shown, one.line)
        elif one.hunks:
            self.contents[new] = self._applied(one, self._read(old), shown)

    def _lay_moved(self, one: FilePatch, old: str | None, new: str | None) -> None:
        """Create, delete, rename or copy a file."""
        if old is not None and not self._exists(old):
            self._tell(f"The patch removes a file that {self._base.label} does not have.", old, one.line)
            return
        if new is not None and self._exists(new):
            self._tell(f"The patch creates a file that {self._base.label} has already.", new, one.line)
            return
        data = self._applied(one, self._read(old) if old is not None else b"", new or old or "")
        if new is not None:
            self.contents[new] = data
        if old is not None and not one.copied:
            if new is None and data:
                self._tell("The patch deletes the file, but not all of what it has.", old, one.line)
            self.contents[old] = None

    def _applied(self, one: FilePatch, data: bytes, path: str) -> bytes:
        applied = apply_hunks(data, one.hunks)
        for misfit in applied.misfits:
            self._tell(_told(misfit, len(one.hunks)), path, misfit.line)
        return applied.data

    def _path(self, name: str | None) -> str | None:
        """Return the path of a C file that a name stands for, None for no file and for any other file."""
        path = self._shown(name) if name is not None else ""
        return path if path.endswith(SUFFIXES) else None

    def _shown(self, name: str) -> str:
        return stripped(name, self._level) or stripped(name, 0)

    def _exists(self, path: str) -> bool:
        return self.contents[path] is not None if path in self.contents else _has(self._base, path)

    def _read(self, path: str) -> bytes:
        return (self.contents[path] or b"") if path in self.contents else self._base.read(path)

    def _note(self, message: str, path: str, line: int) -> None:
        self.problems.append(Notification(PATCH, Severity.NOTE, message, path, line=line))

    def _tell(self, message: str, path: str, line: int) -> None:
        self.problems.append(Notification(PATCH, Severity.WARNING, message, path, line=line, incomplete=True))


def _told_bad(bad: BadHunk) -> str:
    return f"The hunk in line {bad.line} of the patch can't be read: {bad.reason}."


def _told(misfit: Misfit, count: int) -> str:
    """Return in words why a hunk does not apply."""
    which = f"Hunk {misfit.hunk.number} of {count} (line {misfit.hunk.line} of the patch) does not apply"
    if misfit.applied:
        return f"{which}: the file already is as the hunk makes it."
    expected = _quoted(misfit.expected)
    if misfit.found is None:
        return f"{which}: it expects {expected} in line {misfit.line}, where the file has ended."
    return f"{which}: it expects {expected} in line {misfit.line}, where {_quoted(misfit.found)} is."


def _quoted(line: bytes) -> str:
    text = " ".join(line.decode(errors="replace").split())
    return f"'{text}'" if text else "an empty line"
