"""Which files export a function to other modules: how callees of a driver are found all over the tree."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gupcheck.errors.store import Store
from gupcheck.source.version import Version

_KIND = "exports"
_MARK = b"EXPORT_SYMBOL"
_EXPORT = re.compile(rb"\n\w*EXPORT_SYMBOL\w*\(\s*(\w++)")


class Exports:
    """The exported names of folders that are too large to look through whole."""

    def __init__(self, files: Version, store: Store) -> None:
        self._files = files
        self._store = store
        self._seen: set[str] = set()
        self._where: dict[str, list[str]] = {}

    def of(self, name: str, folders: Iterable[str]) -> list[str]:
        """Return the sources below `folders` that export `name`, sorted."""
        for folder in folders:
            if folder not in self._seen:
                self._seen.add(folder)
                self._look_through(folder)
        return sorted(self._where.get(name, ()))

    def _look_through(self, folder: str) -> None:
        kept = self._store.all_of(_KIND, folder)
        unknown: dict[str, str] = {}
        for path in self._files.below(folder):
            if not path.endswith(".c"):
                continue
            stamp = self._files.stamp(path)
            known = kept.get(path)
            if known is None or known[0] != stamp or not stamp or not isinstance(known[1], str):
                unknown[path] = stamp
            else:
                self._take(path, known[1])
        for part in self._files.shared(self._read, tuple(unknown)):
            for path, names in part:
                self._store.keep(_KIND, path, unknown[path], names)
                self._take(path, names)

    def _read(self, paths: Iterable[str]) -> list[tuple[str, str]]:
        return [(path, _exported(self._files.read(path))) for path in paths]

    def _take(self, path: str, names: str) -> None:
        for name in names.split():
            self._where.setdefault(name, []).append(path)


def _exported(data: bytes) -> str:
    if _MARK not in data:
        return ""
    return b" ".join(sorted(set(_EXPORT.findall(data)))).decode()
