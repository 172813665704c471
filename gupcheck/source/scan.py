"""Which identifiers, out of a given set, a file holds: the fast half of the prefilter.

Nearly all files of a tree hold none of the words that a run looks for, so what counts is how fast a file is
told to hold nothing. The Aho-Corasick library has a vectorised search for that (6 GB/s where its automaton
does 0.2 GB/s), but uses it only for leftmost matches of less than 64 patterns, and only where three bytes or
less do not suffice to tell where a match can be. The scanner sees to these conditions: where there are more
words they are first searched by their common beginnings, and decoys, which no text file holds, see to it that
three bytes do not suffice.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Collection, Iterable

from ahocorasick_rs import BytesAhoCorasick, MatchKind

_DECOYS = (b"\xf8\xf9\xfa\xfb", b"\xc0\x80\x81\xff", b"\xfc\xfd\xfe\xf5", b"\xf6\xf7\xc1\x82")
"""Byte strings that are not UTF-8, without a byte in common."""

_MOST_PATTERNS = 60
"""How many words the vectorised search takes besides the decoys, with some room below its 64."""

_SHORTEST_STEM = 5
"""Bytes of a common beginning below which it stands nearly everywhere: then the words alone are searched."""

_BUFFER = 4 << 20
"""Bytes of the buffer that files are read into; a bigger file, of which a kernel has a few, is mapped.

The buffer is memory of its own pages: into a `bytearray`, which begins at an odd place, Linux copies at half
the speed, and reading is most of the work.
"""

_IDENTIFIER = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")

Text = bytes | bytearray | memoryview | mmap.mmap


class WordScanner:
    """Finds which of its words, which must be identifiers, stand in a text as whole identifiers."""

    def __init__(self, words: Iterable[bytes]) -> None:
        self._words = sorted(set(words))
        stems = _stems(self._words)
        self._exact = _searcher(self._words)
        telling = stems != self._words and max(map(len, stems)) >= _SHORTEST_STEM
        self._quick = _searcher(stems) if telling else self._exact
        self._buffer = mmap.mmap(-1, _BUFFER, flags=mmap.MAP_PRIVATE)
        self._view = memoryview(self._buffer)

    def present(self, text: Text) -> frozenset[bytes]:
        """Return the words that `text` holds."""
        return frozenset(word for word, _ in self.hits(text))

    def hits(self, text: Text) -> list[tuple[bytes, int]]:
        """Return where words stand in `text`: each with the byte offset where it begins, in order."""
        if not self._words:
            return []
        hits = self._quick.find_matches_as_indexes(text)
        if hits and self._quick is not self._exact:
            hits = self._exact.find_matches_as_indexes(text)
        count = len(self._words)
        return [
            (self._words[index], start)
            for index, start, end in hits
            if index < count and _is_whole(text, start, end)
        ]

    def present_in_file(self, path: str) -> tuple[frozenset[bytes], int]:
        """Return the words that a regular file holds, and its size in bytes. Raises OSError."""
        # If a FIFO stands there by now, it is not waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            size = os.readv(descriptor, (self._buffer,))
            if size < _BUFFER:
                return self.present(self._view[:size]), size
            with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as whole:
                return self.present(whole), len(whole)
        finally:
            os.close(descriptor)


def _stems(words: list[bytes]) -> list[bytes]:
    """Return at most _MOST_PATTERNS beginnings such that each word has one: the longest of one length."""
    length = max(map(len, words), default=0)
    stems = words
    while len(stems) > _MOST_PATTERNS and length > 1:
        length -= 1
        stems = sorted({word[:length] for word in words})
    return stems


def _searcher(words: Collection[bytes]) -> BytesAhoCorasick:
    # Of the matches that begin at one place the longest is taken: no word hides another that it begins.
    # One that began earlier can't hide a word: it would have to run through the word's boundary.
    return BytesAhoCorasick([*words, *_DECOYS], matchkind=MatchKind.LeftmostLongest)


def _is_whole(text: Text, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1] in _IDENTIFIER
    after = end < len(text) and text[end] in _IDENTIFIER
    return not before and not after
