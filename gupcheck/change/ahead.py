"""Finds the callees of functions level by level, so that each level's names are searched for at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gupcheck.errors.primitives import primitives
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.summary import BodySummary
from gupcheck.errors.values import CALL, STATUS, STORED, Value

MOST_AHEAD = 150
"""Functions that are looked at: behind more of them, all names of the tree are needed anyway."""


def look_ahead(functions: Iterable[tuple[Program, Definition]]) -> None:
    """Prepare for the resolved summaries of functions, each with its program; the results are the same."""
    level = list(functions)
    seen = set(level)
    while level and len(seen) < MOST_AHEAD:
        called = [(program, one.file, _called(program.body(one))) for program, one in level]
        for program in {program for program, _ in level}:
            program.expect({name for caller, _, names in called if caller is program for name in names})
        below = (
            (program, callee)
            for program, file, names in called
            for name in sorted(names)
            for callee in program.meant(name, file)
        )
        level = [one for one in dict.fromkeys(below) if one not in seen]
        seen.update(level)


def _called(body: BodySummary) -> frozenset[str]:
    outcomes = (*body.outcomes, *(one for _, ones in body.stores for one in ones))
    names = {name for outcome in outcomes for name in _named(outcome.value)}
    return frozenset(name for name in names if not name.startswith("*") and name not in primitives())


def _named(value: Value) -> Iterator[str]:
    """Yield the callees and constants that have to be known before a value is."""
    if value.kind in (CALL, STATUS, STORED):
        yield value.name
    for argument in value.arguments:
        for one in argument:
            yield from _named(one)
