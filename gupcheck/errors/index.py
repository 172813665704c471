"""The index of a tree: who defines a name, what is stored in a field. Folders are looked through when needed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gupcheck.errors.files import Files, TreeFiles
from gupcheck.errors.resolved import Definition
from gupcheck.errors.symbols import FileSymbols, symbols_of
from gupcheck.syntax import Dialect


class Index:
    """The symbols of the folders that `add` was called for; `notes` are sentences on the state of the cache."""

    def __init__(self, files: Files, dialect: Dialect) -> None:
        self.files = files
        self.dialect = dialect
        self.notes: list[str] = []
        self._by_name: dict[str, list[Definition]] = {}
        self._by_file: dict[str, list[Definition]] = {}
        self._stores: dict[str, list[tuple[str, str]]] = {}
        self._code_fields: set[str] = set()

    def add(self, folders: Iterable[str]) -> None:
        """Look through the folders (relative to the root) that were not looked through before."""
        for folder in folders:
            for path in self.files.below(folder):
                if path not in self._by_file:
                    self._take(path, symbols_of(self.files.read(path), self.dialect))

    def definitions(self, name: str) -> list[Definition]:
        """Return the definitions of `name`, by file and place."""
        return sorted(self._by_name.get(name, ()), key=lambda found: (found.file, found.start))

    def in_file(self, path: str) -> list[Definition]:
        """Return what a file defines, in source order."""
        return self._by_file.get(path, [])

    def paths(self) -> list[str]:
        """Return the files that were looked through, sorted."""
        return sorted(self._by_file)

    def names(self) -> Iterable[str]:
        """Return every name that is defined."""
        return self._by_name.keys()

    def targets(self, field: str) -> list[tuple[str, str]]:
        """Return what may be a function and is assigned to `field`: pairs of a file and a name, sorted."""
        return sorted(self._stores.get(field, ()))

    def stored_in(self, name: str) -> list[str]:
        """Return the fields that something called `name` is assigned to, sorted."""
        return sorted(
            field for field, stored in self._stores.items() if any(one == name for _, one in stored)
        )

    def holds_codes(self, field: str) -> bool:
        """Return whether an error code or error pointer is assigned to a field of this name anywhere."""
        return field in self._code_fields

    def _take(self, path: str, found: FileSymbols) -> None:
        here = self._by_file.setdefault(path, [])
        for symbol in found.symbols:
            definition = Definition(
                symbol.name, path, symbol.line, symbol.start, symbol.kind, symbol.is_static
            )
            here.append(definition)
            self._by_name.setdefault(symbol.name, []).append(definition)
        for field, name in found.stores:
            self._stores.setdefault(field, []).append((path, name))
        self._code_fields.update(found.code_fields)


def open_index(root: Path, dialect: Dialect) -> Index:
    """Return the index of the tree at `root`."""
    return Index(TreeFiles(root), dialect)
