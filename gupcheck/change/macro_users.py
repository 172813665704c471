"""Functions of other files, unchanged ones too, that give other codes because a header's macro changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from gupcheck.change.difference import Difference
from gupcheck.change.file_changes import FileChanges
from gupcheck.change.functions import words_of
from gupcheck.change.impact import ChangedCodes
from gupcheck.change.programs import TwoPrograms
from gupcheck.change.through_macros import differences_by_macros
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition

MOST_USERS = 40
"""Functions that are compared because they use changed macros of headers."""

_CODE = re.compile(rb"(?<!\w)E[A-Z][A-Z0-9]+\b")


class MacroUsers:
    """Compares the users of macros, below `folders`; `notes` say where there were too many of them."""

    def __init__(self, programs: TwoPrograms, folders: tuple[str, ...]) -> None:
        self._programs = programs
        self._folders = folders
        self.notes: list[str] = []

    def differences(self, files: Collection[FileChanges]) -> Iterator[tuple[Difference, ChangedCodes]]:
        """Yield the functions that use macros of those of `files` that are headers, and which codes changed.

        Only macros count whose text names other error codes than before, and functions that are not told of
        anyway.
        """
        macros = {name for file in files for name in self._telling(file)}
        told = {(file.pair.new, name) for file in files for name in _told_of(file)}
        users = [user for user in self._users(macros) if user[:2] not in told] if macros else []
        if len(users) > MOST_USERS:
            self.notes.append(
                f"{len(users)} functions use macros that name other error codes now"
                f" ({', '.join(sorted(macros))}): {MOST_USERS} of them were compared."
            )
        for path, name, used in users[:MOST_USERS]:
            yield from differences_by_macros(self._programs, (path, path), [name], used)

    def _telling(self, file: FileChanges) -> Iterator[str]:
        """Yield the changed macros of a header that name other error codes than before."""
        if not file.macros or not (file.pair.new or "").endswith(".h"):
            return
        before = _codes(self._programs.old, file.pair.old or "", file.macros)
        after = _codes(self._programs.new, file.pair.new or "", file.macros)
        yield from (name for name in file.macros if before.get(name) != after.get(name))

    def _users(self, macros: Collection[str]) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return file, name and used macros of the functions that use one of `macros`."""
        program = self._programs.new
        words = {name.encode() for name in macros}
        found: list[tuple[str, str, tuple[str, ...]]] = []
        for path in program.index.files.holding(macros, self._folders):
            for definition in _functions(program, path):
                function = program.function_of(definition)
                used = words & words_of(program.unit_of(definition), function) if function else ()
                if used:
                    found.append((path, definition.name, tuple(sorted(map(bytes.decode, used)))))
        return found


def _told_of(file: FileChanges) -> Iterator[str]:
    yield from file.using
    yield from (change.function for change in (*file.changes, *file.moved))


def _functions(program: Program, path: str) -> Iterable[Definition]:
    program.index.add([path])
    return [one for one in program.index.in_file(path) if one.kind == "function"]


def _codes(program: Program, path: str, macros: Collection[str]) -> dict[str, frozenset[bytes]]:
    """Return the error codes that each of a file's macros names, all definitions of one name together."""
    program.index.add([path])
    found: dict[str, frozenset[bytes]] = {}
    for definition in program.index.in_file(path):
        if definition.name in macros and definition.kind != "function":
            unit = program.unit_of(definition)
            macro = unit.macro_at(definition.start)
            if macro is not None:
                text = unit.source.uncommented[macro.body_start : macro.body_end]
                found[macro.name] = found.get(macro.name, frozenset()) | frozenset(_CODE.findall(text))
    return found
