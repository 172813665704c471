"""The index of a tree: who defines a name, what is stored in a field.

Folders are looked through when they are needed: first for names alone, which is fast; the places in a file
are
found when one of its names is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gupcheck.errors.codec import symbols_of_list, symbols_to_list
from gupcheck.errors.resolved import Definition
from gupcheck.errors.store import Store, code_version, digest_of
from gupcheck.errors.symbols import FileSymbols, names_in, symbols_of
from gupcheck.source.folder import FolderVersion
from gupcheck.source.version import Version
from gupcheck.syntax import Dialect

_WITHOUT_CODE = ("include/dt-bindings/",)


class Index:
    """The symbols of the folders that `add` was called for, taken from `store` where a file is as it was."""

    def __init__(self, files: Version, dialect: Dialect, store: Store | None = None) -> None:
        self.files = files
        self.dialect = dialect
        self.store = store or Store(None, "")
        self._known_files = self.store.files()
        self._digests: dict[str, str] = {}
        self._folders: set[str] = set()
        self._where: dict[str, list[str]] = {}
        self._seen: set[str] = set()
        self._waiting: list[tuple[str, str]] = []
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
                if path not in self._seen and not path.startswith(_WITHOUT_CODE):
                    self._seen.add(path)
                    self._waiting.append((path, self._names(path)))

    def add_files_with(self, name: str) -> None:
        """Look through all files of the tree that hold the word `name`."""
        self.add(self.files.holding(name))

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
        for path in sorted(self._places().get(name, ())):
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
        return self._places().keys()

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

    @property
    def notes(self) -> list[str]:
        """Return sentences on the state of the cache."""
        return self.store.notes

    def digest(self, path: str) -> str:
        """Return the name of a file's content."""
        known = self._digests.get(path)
        if known is None:
            known = self._digests[path] = digest_of(self.files.read(path))
        return known

    def state(self) -> str:
        """Return a text that changes with any file that was looked through."""
        return digest_of(*(f"{path} {self.digest(path)}".encode() for path in sorted(self._seen)))

    def _places(self) -> dict[str, list[str]]:
        for path, names in self._waiting:
            for name in names.split():
                self._where.setdefault(name, []).append(path)
        self._waiting.clear()
        return self._where

    def _names(self, path: str) -> str:
        stamp = self.files.stamp(path)
        known = self._known_files.get(path)
        if known is not None and known[0] == stamp and stamp:
            self._digests[path] = known[1]
            return known[2]
        data = self.files.read(path)
        names = " ".join(sorted(names_in(data, self.dialect)))
        if self.store.lasts:
            digest = self._digests[path] = digest_of(data)
            self.store.keep_file(path, stamp, digest, names)
        return names

    def _symbols(self, path: str) -> FileSymbols:
        known = self._details.get(path)
        if known is None:
            known = self._details[path] = self._stored_symbols(path) or self._read_symbols(path)
        return known

    def _stored_symbols(self, path: str) -> FileSymbols | None:
        data = self.store.result("symbols", path, self.digest(path))
        try:
            return symbols_of_list(data) if data is not None else None
        except ValueError:
            return None

    def _read_symbols(self, path: str) -> FileSymbols:
        found = symbols_of(self.files.read(path), self.dialect)
        self.store.keep("symbols", path, self.digest(path), symbols_to_list(found))
        return found


def open_index(root: Path, dialect: Dialect, cache: Path | None = None) -> Index:
    """Return the index of the tree at `root`, kept in the folder `cache` if one is given."""
    words = repr(sorted(dialect.attributes | dialect.attribute_calls | dialect.storage)).encode()
    macros = repr(sorted(dialect.definers.items())).encode()
    version = digest_of(code_version().encode(), words, macros)
    name = digest_of(str(root.resolve()).encode())
    store = Store(cache / f"errors-{name}.sqlite" if cache else None, version)
    return Index(FolderVersion(root), dialect, store)
