"""What all patterns share: their parts, and how to walk them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

Positions = tuple[str, ...]
"""The names of the position metavariables that are attached to one token of a pattern."""

ATTACHED = "@"
"""Stands among them for a metavariable of another kind: like a position it keeps the token in its place."""

_FIELDS: dict[type[Pattern], tuple[str, ...]] = {}


def _field_names(kind: type[Pattern]) -> tuple[str, ...]:
    """Return the names of the fields of a class of patterns, which `fields` looks up anew at each call."""
    known = _FIELDS.get(kind)
    if known is None:
        known = _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return known


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Base of all patterns; patterns are compared by identity."""

    def parts(self) -> Iterator[Pattern]:
        """Yield the patterns directly inside of this one, in source order."""
        for name in _field_names(type(self)):
            value = getattr(self, name)
            if isinstance(value, Pattern):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Pattern))

    def walk(self) -> Iterator[Pattern]:
        """Yield this pattern and all below it, parents first."""
        stack: list[Pattern] = [self]
        while stack:
            pattern = stack.pop()
            yield pattern
            stack.extend(reversed([*pattern.parts()]))
