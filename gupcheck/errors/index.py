"""The index of a tree: who defines a name, what is stored in a field.

Folders are looked through when they are needed: first for names alone, which is fast; the places in a file
are found when one of its names is asked for, the stores when a pointer is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from gupcheck.errors.codec import stores_of_list, stores_to_list, symbols_of_list, symbols_to_list
from gupcheck.errors.exports import Exports
from gupcheck.errors.field_stores import FieldStores, field_stores
from gupcheck.errors.names import NameTable
from gupcheck.errors.resolved import Definition
from gupcheck.errors.store import Store, code_version, digest_of
from gupcheck.errors.symbols import Symbol, names_in, symbols_of
from gupcheck.source.folder import FolderVersion
from gupcheck.source.share import Share, undivided
from gupcheck.source.version import Version
from gupcheck.syntax import Dialect

_Kept = TypeVar("_Kept")
_WITHOUT_CODE = ("include/dt-bindings/",)
_WITHOUT_FUNCTIONS = ("include/dt-bindings/", "include/uapi/", "arch/x86/include/uapi/")
"""Headers that store nothing in fields: what they have is shared with device trees and user space."""


class Index:
    """The symbols of the folders that `add` was called for, taken from `store` where a file is as it was."""

    def __init__(self, files: Version, dialect: Dialect, store: Store | None = None) -> None:
        self.files = files
        self.dialect = dialect
        self.store = store or Store(None, "")
        self._known_files = self.store.files()
        self._stamps: dict[str, str] = {}
        self._digests: dict[str, str] = {}
        self._folders: set[str] = set()
        self._names = NameTable()
        self._exports = Exports(files, self.store)
        self._symbols: dict[str, tuple[Symbol, ...]] = {}
        self._by_file: dict[str, list[Definition]] = {}
        self._stores: dict[str, set[tuple[str, str]]] = {}
        self._code_fields: set[str] = set()
        self._store_folders: list[str] = []
        self._stored_from: set[str] = set()

    def add(self, folders: Iterable[str]) -> None:
        """Look through the folders (relative to the root) that were not looked through before."""
        new: list[str] = []
        for folder in folders:
            if folder not in self._folders:
                self._folders.add(folder)
                new.extend(path for path in self.files.below(folder) if not path.startswith(_WITHOUT_CODE))
        self._add_files(path for path in dict.fromkeys(new) if path not in self._stamps)

    def has_seen(self, path: str) -> bool:
        """Return whether a file was looked through."""
        return path in self._stamps

    def has_stores(self, path: str) -> bool:
        """Return whether a file may store anything in fields that counts."""
        return not path.startswith(_WITHOUT_FUNCTIONS)

    def add_files_with(self, name: str) -> None:
        """Look through all files of the tree that hold the word `name`."""
        self.add(self.files.holding([name]))

    def add_stores(self, folders: Iterable[str]) -> None:
        """Take the stores to fields in these folders into account, for `targets` and `holds_codes`."""
        self._store_folders.extend(folders)

    def expect(self, names: Iterable[str]) -> None:
        """Prepare for questions about the definitions of `names`, as far as that saves time."""

    def definitions(self, name: str) -> list[Definition]:
        """Return the definitions of `name`, by file and place."""
        found: list[Definition] = []
        for path in self._names.files_with(name):
            found.extend(definition for definition in self.in_file(path) if definition.name == name)
        return found

    def in_file(self, path: str) -> list[Definition]:
        """Return what a file defines, in source order."""
        known = self._by_file.get(path)
        if known is None:
            known = self._by_file[path] = [
                Definition(symbol.name, path, symbol.line, symbol.start, symbol.kind, symbol.is_static)
                for symbol in self._symbols_of(path)
            ]
        return known

    def names(self) -> Iterable[str]:
        """Return every name that may be defined in the folders that were looked through."""
        return self._names.names()

    def targets(self, field: str) -> list[tuple[str, str]]:
        """Return what is assigned to `field`: pairs of a file and a source as in FieldStores, sorted."""
        self._learn_stores(field)
        return sorted(self._stores.get(field, ()))

    def exporting(self, name: str, folders: Iterable[str]) -> list[str]:
        """Return the sources below `folders` that export the function `name` to modules, sorted."""
        return self._exports.of(name, folders)

    def holds_codes(self, field: str) -> bool:
        """Return whether an error code or error pointer is assigned to a field of this name anywhere."""
        self._learn_stores(field)
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
            _, _, names = self._known_files.get(path, ("", "", ""))
            self._keep_file(path, known, names)
        return known

    def state(self) -> str:
        """Return a text that changes with any file that was looked through."""
        stamps = (f"{path} {stamp or self.digest(path)}\n" for path, stamp in sorted(self._stamps.items()))
        return digest_of("".join(stamps).encode())

    def _add_files(self, paths: Iterable[str]) -> None:
        """Take the names of files, which are read where an earlier run did not keep what they have."""
        unknown: list[str] = []
        for path in paths:
            stamp = self._stamps[path] = self.files.stamp(path)
            known = self._known_files.get(path)
            if known is None or known[0] != stamp or not stamp:
                unknown.append(path)
                continue
            if known[1]:
                self._digests[path] = known[1]
            self._names.add(path, known[2])
        self._learn_names(unknown)

    def _learn_names(self, paths: Sequence[str]) -> None:
        """Take the names of files that no earlier run has kept."""
        for part in self.files.shared(self._names_read, paths):
            for path, names in part:
                self._keep_file(path, "", names)
                self._names.add(path, names)

    def _names_read(self, paths: Iterable[str]) -> list[tuple[str, str]]:
        return [(path, names_in(self.files.read(path), self.dialect)) for path in paths]

    def _keep_file(self, path: str, digest: str, names: str) -> None:
        stamp = self._stamps.get(path)
        if self.store.lasts and stamp:
            self._known_files[path] = (stamp, digest, names)
            self.store.keep_file(path, stamp, digest, names)

    def _symbols_of(self, path: str) -> tuple[Symbol, ...]:
        known = self._symbols.get(path)
        if known is None:
            known = self._symbols[path] = self._kept_symbols(path)
        return known

    def _kept_symbols(self, path: str) -> tuple[Symbol, ...]:
        kept = self._kept("symbols", path, symbols_of_list)
        if kept is not None:
            return kept
        found = symbols_of(self.files.read(path), self.dialect)
        self.store.keep("symbols", path, self.digest(path), symbols_to_list(found))
        return found

    def _kept(self, kind: str, path: str, decode: Callable[[Any], _Kept]) -> _Kept | None:
        """Return what an earlier run kept of this kind for a file that is as it was, None for nothing."""
        kept = self.store.result(kind, path, self.digest(path))
        try:
            return decode(kept) if kept is not None else None
        except ValueError:
            return None

    def _learn_stores(self, field: str) -> None:
        """Find what is stored in `field`, and in all other fields as well."""
        self._read_stores()

    def _read_stores(self) -> None:
        """Read the stores of the folders that they are wanted of."""
        unknown: dict[str, str] = {}
        for folder in self._store_folders:
            kept = self.store.all_of("stores", folder)
            for path in self.files.below(folder):
                if path in self._stored_from or not self.has_stores(path):
                    continue
                self._stored_from.add(path)
                stamp = self._stamps.get(path) or self.files.stamp(path)
                known = _usable(kept.get(path), stamp)
                if known is None:
                    unknown[path] = stamp
                else:
                    self._take_stores(path, known)
        self._store_folders.clear()
        for part in self.files.shared(self._stores_read, tuple(unknown)):
            for path, found in part:
                self.store.keep("stores", path, unknown[path], stores_to_list(found))
                self._take_stores(path, found)

    def _stores_read(self, paths: Iterable[str]) -> list[tuple[str, FieldStores]]:
        return [(path, field_stores(self.files.read(path))) for path in paths]

    def _take_stores(self, path: str, found: FieldStores) -> None:
        for field, source in found.stores:
            self._stores.setdefault(field, set()).add((path, source))
        self._code_fields.update(found.code_fields)


def _usable(kept: tuple[str, Any] | None, stamp: str) -> FieldStores | None:
    """Return the stores of a file that an earlier run kept under its stamp, None for nothing."""
    if kept is None or kept[0] != stamp or not stamp:
        return None
    try:
        return stores_of_list(kept[1])
    except ValueError:
        return None


def open_index(root: Path, dialect: Dialect, cache: Path | None = None, share: Share = undivided) -> Index:
    """Return the index of the tree at `root`, kept in the folder `cache` if one is given.

    Where many files are read, `share` shares them out.
    """
    words = repr(sorted(dialect.attributes | dialect.attribute_calls | dialect.storage)).encode()
    macros = repr(sorted(dialect.definers.items())).encode()
    version = digest_of(code_version().encode(), words, macros)
    name = digest_of(str(root.resolve()).encode())
    store = Store(cache / f"errors-{name}.sqlite" if cache else None, version)
    return Index(FolderVersion(root, share=share), dialect, store)
