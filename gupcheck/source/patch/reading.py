"""Reading a unified diff, plain or git's, as it stands between other text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gupcheck.source.patch.lines import lines_of
from gupcheck.source.patch.model import ADDED, CONTEXT, REMOVED, BadHunk, FilePatch, Hunk, HunkLine, Patch
from gupcheck.source.patch.names import EPOCH, both_names, name_in

_GIT = b"diff --git "
_OLD, _NEW = b"--- ", b"+++ "
_HUNK = re.compile(rb"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_MODE = re.compile(rb"(old|new|deleted file|new file) mode (\d+)")
_MOVED = re.compile(rb"(rename|copy) (from|to) (.*)", re.DOTALL)
_OTHER_HEADER = re.compile(rb"(similarity|dissimilarity|index) ")
_BINARY = (b"GIT binary patch", b"Binary files ")
_LINKS = (b"120000", b"160000")
_NO_END = b"\\"
_SIGNATURE = b"--"


def read_patch(data: bytes, title: str = "") -> Patch:
    """Return what a patch says; text that is no diff is passed over, hunks that can't be read are `bad`."""
    reader = _Reader(lines_of(data))
    while not reader.at_end:
        if reader.line.startswith(_GIT):
            reader.read_git()
        elif reader.is_plain_head():
            reader.read_plain()
        else:
            reader.at += 1
    return Patch(title, tuple(reader.files), tuple(reader.bad))


@dataclass(slots=True)
class _Reader:
    lines: Sequence[bytes]
    at: int = 0
    files: list[FilePatch] = field(default_factory=list)
    bad: list[BadHunk] = field(default_factory=list)

    @property
    def at_end(self) -> bool:
        return self.at >= len(self.lines)

    @property
    def line(self) -> bytes:
        return self.lines[self.at] if self.at < len(self.lines) else b""

    def is_plain_head(self) -> bool:
        """Return whether `---` and `+++` stand here with a hunk after them."""
        ahead = self.lines[self.at : self.at + 3]
        beginnings = (_OLD, _NEW, b"@@ ")
        return len(ahead) == 3 and all(map(bytes.startswith, ahead, beginnings))

    def read_plain(self) -> None:
        """Read the names and the hunks of one file."""
        start = self.at + 1
        old, new = self.lines[self.at], self.lines[self.at + 1]
        self.at += 2
        old_name, new_name = name_in(old[len(_OLD) :]), name_in(new[len(_NEW) :])
        first = _HUNK.match(self.line)
        created = EPOCH.search(old) and first and first[1] == b"0"
        deleted = EPOCH.search(new) and first and first[3] == b"0"
        shown = FilePatch(start, None if created else old_name, None if deleted else new_name)
        self._add(shown, old.endswith(b"\r\n"))

    def read_git(self) -> None:
        """Read one file's headers, as git writes them, and its hunks."""
        names = both_names(self.line[len(_GIT) :])
        found = FilePatch(self.at + 1, names[0], names[1])
        self.at += 1
        while not self.at_end:
            changed = _with_header(found, self.line)
            if changed is None:
                break
            found = changed
            self.at += 1
        if self.line.startswith(_BINARY):
            self.files.append(replace(found, binary=True))
            self.at += 1
        elif self.is_plain_head():
            old, new = self.line, self.lines[self.at + 1]
            self.at += 2
            named = replace(found, old=name_in(old[len(_OLD) :]), new=name_in(new[len(_NEW) :]))
            self._add(named, old.endswith(b"\r\n"))
        else:
            self.files.append(found)

    def _add(self, found: FilePatch, mangled: bool) -> None:
        """Read the hunks that follow; where the head has CR LF the patch got them on its way here."""
        hunks: list[Hunk] = []
        number = 0
        while not self.at_end:
            head = _HUNK.match(self.line)
            if head is None:
                break
            number += 1
            hunk = self._hunk(head, number, found.new or found.old or "", mangled)
            if hunk is not None:
                hunks.append(hunk)
        self.files.append(replace(found, hunks=tuple(hunks)))

    def _hunk(self, head: re.Match[bytes], number: int, name: str, mangled: bool) -> Hunk | None:
        """Return the hunk that begins here, None, and the reason among `bad`, if its counts are wrong."""
        start = self.at
        left = {"-": int(head[2] or 1), "+": int(head[4] or 1)}
        wanted = dict(left)
        self.at += 1
        lines: list[HunkLine] = []
        while (left["-"] > 0 or left["+"] > 0) and not self.at_end and not self.is_plain_head():
            line = _hunk_line(self.line, mangled)
            if line is None or not _take(line, left):
                break
            lines.append(line)
            self.at += 1
            self._end_of_file(lines)
        shown = f"its header counts {wanted['-']} old and {wanted['+']} new lines"
        if left["-"] or left["+"]:
            there = f"{wanted['-'] - left['-']} and {wanted['+'] - left['+']} are there"
            self.bad.append(BadHunk(name, start + 1, f"{shown}, but {there}"))
            return None
        if self._goes_on():
            self.bad.append(BadHunk(name, start + 1, f"{shown}, but it goes on after them"))
            return None
        return Hunk(number, start + 1, int(head[1]) + (wanted["-"] == 0), tuple(lines))

    def _end_of_file(self, lines: list[HunkLine]) -> None:
        """Take the line that says that the one before it has no line end."""
        if lines and self.line.startswith(_NO_END):
            last = lines[-1]
            lines[-1] = HunkLine(last.kind, last.text.removesuffix(b"\n").removesuffix(b"\r"))
            self.at += 1

    def _goes_on(self) -> bool:
        line = self.line
        if line.rstrip() == _SIGNATURE or line.startswith((_OLD, _NEW)):
            return False
        return line[:1] in (ADDED, REMOVED, CONTEXT) and bool(line.strip())


def _take(line: HunkLine, left: dict[str, int]) -> bool:
    """Count the line, and return whether the counts of the header have room for it."""
    sides = {CONTEXT: "-+", REMOVED: "-", ADDED: "+"}[line.kind]
    if any(left[side] == 0 for side in sides):
        return False
    for side in sides:
        left[side] -= 1
    return True


def _hunk_line(line: bytes, mangled: bool) -> HunkLine | None:
    """Return a line of a hunk, None for one that is none; an empty line lost its blank on its way here."""
    if mangled and line.endswith(b"\r\n"):
        line = line[:-2] + b"\n"
    kind = line[:1]
    if kind in (CONTEXT, REMOVED, ADDED):
        return HunkLine(kind, line[1:])
    return HunkLine(CONTEXT, line) if line in (b"\n", b"\r\n") else None


def _with_header(found: FilePatch, line: bytes) -> FilePatch | None:
    """Return what one more header of git's tells of a file, None where the line is none."""
    mode = _MODE.match(line)
    if mode:
        found = replace(found, link=found.link or mode[2] in _LINKS)
        if mode[1] == b"new file":
            return replace(found, old=None)
        return replace(found, new=None) if mode[1] == b"deleted file" else found
    moved = _MOVED.match(line)
    if moved:
        name = f"a/{name_in(moved[3])}"  # these names have no prefix, unlike all others
        copied = moved[1] == b"copy"
        return replace(found, old=name) if moved[2] == b"from" else replace(found, new=name, copied=copied)
    return found if _OTHER_HEADER.match(line) else None
