"""Which files may define a name: a table that is asked for a few names, or for thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

FEW = 120
"""Names that are answered by searching: a dictionary of a whole tree's names costs as much as so many."""


class NameTable:
    """The names that the symbol pass found in each file."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str]] = []
        self._where: dict[str, list[str]] = {}
        self._in_dictionary = 0
        self._searched: dict[str, tuple[int, list[str]]] = {}

    def add(self, path: str, names: str) -> None:
        """Take the names of a file, with a blank before and behind each."""
        self._rows.append((path, names))

    def files_with(self, name: str) -> Sequence[str]:
        """Return the files that may define `name`, sorted."""
        if name in self._searched or len(self._searched) < FEW:
            return self._search(name)
        return sorted(self._dictionary().get(name, ()))

    def names(self) -> Iterable[str]:
        """Return every name."""
        return self._dictionary().keys()

    def _search(self, name: str) -> list[str]:
        """Look for a name in the rows that are new since it was last looked for."""
        rows, known = self._searched.get(name, (0, []))
        if rows < len(self._rows):
            word = f" {name} "
            known = sorted([*known, *(path for path, names in self._rows[rows:] if word in names)])
            self._searched[name] = (len(self._rows), known)
        return known

    def _dictionary(self) -> dict[str, list[str]]:
        for path, names in self._rows[self._in_dictionary :]:
            for name in names.split():
                self._where.setdefault(name, []).append(path)
        self._in_dictionary = len(self._rows)
        return self._where
