"""The programs of two versions of a tree, made when somebody asks what callees return."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gupcheck.errors.index import Index
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.store import Store
from gupcheck.source.version import FilePair, Version
from gupcheck.syntax import Dialect

_NOWHERE = Path("/of-a-version")
"""Stands for the root of a version, which may lie nowhere on disk: a program takes paths relative to it."""


@dataclass(frozen=True, slots=True)
class TwoPrograms:
    """The programs of the old and the new version."""

    old: Program
    new: Program


def two_programs(
    old: Version, new: Version, scope: Iterable[str], dialect: Dialect, arch: str
) -> TwoPrograms:
    """Return the programs of two versions, in which function pointers are looked for below `scope`."""
    folders = tuple(scope)
    return TwoPrograms(_program(old, folders, dialect, arch), _program(new, folders, dialect, arch))


def _program(version: Version, scope: tuple[str, ...], dialect: Dialect, arch: str) -> Program:
    index = Index(version, dialect, Store(None, ""))
    root = Path(getattr(version, "root", _NOWHERE))
    return Program(root, [root / folder for folder in scope], dialect, arch=arch, index=index)


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
