"""The programs of two versions of a tree, made when somebody asks what callees return."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gupcheck.errors.index import Index
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.searched import SearchedIndex
from gupcheck.errors.store import Store
from gupcheck.errors.summary import BodySummary
from gupcheck.impact.visibility import likely_folders
from gupcheck.source.version import FilePair, Versions, in_scope
from gupcheck.syntax import Dialect

_NOWHERE = Path("/of-a-version")
"""Stands for the root of a version, which may lie nowhere on disk: a program takes paths relative to it."""


@dataclass(frozen=True, slots=True)
class TwoPrograms:
    """The programs of the old and the new version."""

    old: Program
    new: Program


def two_programs(versions: Versions, scope: Iterable[str], dialect: Dialect, arch: str) -> TwoPrograms:
    """Return the programs of two versions, in which function pointers are looked for below `scope`.

    What stands in files that are the same in both is looked for and analysed once.
    """
    folders = tuple(scope)
    root = Path(getattr(versions.new, "root", _NOWHERE))
    index = SearchedIndex(versions.new, dialect, likely_folders(versions.new, arch))
    new = Program(root, [root / folder for folder in folders], dialect, arch=arch, index=index)
    return TwoPrograms(_OldProgram(versions, new, folders), new)


class _OldIndex(Index):
    """The index of the old version: its own for the files that differ, for all others that of the new one."""

    def __init__(self, versions: Versions, same: Index) -> None:
        super().__init__(versions.old, same.dialect, Store(None, ""))
        self._same = same
        self._old = tuple(pair.old for pair in versions.changed if pair.old is not None)
        self.differing = frozenset(path for pair in versions.changed for path in (pair.old, pair.new) if path)

    def add(self, folders: Iterable[str]) -> None:
        wanted = tuple(folders)
        self._same.add(wanted)
        super().add(path for path in self._old if in_scope(path, wanted))

    def add_stores(self, folders: Iterable[str]) -> None:
        wanted = tuple(folders)
        self._same.add_stores(wanted)
        super().add_stores(path for path in self._old if in_scope(path, wanted))

    def expect(self, names: Iterable[str]) -> None:
        wanted = tuple(names)
        self._same.expect(wanted)
        super().expect(wanted)

    def has_seen(self, path: str) -> bool:
        return super().has_seen(path) or (path not in self.differing and self._same.has_seen(path))

    def exporting(self, name: str, folders: Iterable[str]) -> list[str]:
        wanted = tuple(folders)
        same = {path for path in self._same.exporting(name, wanted) if path not in self.differing}
        return sorted(
            same.union(super().exporting(name, (one for one in self._old if in_scope(one, wanted))))
        )

    def definitions(self, name: str) -> list[Definition]:
        same = [one for one in self._same.definitions(name) if one.file not in self.differing]
        return sorted([*same, *super().definitions(name)], key=lambda one: (one.file, one.start))

    def in_file(self, path: str) -> list[Definition]:
        return super().in_file(path) if path in self.differing else self._same.in_file(path)

    def names(self) -> Iterable[str]:
        return sorted({*self._same.names(), *super().names()})

    def targets(self, field: str) -> list[tuple[str, str]]:
        same = [one for one in self._same.targets(field) if one[0] not in self.differing]
        return sorted([*same, *super().targets(field)])

    def holds_codes(self, field: str) -> bool:
        return super().holds_codes(field) or self._same.holds_codes(field)


class _OldProgram(Program):
    """The program of the old version, which takes bodies from the new one's where a file is the same."""

    def __init__(self, versions: Versions, new: Program, scope: tuple[str, ...]) -> None:
        self._new = new
        self._differing = _OldIndex(versions, new.index)
        folders = [new.root / folder for folder in scope]
        super().__init__(new.root, folders, new.dialect, arch=new.arch, index=self._differing)

    def body(self, definition: Definition) -> BodySummary:
        if definition.file in self._differing.differing:
            return super().body(definition)
        return self._new.body(definition)


def folders_of(pairs: Iterable[FilePair]) -> tuple[str, ...]:
    """Return the folders of files that differ, in either version, sorted."""
    paths = (path for pair in pairs for path in (pair.old, pair.new) if path is not None)
    return tuple(sorted({path.rpartition("/")[0] for path in paths}))


def definition_at(program: Program, file: str, name: str, line: int) -> Definition | None:
    """Return the function of a name in a file, of several the one at the line; None where there is none."""
    if not file:
        return None
    program.index.add([file])
    found = [one for one in program.index.in_file(file) if one.name == name and one.kind == "function"]
    return next((one for one in found if one.line == line), found[0] if found else None)
