"""Where functions are called: by name, and through the fields that they are stored in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gupcheck.errors.expressions import callee_name
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.symbols import symbols_of
from gupcheck.source.scan import WordScanner
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

MOST_POINTER_CALLS = 12
"""A field that more places than this call (`->open()`) says too little of which function is meant."""


@dataclass(frozen=True, slots=True)
class Site:
    """A call: `caller` is the function or macro that it stands in, `start` its byte offset, `line` its line.

    `field` is the field whose function is called, "" where the call names the function.
    """

    caller: Definition
    start: int
    line: int
    field: str = ""


class CallSites:
    """Finds the calls of functions below `folders` of a program's tree; a file is read once for many names.

    `notes` are sentences on calls that were left out.
    """

    def __init__(self, program: Program, folders: Iterable[str]) -> None:
        self.program = program
        self.folders = tuple(folders)
        self.notes: list[str] = []
        self._paths: list[str] | None = None
        self._known: dict[str, list[Site]] = {}
        self._stored: dict[str, set[tuple[str, str]]] = {}

    def of(self, definitions: Iterable[Definition]) -> Mapping[Definition, list[Site]]:
        """Return the calls of each definition, by file and place; a static one is called in its file alone.

        A static function of a header is called wherever its name stands.
        """
        wanted = tuple(definitions)
        self._look_for({definition.name for definition in wanted})
        fields = {definition: self.fields_of(definition) for definition in wanted}
        self._look_for({f".{field}" for own in fields.values() for field in own})
        return {
            definition: sorted(
                {site for site in self._known[definition.name] if _is_meant(definition, site)}
                | {site for field in fields[definition] for site in self._through(field)},
                key=lambda site: (site.caller.file, site.start),
            )
            for definition in wanted
        }

    def fields_of(self, definition: Definition) -> frozenset[str]:
        """Return the fields that a function whose calls were asked for is assigned to."""
        stored = self._stored.get(definition.name, ())
        return frozenset(
            field for path, field in stored if not definition.is_static or path == definition.file
        )

    def _through(self, field: str) -> list[Site]:
        sites = self._known[f".{field}"]
        if len(sites) <= MOST_POINTER_CALLS:
            return sites
        note = f"Calls through the field '{field}' are not followed: {len(sites)} places call it."
        if note not in self.notes:
            self.notes.append(note)
        return []

    def _look_for(self, words: set[str]) -> None:
        """Find the calls of all `words` at once; a word with a dot is a field."""
        new = words - self._known.keys()
        if not new:
            return
        self._known.update({word: [] for word in new})
        scanner = WordScanner({word.lstrip(".").encode() for word in new})
        for path in self._files():
            try:
                present, _ = scanner.present_in_file(os.path.join(self.program.root, path))
            except OSError:
                continue
            if present:
                self._take_stores(path)
                for word, site in _calls(self.program, path, present):
                    if word in new:
                        self._known[word].append(site)

    def _take_stores(self, path: str) -> None:
        found = symbols_of(self.program.index.files.read(path), self.program.dialect)
        for field, name in found.stores:
            self._stored.setdefault(name, set()).add((path, field))

    def _files(self) -> list[str]:
        if self._paths is None:
            below = self.program.index.files.below
            self._paths = sorted({path for folder in self.folders for path in below(folder)})
        return self._paths


def _is_meant(definition: Definition, site: Site) -> bool:
    if definition.file == site.caller.file:
        return site.caller != definition
    return not definition.is_static or definition.file.endswith(".h")


def _calls(program: Program, path: str, names: Iterable[bytes]) -> Iterator[tuple[str, Site]]:
    """Yield the calls in functions and macros that call one of `names`; a dot stands before a field.

    A call in a macro's body is one of the macro.
    """
    pattern = re.compile(rb"\b(" + b"|".join(map(re.escape, sorted(names))) + rb")[ \t\n]*\)?[ \t\n]*\(")
    definitions = {one.start: one for one in program.index.in_file(path) if one.kind != "constant"}
    if not definitions:
        return
    unit = program.unit_of(next(iter(definitions.values())))
    for function in unit.functions:
        definition = definitions.get(function.name_start)
        if definition and pattern.search(unit.data, function.start, function.end):
            yield from _in_function(unit, function, definition)
    for macro in unit.macros:
        definition = definitions.get(macro.name_start)
        if definition:
            for match in pattern.finditer(unit.data, macro.body_start, macro.end):
                yield match[1].decode(), Site(definition, match.start(), unit.position(match.start())[0])


def _in_function(unit: Unit, function: Function, definition: Definition) -> Iterator[tuple[str, Site]]:
    for tree in function.trees():
        for node in tree.walk():
            if node.kind == "call_expression":
                word = _called(node)
                line = unit.position(node.start)[0]
                yield word, Site(definition, node.start, line, word[1:] if word.startswith(".") else "")


def _called(call: Node) -> str:
    name = callee_name(call)
    if name:
        return name
    function = call.child("function")
    while function is not None and function.kind in ("parenthesized_expression", "pointer_expression"):
        function = function.child("argument") or next((c for c in function.children if c.named), None)
    field = function.child("field") if function is not None and function.kind == "field_expression" else None
    return f".{field.text}" if field else ""
