"""An index for few questions: names and fields are searched for in the text when somebody asks.

To read every name out of a kernel's core takes over a second; to hold its text in memory and search that for
the names of one question takes a fifth of it. Where many are asked for, it becomes an index like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from gupcheck.errors.field_stores import FieldStores, field_stores
from gupcheck.errors.index import Index
from gupcheck.errors.resolved import Definition
from gupcheck.errors.store import Store
from gupcheck.source.version import Version
from gupcheck.syntax import Dialect

MOST_SEARCHES = 60
"""Names that are searched for one by one; after that all names are read out."""

MOST_FIELDS = 10
"""Fields that are searched for one by one."""

_BEFORE = re.compile(rb"(?:[A-Za-z_][\w \t*,()]*)?|#[ \t]*define[ \t]+")
"""What stands between the beginning of a line and a name that it defines."""

_BEHIND = re.compile(rb"[ \t]*\([^;{}#]*+[{#]|[ \t]*[,)]")
_BEHIND_MACRO = re.compile(rb"\(|[ \t]+[(\-]*[A-Za-z_]")


class SearchedIndex(Index):
    """The index of a version that can hold the texts of the folders `held` in memory; disk keeps nothing."""

    def __init__(self, files: Version, dialect: Dialect, held: Iterable[str]) -> None:
        super().__init__(files, dialect, Store(None, ""))
        self._held = tuple(held)
        self._looked_through: list[str] = []
        self._unread: list[str] = []
        self._searches = 0
        self._found: dict[str, tuple[int, list[str]]] = {}
        self._stores_in: dict[str, FieldStores] = {}
        self._fields: set[str] = set()

    def add_stores(self, folders: Iterable[str]) -> None:
        """Take the stores to fields in these folders into account, for `targets` and `holds_codes`."""
        super().add_stores(folders)
        self._fields.clear()

    def add(self, folders: Iterable[str]) -> None:
        """Look through the folders (relative to the root) that were not looked through before."""
        new = [folder for folder in dict.fromkeys(folders) if folder not in self._folders]
        super().add(new)
        self._looked_through += new

    def expect(self, names: Iterable[str]) -> None:
        """Search for all of `names` at once."""
        if self._is_searched():
            self._search(frozenset(names))

    def definitions(self, name: str) -> list[Definition]:
        """Return the definitions of `name`, by file and place."""
        if not self._is_searched():
            self._read_out()
            return super().definitions(name)
        self._search((name,))
        _, files = self._found[name]
        return [one for path in sorted(files) for one in self.in_file(path) if one.name == name]

    def names(self) -> Iterable[str]:
        """Return every name that may be defined in the folders that were looked through."""
        self._read_out()
        return super().names()

    def _is_searched(self) -> bool:
        """Return whether names are still searched for: few were so far, and the texts can be held."""
        return self._searches <= MOST_SEARCHES and self.files.hold(self._held)

    def _learn_names(self, paths: Sequence[str]) -> None:
        self._unread += paths

    def _read_out(self) -> None:
        """Read all names out of the files that were looked through."""
        unread, self._unread = self._unread, []
        super()._learn_names(unread)

    def _search(self, names: Collection[str]) -> None:
        """Search for names in the folders that are new since they were last searched for."""
        by_number: dict[int, list[str]] = {}
        for name in names:
            by_number.setdefault(self._found.get(name, (0, []))[0], []).append(name)
        by_number.pop(len(self._looked_through), None)
        for number, wanted in sorted(by_number.items()):
            self._searches += 1
            files = self._defining(wanted, self._looked_through[number:])
            for name in wanted:
                known = self._found.get(name, (0, []))[1]
                new = [path for path in files[name] if path not in known]
                self._found[name] = (len(self._looked_through), known + new)

    def _defining(self, names: Iterable[str], folders: Sequence[str]) -> dict[str, list[str]]:
        """Return the files below `folders` that may define each of `names`."""
        found: dict[str, list[str]] = {name: [] for name in names}
        meant: dict[str, set[str]] = {}
        for name in found:
            for word in self._written(name):
                meant.setdefault(word, set()).add(name)
        for path, words in self.files.holding(meant, folders).items():
            if not self.has_seen(path):
                continue
            text = self.files.read(path)
            for word in words:
                if _may_define(text, word.encode()):
                    for name in meant[word]:
                        found[name].append(path)
        return found

    def _written(self, name: str) -> Iterator[str]:
        """Yield the words by which the source may write a name: that of a system call stands in a macro."""
        yield name
        for definer in self.dialect.definers.values():
            before, _, behind = definer.template.partition("{1}")
            inner = name.removeprefix(before).removesuffix(behind)
            if len(inner) == len(name) - len(before) - len(behind) and inner.isidentifier():
                yield inner

    def _learn_stores(self, field: str) -> None:
        """Find what is stored in one field, or in all where many are asked for."""
        if len(self._fields) >= MOST_FIELDS or not self.files.hold(self._held):
            self._read_stores()
        elif field not in self._fields:
            self._fields.add(field)
            self._search_stores(field)

    def _search_stores(self, field: str) -> None:
        for path in self.files.holding([field], tuple(dict.fromkeys(self._store_folders))):
            if self.has_stores(path):
                found = self._stores_in.get(path)
                if found is None:
                    found = self._stores_in[path] = field_stores(self.files.read(path))
                self._stores.setdefault(field, set()).update(
                    (path, source) for stored, source in found.stores if stored == field
                )
                if field in found.code_fields:
                    self._code_fields.add(field)


def _may_define(text: bytes, word: bytes) -> bool:
    """Return whether a word stands somewhere as a definition has its name; it may be so without being one."""
    for match in re.finditer(word + rb"(?<!\w%b)(?!\w)" % word, text):
        begin = text.rfind(b"\n", 0, match.start()) + 1
        if _BEFORE.fullmatch(text, begin, match.start()):
            behind = _BEHIND_MACRO if text[begin : begin + 1] == b"#" else _BEHIND
            if behind.match(text, match.end()):
                return True
    return False
