"""The index of a tree: who defines a name, what is stored in a field.

Folders are looked through when they are needed: first for names alone, which is fast; the places in a file are
found when one of its names is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gupcheck.errors.files import Files, TreeFiles
from gupcheck.errors.resolved import Definition
from gupcheck.errors.symbols import FileSymbols, names_in, symbols_of
from gupcheck.syntax import Dialect


class Index:
    """The symbols of the folders that `add` was called for; `notes` are sentences on the state of the cache."""

    def __init__(self, files: Files, dialect: Dialect) -> None:
        self.files = files
        self.dialect = dialect
        self.notes: list[str] = []
        self._folders: set[str] = set()
        self._where: dict[str, list[str]] = {}
        self._seen: set[str] = set()
        self._details: dict[str, FileSymbols] = {}
        self._by_file: dict[str, list[Definition]] = {}
        self._stores: dict[str, set[tuple[str, str]]] = {}
        self._code_fields: set[str] = set()
        self._stored_from: set[str] = set()

    def add(self, folders: Iterable[str]) -> None:
        """Look through the folders (relative to the root) that were not looked through before."""
        for folder in folders:
            if folder in self._folders:
                continue
            self._folders.add(folder)
            for path in self.files.below(folder):
                if path not in self._seen:
                    self._seen.add(path)
                    for name in names_in(self.files.read(path), self.dialect):
                        self._where.setdefault(name, []).append(path)

    def add_stores(self, folders: Iterable[str]) -> None:
        """Take the stores to fields in these folders into account, for `targets` and `holds_codes`."""
        for folder in folders:
            for path in self.files.below(folder):
                if path not in self._stored_from:
                    self._stored_from.add(path)
                    details = self._symbols(path)
                    for field, name in details.stores:
                        self._stores.setdefault(field, set()).add((path, name))
                    self._code_fields.update(details.code_fields)

    def definitions(self, name: str) -> list[Definition]:
        """Return the definitions of `name`, by file and place."""
        found: list[Definition] = []
        for path in sorted(self._where.get(name, ())):
            found.extend(definition for definition in self.in_file(path) if definition.name == name)
        return found

    def in_file(self, path: str) -> list[Definition]:
        """Return what a file defines, in source order."""
        known = self._by_file.get(path)
        if known is None:
            known = self._by_file[path] = [
                Definition(symbol.name, path, symbol.line, symbol.start, symbol.kind, symbol.is_static)
                for symbol in self._symbols(path).symbols
            ]
        return known

    def names(self) -> Iterable[str]:
        """Return every name that may be defined in the folders that were looked through."""
        return self._where.keys()

    def targets(self, field: str) -> list[tuple[str, str]]:
        """Return what may be a function and is assigned to `field`: pairs of a file and a name, sorted."""
        return sorted(self._stores.get(field, ()))

    def holds_codes(self, field: str) -> bool:
        """Return whether an error code or error pointer is assigned to a field of this name anywhere."""
        return field in self._code_fields

    def _symbols(self, path: str) -> FileSymbols:
        known = self._details.get(path)
        if known is None:
            known = self._details[path] = symbols_of(self.files.read(path), self.dialect)
        return known


def open_index(root: Path, dialect: Dialect) -> Index:
    """Return the index of the tree at `root`."""
    return Index(TreeFiles(root), dialect)
