"""The texts of many files of a folder in one piece of memory: what is searched many times is read once.

The memory is shared with the processes that reading is shared out to, so that none of it goes through a pipe.
"""

from __future__ import annotations

import mmap
import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set

from gupcheck.source.scan import WordScanner
from gupcheck.source.share import Share

MOST_HELD = 400 << 20
"""Bytes of texts that are held; a kernel's core and headers have 160 MB."""

_FEW = 8
"""Texts are searched one by one where so many times more are held."""


class HeldTexts:
    """The texts of those of `paths`, below the folder `root`, that could be read and fit in."""

    def __init__(self, root: str, paths: Iterable[str], share: Share) -> None:
        self._root = root
        self._places = _places(root, paths)
        end = max((start + size + 1 for start, size in self._places.values()), default=1)
        self._memory = mmap.mmap(-1, end)
        self._view = memoryview(self._memory)
        for lost in share(self._read, tuple(self._places)):
            for path in lost:
                del self._places[path]
        self._paths = tuple(self._places)
        self._starts = [start for start, _ in self._places.values()]

    def __contains__(self, path: str) -> bool:
        return path in self._places

    def text(self, path: str) -> bytes:
        """Return the text of a file that is held."""
        start, size = self._places[path]
        return self._memory[start : start + size]

    def holding(self, scanner: WordScanner, paths: Set[str]) -> dict[str, frozenset[bytes]]:
        """Return those of `paths`, which are all held, that have words of a scanner, each with these."""
        if len(paths) * _FEW < len(self._paths):
            one_by_one = ((path, scanner.present(self._slice(path))) for path in paths)
            return {path: present for path, present in one_by_one if present}
        found: dict[str, set[bytes]] = {}
        for word, offset in scanner.hits(self._view):
            path = self._paths[bisect_right(self._starts, offset) - 1]
            if path in paths:
                found.setdefault(path, set()).add(word)
        return {path: frozenset(words) for path, words in found.items()}

    def _slice(self, path: str) -> memoryview:
        start, size = self._places[path]
        return self._view[start : start + size]

    def _read(self, paths: Sequence[str]) -> list[str]:
        """Read files to their places; return those that can't be read or have another size by now."""
        return [path for path in paths if not self._is_read(path)]

    def _is_read(self, path: str) -> bool:
        start, size = self._places[path]
        try:
            descriptor = os.open(f"{self._root}/{path}", os.O_RDONLY | os.O_NONBLOCK)
            try:
                # One byte more than the file should have: the place of the blank between two texts.
                read = os.readv(descriptor, (self._view[start : start + size + 1],))
            finally:
                os.close(descriptor)
        except OSError:
            return False
        self._memory[start + size] = 0
        return read == size


def _places(root: str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return where each text begins, and its size in bytes, for the files that are there and fit in."""
    found: dict[str, tuple[int, int]] = {}
    end = 0
    for path in paths:
        try:
            size = os.stat(f"{root}/{path}").st_size
        except OSError:
            continue
        if end + size < MOST_HELD:
            found[path] = (end, size)
            end += size + 1
    return found
