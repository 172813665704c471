"""Which files may define a name: a table that is asked for a few names, or for thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

FEW = 12
"""Questions that are answered by searching: a dictionary of a whole tree's names costs as much as so many."""


class NameTable:
    """The names that the symbol pass found in each file."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str]] = []
        self._where: dict[str, list[str]] = {}
        self._in_dictionary = 0
        self._asked = 0

    def add(self, path: str, names: str) -> None:
        """Take the names of a file, with a blank before and behind each."""
        self._rows.append((path, names))

    def files_with(self, name: str) -> Sequence[str]:
        """Return the files that may define `name`, sorted."""
        self._asked += 1
        if self._asked > FEW:
            return sorted(self._dictionary().get(name, ()))
        word = f" {name} "
        return sorted(path for path, names in self._rows if word in names)

    def names(self) -> Iterable[str]:
        """Return every name."""
        return self._dictionary().keys()

    def _dictionary(self) -> dict[str, list[str]]:
        for path, names in self._rows[self._in_dictionary :]:
            for name in names.split():
                self._where.setdefault(name, []).append(path)
        self._in_dictionary = len(self._rows)
        return self._where
