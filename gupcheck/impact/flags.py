"""Which flags of its arguments a function has to be given before it yields a code.

A chain of calls says who hands a code on, not whether the flag is ever set on the way: where no function of
the chain names it, the chain is only a possible one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gupcheck.errors.body import graph_of
from gupcheck.errors.expressions import without_wrapping
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import CALL
from gupcheck.flow.graph import ENTRY, Cfg, Edge, Label
from gupcheck.impact.units import Units
from gupcheck.model.errors import EntryPoint
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node


def with_flags(
    entries: Iterable[EntryPoint], program: Program, definition: Definition, units: Units
) -> Iterator[EntryPoint]:
    """Yield the entry points of a function's codes, each with the flags that nobody on its chain names.

    One that needs such a flag is only a possible one.
    """
    known: dict[str, frozenset[str]] = {}
    for entry in entries:
        if entry.code not in known:
            known[entry.code] = flags_needed(program, definition, entry.code)
        named = {flag for flag in known[entry.code] if _is_named(flag, entry, units)}
        missing = tuple(sorted(known[entry.code] - named))
        yield replace(entry, may=entry.may or bool(missing), needs=missing)


def _is_named(flag: str, entry: EntryPoint, units: Units) -> bool:
    """Return whether a function above the one asked about holds the word `flag`."""
    word = re.compile(rb"\b" + flag.encode() + rb"\b")
    for link in entry.chain[:-1]:
        unit = units.of(link.file)
        for function in unit.functions:
            if function.name == link.function and word.search(unit.data, function.start, function.end):
                return True
    return False


def flags_needed(program: Program, definition: Definition, code: str) -> frozenset[str]:
    """Return the flags, by name, that parameters of a function have to hold for it to yield the value `code`.

    `code` is the value's text. A flag that only one of several places needs is not among them.
    """
    function = program.function_of(definition)
    lines = set(_lines(program, definition, code))
    if function is None or not lines:
        return frozenset()
    parameters = frozenset(program.body(definition).parameters)
    needed = [_flags_at(function, program.unit_of(definition), line, parameters) for line in sorted(lines)]
    return frozenset.intersection(*needed)


def _lines(program: Program, definition: Definition, code: str) -> Iterator[int]:
    """Yield the lines of the function where the code is written, or of the calls that it comes from."""
    calls: dict[str, set[int]] = {}
    for outcome in program.body(definition).outcomes:
        if outcome.value.kind == CALL:
            calls.setdefault(outcome.value.name, set()).add(outcome.origin)
    for resolved in program.resolved(definition).outcomes:
        if resolved.value == code and not resolved.chain:
            yield resolved.origin_line
        elif resolved.value == code:
            yield from calls.get(resolved.chain[0], ())


def _flags_at(function: Function, unit: Unit, line: int, parameters: frozenset[str]) -> frozenset[str]:
    """Return the flags of parameters without which what stands in a line is not reached."""
    found: list[frozenset[str]] = []
    for tree in function.trees():
        cfg = graph_of(tree, unit.data)
        here = {node.index for node in cfg.nodes if node.own is not None and _is_in(node.own, unit, line)}
        if here:
            found.append(
                frozenset(
                    flag
                    for edges in cfg.successors
                    for edge in edges
                    if (flag := _flag(edge, parameters)) and here.isdisjoint(_reached_without(cfg, edge))
                )
            )
    return frozenset.intersection(*found) if found else frozenset()


def _is_in(node: Node, unit: Unit, line: int) -> bool:
    return unit.position(node.start)[0] <= line <= unit.position(node.end)[0]


def _flag(edge: Edge, parameters: frozenset[str]) -> str:
    """Return the flag that an edge finds set: the one of `if (flags & FOLL_WRITE)`, "" for any other edge."""
    if edge.label is not Label.TRUE or edge.condition is None:
        return ""
    test = without_wrapping(edge.condition)
    left, operator, right = test.child("left"), test.child("operator"), test.child("right")
    if left is None or operator is None or right is None or operator.text != "&":
        return ""
    is_parameter = left.kind == "identifier" and left.text in parameters
    return right.text if is_parameter and right.kind == "identifier" and right.text.isupper() else ""


def _reached_without(cfg: Cfg, removed: Edge) -> frozenset[int]:
    """Return the nodes that are reached from the entry without one edge."""
    reached, waiting = {ENTRY}, [ENTRY]
    while waiting:
        for edge in cfg.successors[waiting.pop()]:
            if edge != removed and edge.target not in reached:
                reached.add(edge.target)
                waiting.append(edge.target)
    return frozenset(reached)
