"""What a patch says: files, hunks, lines."""

from __future__ import annotations

from dataclasses import dataclass

CONTEXT, REMOVED, ADDED = b" ", b"-", b"+"


@dataclass(frozen=True, slots=True)
class HunkLine:
    """One line of a hunk: `kind` is CONTEXT, REMOVED or ADDED, `text` has its line end if it has one."""

    kind: bytes
    text: bytes


@dataclass(frozen=True, slots=True)
class Hunk:
    """A run of changed lines: `old_start` is where it is expected in the old file, from 1.

    `number` counts the hunks of a file from 1; `line` is that of its header in the patch, from 1.
    """

    number: int
    line: int
    old_start: int
    lines: tuple[HunkLine, ...]

    @property
    def old(self) -> list[bytes]:
        """Return the lines that the old file must have."""
        return [line.text for line in self.lines if line.kind != ADDED]

    @property
    def new(self) -> list[bytes]:
        """Return the lines that the new file has."""
        return [line.text for line in self.lines if line.kind != REMOVED]


@dataclass(frozen=True, slots=True)
class FilePatch:
    """What a patch does to one file; names are as the patch has them, None where a side has no file.

    `line` is where it begins in the patch, from 1. `copied` tells that the old file stays, `binary` that the
    patch holds no text, `link` that one of the sides is a symbolic link or a submodule.
    """

    line: int
    old: str | None
    new: str | None
    hunks: tuple[Hunk, ...] = ()
    copied: bool = False
    binary: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True)
class BadHunk:
    """A hunk that can't be read, and why; `name` is the file's, as the patch has it."""

    name: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Patch:
    """One patch: `title` is the first line of what it says about itself, "" without one."""

    title: str
    files: tuple[FilePatch, ...]
    bad: tuple[BadHunk, ...] = ()
