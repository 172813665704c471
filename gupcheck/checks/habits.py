"""What the callers of a function do with its result, counted in the text of a folder's files."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass

from gupcheck.source.version import Version

_CALL = re.compile(rb"([=(!&|,<>?+\-;{}:)/]|\breturn|\bcase|\belse)\s*([A-Za-z_]\w*)(?=\s*\()")
_DROPS = frozenset((b";", b"{", b"}", b":", b")", b"/", b"else"))
"""What stands before a call that is a statement of its own; a slash ends a comment."""

_MOST_FILES = 400


@dataclass(frozen=True, slots=True)
class Habit:
    """How many calls of one function look at its result, and how many drop it."""

    looked: int
    dropped: int


class Habits:
    """The habits in the folders of a tree; each folder is read once, when it is asked for."""

    def __init__(self, files: Version) -> None:
        self._files = files
        self._folders: dict[str, Counter[tuple[bytes, bool]]] = {}

    def near(self, file: str, name: str) -> Habit:
        """Return what the calls of `name` in the files of the same folder as `file` do."""
        folder = posixpath.dirname(file)
        counted = self._folders.get(folder)
        if counted is None:
            counted = self._folders[folder] = self._counted(folder)
        word = name.encode()
        return Habit(counted[word, True], counted[word, False])

    def _counted(self, folder: str) -> Counter[tuple[bytes, bool]]:
        counted: Counter[tuple[bytes, bool]] = Counter()
        paths = [path for path in self._files.below(folder) if posixpath.dirname(path) == folder]
        for path in paths[:_MOST_FILES]:
            found = _CALL.findall(self._files.read(path))
            counted.update((name, before not in _DROPS) for before, name in found)
        return counted
