"""Where functions are called: by name, and through the fields that they are stored in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gupcheck.errors.expressions import callee_name
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.impact.field_calls import FieldCall, is_likely
from gupcheck.impact.text_calls import TextCalls, Word
from gupcheck.impact.units import Units
from gupcheck.impact.visibility import ALL, Visibility, is_local
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

MOST_POINTER_CALLS = 12
"""A field that more places than this call (`->open()`) says too little of which function is meant."""

_WORD = re.compile(rb"\w+")


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

    `visibility` tells in which files and folders they are looked for. `notes` are sentences on calls that
    were left out.
    """

    def __init__(self, program: Program, folders: Iterable[str], visibility: Visibility = ALL) -> None:
        self.program = program
        self.visibility = visibility
        self.units = Units(program)
        self.text = TextCalls(program, folders)
        self.notes: list[str] = []
        self._known: dict[Word, list[Site]] = {}
        self._crowded: dict[Word, int] = {}

    def of(
        self, definitions: Iterable[Definition], files: tuple[str, ...] | None = None
    ) -> Mapping[Definition, list[Site]]:
        """Return the calls of each definition, by file and place; a static one is called in its file alone.

        A static function of a header is called wherever its name stands. With `files` these alone are read,
        for calls that name the function.
        """
        visible = self.visibility.names
        names = {one: Word(one.name, where=files or visible(one, self.program)) for one in definitions}
        self._look_for(names.values())
        fields = {one: [] if files else self._fields(one) for one in names}
        self._look_for(field for own in fields.values() for field in own)
        return {
            definition: sorted(
                {site for site in self._known[word] if _is_meant(definition, site)}
                | {site for field in fields[definition] for site in self._through(field, definition)},
                key=lambda site: (site.caller.file, site.start),
            )
            for definition, word in names.items()
        }

    def expect(self, definitions: Iterable[Definition]) -> None:
        """Read the files for the names of `definitions` at once: their calls will be asked for one by one."""
        visible = self.visibility.names
        self.text.expect(Word(one.name, where=visible(one, self.program)) for one in definitions)

    def _fields(self, definition: Definition) -> list[Word]:
        where = self.visibility.fields(definition, self.program)
        return [Word(field, True, where) for field in sorted(self.fields_of(definition))]

    def fields_of(self, definition: Definition) -> frozenset[str]:
        """Return the fields that a function whose calls were asked for is assigned to."""
        local = is_local(definition)
        return frozenset(
            field for path, field in self.text.stored(definition.name) if path == definition.file or not local
        )

    def _through(self, field: Word, definition: Definition) -> list[Site]:
        number = self._crowded.get(field, 0)
        note = f"Calls through the field '{field.text}' are not followed: {number} places call it."
        if number and note not in self.notes:
            self.notes.append(note)
        sites = self._known[field]
        # A field that may be called anywhere is called of anything: who asks for all calls gets these too.
        return [site for site in sites if self._is_likely(definition, site)] if field.where else sites

    def _is_likely(self, definition: Definition, site: Site) -> bool:
        read = self.program.index.files.read
        call = FieldCall(site.field, read(site.caller.file), site.caller.start, site.start)
        return is_likely(definition, read(definition.file), call)

    def _look_for(self, words: Iterable[Word]) -> None:
        """Find the calls of all `words`: first in the text, then in the functions that hold what is found."""
        new = set(words) - self._known.keys()
        self._known.update({word: [] for word in new})
        by_path: dict[str, tuple[set[Word], set[int]]] = {}
        for word, places in self.text.places(new).items():
            number = sum(map(len, places.values()))
            if word.is_field and number > MOST_POINTER_CALLS:
                self._crowded[word] = number
                continue
            for path, offsets in places.items():
                here = by_path.setdefault(path, (set(), set()))
                here[0].add(word)
                here[1].update(offsets)
        for path in sorted(by_path):
            meant = {(word.text, word.is_field): word for word in by_path[path][0]}
            for called, site in _calls(self.program, self.units, path, by_path[path][1]):
                if called in meant:
                    self._known[meant[called]].append(site)


def _is_meant(definition: Definition, site: Site) -> bool:
    if definition.file == site.caller.file:
        return site.caller != definition
    return not is_local(definition)


def _calls(
    program: Program, units: Units, path: str, offsets: Collection[int]
) -> Iterator[tuple[tuple[str, bool], Site]]:
    """Yield the calls in the functions and macros of a file that one of `offsets` lies in.

    Each comes with the word that is called and whether that is a field. A call in a macro's body is one of
    the macro.
    """
    program.index.add([path])
    definitions = {one.start: one for one in program.index.in_file(path) if one.kind != "constant"}
    if not definitions:
        return
    unit = units.of(path)
    for function in unit.functions:
        if any(function.start <= offset < function.end for offset in offsets):
            definition = definitions.get(function.name_start)
            if definition is not None:
                yield from _in_function(unit, function, definition)
    for macro in unit.macros:
        definition = definitions.get(macro.name_start)
        for offset in offsets if definition else ():
            word = _WORD.match(unit.data, offset)
            if definition and word and macro.body_start <= offset < macro.end:
                yield (word[0].decode(), False), Site(definition, offset, unit.position(offset)[0])


def _in_function(
    unit: Unit, function: Function, definition: Definition
) -> Iterator[tuple[tuple[str, bool], Site]]:
    for tree in function.trees():
        for node in tree.walk():
            if node.kind == "call_expression":
                name, field = callee_name(node), _field_called(node)
                site = Site(definition, node.start, unit.position(node.start)[0], "" if name else field)
                yield (name or field, not name), site


def _field_called(call: Node) -> str:
    """Return the field whose function is called, "" for another call."""
    function = call.child("function")
    while function is not None and function.kind in ("parenthesized_expression", "pointer_expression"):
        function = function.child("argument") or next((c for c in function.children if c.named), None)
    field = function.child("field") if function is not None and function.kind == "field_expression" else None
    return field.text if field else ""
