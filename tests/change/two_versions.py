"""Fixtures that hold two versions of a tree in one file, and the comparison of them.

`/* --- old: mm/gup.c --- */` begins a file of the old version, `new:` one of the new version and `both:` one
that both have. `/* expect: GUP302 */` at the end of a line of the new version asks for one change there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

from gupcheck.change import ChangeRequest, ChangeRule, compare
from gupcheck.engine.rule_tables import load_change_catalogue
from gupcheck.model.change import Change, ChangesReport
from gupcheck.source.share import PathsWork, Result, Work, undivided
from gupcheck.source.version import FilePair, Versions

TESTDATA = Path(__file__).parents[2] / "testdata" / "change"

_PART = re.compile(r"^/\* --- (old|new|both): (\S+) --- \*/\n", re.MULTILINE)
_EXPECT = re.compile(r"/\* expect: ([^*]*?) \*/")


class TextVersion:
    """A version of a tree that is a few texts."""

    def __init__(self, label: str, files: dict[str, bytes]) -> None:
        self.label = label
        self.problems: dict[str, str] = {}
        self.files = files

    def below(self, folder: str) -> list[str]:
        top = folder.rstrip("/")
        return sorted(path for path in self.files if not top or path == top or path.startswith(f"{top}/"))

    def stamp(self, path: str) -> str:
        return hashlib.sha256(self.files[path]).hexdigest() if path in self.files else ""

    def read(self, path: str) -> bytes:
        return self.files.get(path, b"")

    def holding(self, words: Collection[str], folders: Sequence[str] = ("",)) -> dict[str, frozenset[str]]:
        held = {
            path: frozenset(words) & frozenset(map(bytes.decode, re.findall(rb"\w+", self.files[path])))
            for folder in folders
            for path in self.below(folder)
        }
        return {path: held[path] for path in sorted(held) if held[path]}

    def hold(self, folders: Sequence[str]) -> bool:
        """Return that texts are held: they are in memory anyway."""
        return True

    def shared(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        return undivided(work, paths)

    def beside(self, work: Work[Result]) -> Work[Result]:
        return work


def versions_of(text: str) -> Versions:
    """Return the two versions that a fixture's text holds."""
    parts = _PART.split(text)[1:]
    old: dict[str, bytes] = {}
    new: dict[str, bytes] = {}
    for side, path, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        for files in {"old": [old], "new": [new], "both": [old, new]}[side]:
            files[path] = body.encode()
    return versions_between(old, new)


def versions_between(old: dict[str, bytes], new: dict[str, bytes]) -> Versions:
    """Return two versions with the files in which they differ."""
    changed = [
        FilePair(path if path in old else None, path if path in new else None)
        for path in sorted({*old, *new})
        if old.get(path) != new.get(path)
    ]
    return Versions(TextVersion("old", old), TextVersion("new", new), tuple(changed))


@cache
def rules() -> tuple[ChangeRule, ...]:
    """Return the shipped change rules."""
    return load_change_catalogue()


def compared(text: str) -> ChangesReport:
    """Return what the shipped rules say of a fixture's text."""
    return compare(versions_of(text), ChangeRequest(rules()))


def expected(text: str) -> list[tuple[str, int, str]]:
    """Return the file, line and rule of each change that a fixture's text asks for, in order."""
    found = []
    parts = _PART.split(text)[1:]
    for side, path, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        for number, line in enumerate(body.splitlines(), start=1) if side != "old" else ():
            for comment in _EXPECT.finditer(line):
                found += [(path, number, rule) for rule in comment[1].split(", ")]
    return sorted(found)


def places(changes: tuple[Change, ...]) -> list[tuple[str, int, str]]:
    """Return the file, line and rule of each change, in order."""
    return sorted((change.file, change.line, change.rule) for change in changes)
