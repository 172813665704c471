"""Where the text of a tree looks like a call: found without parsing, many words at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gupcheck.errors.field_stores import field_stores
from gupcheck.errors.program import Program
from gupcheck.source.version import in_scope

LARGEST_HEADER = 2_000_000
"""Bytes of a header that is looked into: larger ones are generated lists of registers."""


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """What is called: a function, or with `is_field` a field.

    `where` are the files and folders to look in, () for everywhere.
    """

    text: str
    is_field: bool = False
    where: tuple[str, ...] = ()

    @property
    def call(self) -> re.Pattern[bytes]:
        """Return what a call looks like, from the word on: a pattern that begins with a text is fast."""
        word = re.escape(self.text.encode())
        taken = rb"(?:(?<=->%b)|(?<=\.%b))" % (word, word) if self.is_field else rb"(?<![\w>.]%b)" % word
        return re.compile(word + taken + rb"[ \t]*\)?\s*\(")

    def is_stored(self, data: bytes) -> bool:
        """Return whether the word seems to be assigned to a field somewhere."""
        word = re.escape(self.text.encode())
        places = re.finditer(word + rb"(?<=[=&\s]" + word + rb")[ \t]*[,;}\n]", data)
        return any(_ASSIGNS.search(data, max(0, place.start() - 4), place.start()) for place in places)


def called_in(data: bytes, names: Iterable[str]) -> list[str]:
    """Return those of `names` that a file's bytes seem to call; of a very large header nothing counts."""
    words = sorted(names) if len(data) <= LARGEST_HEADER else []
    return [name for name in words if Word(name).call.search(data)]


_ASSIGNS = re.compile(rb"=[ \t]*&?$")

Places = dict[Word, dict[str, list[int]]]
"""For each word the files where it seems to be called, with the byte offsets of its name."""


class TextCalls:
    """Searches the files below `folders` of a program's tree."""

    def __init__(self, program: Program, folders: Iterable[str]) -> None:
        self._program = program
        self._folders = tuple(folders)
        self._stored: dict[str, set[tuple[str, str]]] = {}
        self._holding: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def places(self, words: Iterable[Word]) -> Places:
        """Return where each of `words` seems to be called."""
        wanted = tuple(words)
        found: Places = {word: {} for word in wanted}
        calls = {word: word.call for word in wanted}
        for path, here in self._candidates(wanted):
            data = self._program.index.files.read(path)
            if path.endswith(".h") and len(data) > LARGEST_HEADER:
                continue
            for word in here:
                offsets = [match.start() for match in calls[word].finditer(data)]
                if offsets:
                    found[word][path] = offsets
            if any(not word.is_field and word.is_stored(data) for word in here):
                for field, name in field_stores(data).stores:
                    self._stored.setdefault(name, set()).add((path, field))
        return found

    def stored(self, name: str) -> frozenset[tuple[str, str]]:
        """Return where a function that was searched for is assigned to a field: pairs of file and field."""
        return frozenset(self._stored.get(name, ()))

    def expect(self, words: Iterable[Word]) -> None:
        """Find the files that hold each of `words`, in one reading, for searches to come."""
        by_folders: dict[tuple[str, ...], set[str]] = {}
        for word in words:
            folders = self._places_of(word)
            if (word.text, folders) not in self._holding:
                by_folders.setdefault(folders, set()).add(word.text)
        for folders, texts in sorted(by_folders.items()):
            self._holding.update({(text, folders): [] for text in texts})
            for path, present in self._program.index.files.holding(texts, folders).items():
                for text in present:
                    self._holding[text, folders].append(path)

    def _candidates(self, words: tuple[Word, ...]) -> Iterator[tuple[str, list[Word]]]:
        """Yield the files that hold some of `words`, with these."""
        self.expect(words)
        found: dict[str, set[Word]] = {}
        for word in words:
            for path in self._holding[word.text, self._places_of(word)]:
                found.setdefault(path, set()).add(word)
        yield from ((path, sorted(found[path])) for path in sorted(found))

    def _places_of(self, word: Word) -> tuple[str, ...]:
        """Return the files and folders that a word is looked for in, as far as this search goes."""
        if not word.where:
            return self._folders
        inside = {one for one in word.where if in_scope(one, self._folders)}
        around = {folder for folder in self._folders if in_scope(folder, word.where)}
        return tuple(sorted(inside | around))
