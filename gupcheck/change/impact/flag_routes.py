"""Who sets a flag, and over which functions it comes to the one that looks at it.

The way is found downwards from those that name the flag: they are few, while the callers of what they call
may be thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gupcheck.change.impact.flag_values import FlagValues, PassedFlag
from gupcheck.change.impact.flags import Flag
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.summarise import parameters_of
from gupcheck.impact.units import Units
from gupcheck.model.errors import ChainLink
from gupcheck.source.share import Work
from gupcheck.syntax.ast import Node

MOST_FILES = 40
"""Files that may name a flag: one that more of them name (GFP_KERNEL) tells too little of who is meant."""

MOST_FUNCTIONS = 200
"""Functions that are followed downwards for one flag."""

DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Setter:
    """A function that sets the flag `name` in line `line`; `chain` leads down to who looks at it."""

    definition: Definition
    name: str
    line: int
    chain: tuple[ChainLink, ...]


@dataclass(frozen=True, slots=True)
class Routes:
    """The functions that set a flag, and those `between` them and the one that looks at it, that included."""

    setters: tuple[Setter, ...]
    between: frozenset[Definition]


class FlagRoutes:
    """Finds the routes of flags below `folders` of a program's tree."""

    def __init__(self, program: Program, units: Units, folders: tuple[str, ...]) -> None:
        self._program = program
        self._units = units
        self._folders = folders
        self._known: dict[tuple[Flag, Definition], Routes | None] = {}
        self._expected: frozenset[str] = frozenset()
        self._search: Work[dict[str, frozenset[str]]] = dict

    def expect(self, names: Iterable[str]) -> None:
        """Begin to look for the files that name the flags `names`, which takes a second."""
        files = self._program.index.files
        self._expected = frozenset(names)
        self._search = cache(files.beside(lambda: files.holding(self._expected, self._folders)))

    def of(self, flag: Flag, target: Definition) -> Routes | None:
        """Return the routes of a flag to its parameter of `target`.

        None where too many files name the flag, or no function that does is seen to pass it on to there.
        """
        key = (flag, target)
        if key not in self._known:
            self._known[key] = self._found(flag, target)
        return self._known[key]

    def _found(self, flag: Flag, target: Definition) -> Routes | None:
        parameters = self._program.body(target).parameters
        holding = self._holding(flag.names)
        if len(holding) > MOST_FILES or flag.parameter not in parameters:
            return None
        descent = _Descent(self._program, self._units, flag, target, parameters.index(flag.parameter))
        for path in holding:
            for definition in self._naming(path, flag.names):
                descent.from_setter(definition)
        return Routes(tuple(descent.setters), frozenset(descent.leading)) if descent.setters else None

    def _holding(self, names: Iterable[str]) -> list[str]:
        """Return the files that have one of `names`, by their paths."""
        wanted = frozenset(names)
        if wanted <= self._expected:
            return [path for path, words in self._search().items() if words & wanted]
        return list(self._program.index.files.holding(wanted, self._folders))

    def _naming(self, path: str, names: Iterable[str]) -> Iterator[Definition]:
        """Yield the functions of a file whose text has one of `names`."""
        self._program.index.add([path])
        by_start = {one.start: one for one in self._program.index.in_file(path) if one.kind == "function"}
        unit = self._units.of(path)
        word = re.compile(rb"\b(?:" + b"|".join(name.encode() for name in names) + rb")\b")
        for function in unit.functions:
            if function.name_start in by_start and word.search(
                unit.source.uncommented, function.start, function.end
            ):
                yield by_start[function.name_start]


class _Descent:
    """Follows one flag downwards; `leading` are the functions found to pass it on to the target."""

    def __init__(self, program: Program, units: Units, flag: Flag, target: Definition, place: int) -> None:
        self._program = program
        self._units = units
        self._flag = flag
        self._target = target
        self._place = place
        self._chains: dict[tuple[Definition, int], tuple[ChainLink, ...]] = {}
        self.setters: list[Setter] = []
        self.leading: set[Definition] = {target}

    def from_setter(self, definition: Definition) -> None:
        """Note `definition` as a setter where it names the flag in what it passes on to the target."""
        function = self._units.function(definition)
        unit = self._units.of(definition.file)
        for tree in function.trees() if function else ():
            chain = self._chain(definition, FlagValues(tree, self._flag.names).passed(), DEEPEST)
            if chain:
                set_in = next(
                    node
                    for node in tree.walk()
                    if node.kind == "identifier" and node.text in self._flag.names
                )
                line = unit.position(set_in.start)[0]
                self.setters.append(Setter(definition, set_in.text, line, chain))
                return

    def _chain(
        self, definition: Definition, calls: Iterable[PassedFlag], depth: int
    ) -> tuple[ChainLink, ...]:
        """Return the first chain that one of a function's calls begins, () where none leads to the target."""
        first: tuple[ChainLink, ...] = ()
        unit = self._units.of(definition.file)
        passed = tuple(calls)
        self._program.expect({call.callee for call in passed})
        for call in passed:
            link = ChainLink(definition.name, definition.file, unit.position(call.start)[0])
            for callee in self._program.meant(call.callee, definition.file):
                below = self._below(callee, call.place, depth)
                if below:
                    self.leading.add(callee)
                    first = first or (link, *below)
        return first

    def _below(self, callee: Definition, place: int, depth: int) -> tuple[ChainLink, ...]:
        """Return the chain from a callee, whose argument number `place` has the flag, to the target."""
        if callee == self._target:
            return (ChainLink(callee.name, callee.file),) if place == self._place else ()
        key = (callee, place)
        if depth and key not in self._chains and len(self._chains) < MOST_FUNCTIONS:
            self._chains[key] = ()
            for tree, parameters in self._bodies(callee):
                values = FlagValues(tree, self._flag.names, parameters[place : place + 1])
                self._chains[key] = self._chains[key] or self._chain(callee, values.passed(), depth - 1)
        return self._chains.get(key, ())

    def _bodies(self, callee: Definition) -> Iterator[tuple[Node, Sequence[str]]]:
        """Yield the trees of a function or macro, each with its parameters."""
        function = self._units.function(callee)
        for tree in function.trees() if function else ():
            yield tree, parameters_of(tree)
        if callee.kind == "macro":
            macro = self._units.of(callee.file).macro_at(callee.start)
            if macro is not None:
                parameters = macro.params or ()
                yield from ((tree, parameters) for tree in macro.trees())
