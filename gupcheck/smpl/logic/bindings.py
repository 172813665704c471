"""What variables are bound to while a formula is solved, and what they must not be.

Bindings are interned: equal ones are one object, so that sets of them are cheap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from gupcheck.smpl.match.env import Value


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of a node: exactly these, or with `prefix` some labels that these begin with."""

    parts: tuple[int, ...]
    prefix: bool = False

    def merged(self, other: Labels) -> Labels | None:
        """Return what satisfies both, or None."""
        if not self.prefix and not other.prefix:
            return self if self.parts == other.parts else None
        if self.prefix and other.prefix:
            if not self.parts or not other.parts or self.parts[0] != other.parts[0]:
                return None
            length = 0
            for one, two in zip(self.parts, other.parts, strict=False):
                if one != two:
                    break
                length += 1
            return Labels(self.parts[:length], True)
        whole, begun = (other, self) if self.prefix else (self, other)
        return whole if begun.parts[: len(whole.parts)] == whole.parts else None


Bound: TypeAlias = "Value | Labels | str | int"


def _agreed(one: Bound, two: Bound) -> Bound | None:
    if isinstance(one, Labels) and isinstance(two, Labels):
        return one.merged(two)
    if isinstance(one, Value) and isinstance(two, Value) and one.kind == two.kind == "spot":
        return one if _nested(one, two) or _nested(two, one) else None
    return one if one == two else None


def _nested(one: Value, two: Value) -> bool:
    return one.start <= two.start and two.end <= one.end


class Bindings:
    """Values of variables (`known`) and values that variables must not have (`barred`)."""

    __slots__ = ("barred", "known")

    def __init__(self, known: dict[str, Bound], barred: dict[str, frozenset[Bound]]) -> None:
        self.known = known
        self.barred = barred


class Store:
    """Makes bindings and combines them, each result once."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, object, object], Bindings] = {}
        self._joined: dict[tuple[int, int], Bindings | None] = {}
        self.empty = self.make({}, {})

    def make(self, known: dict[str, Bound], barred: dict[str, frozenset[Bound]]) -> Bindings:
        """Return the bindings with these contents."""
        texts = tuple(value.text for value in known.values() if isinstance(value, Value) and value.text)
        key = (frozenset(known.items()), frozenset(barred.items()), texts)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Bindings(known, barred)
        return found

    def join(self, one: Bindings, two: Bindings) -> Bindings | None:
        """Return the bindings that satisfy both, or None where there are none."""
        if one is two or two is self.empty:
            return one
        if one is self.empty:
            return two
        key = (id(one), id(two))
        if key not in self._joined:
            self._joined[key] = self._join(one, two)
        return self._joined[key]

    def _join(self, one: Bindings, two: Bindings) -> Bindings | None:
        known = dict(one.known)
        for name, value in two.known.items():
            if name in known:
                agreed = _agreed(known[name], value)
                if agreed is None:
                    return None
                known[name] = agreed
            else:
                known[name] = value
        barred: dict[str, frozenset[Bound]] = {}
        for side in (one.barred, two.barred):
            for name, values in side.items():
                if name not in known:
                    barred[name] = barred.get(name, frozenset()) | values
                elif any(_agreed(known[name], value) is not None for value in values):
                    return None
        return self.make(known, barred)

    def without(self, one: Bindings, name: str) -> Bindings:
        """Return `one` with nothing said of `name`."""
        return self.make(
            {key: value for key, value in one.known.items() if key != name},
            {key: values for key, values in one.barred.items() if key != name},
        )

    def opposites(self, one: Bindings) -> list[Bindings]:
        """Return the bindings one of which holds where `one` does not."""
        found = [self.make({}, {name: frozenset((value,))}) for name, value in one.known.items()]
        found += [
            self.make({name: value}, {}) for name, values in one.barred.items() for value in sorted_(values)
        ]
        return found

    def none_of(self, many: Iterable[Bindings]) -> list[Bindings]:
        """Return the bindings under which none of `many` holds."""
        left: dict[Bindings, None] = {self.empty: None}
        for one in many:
            opposites = self.opposites(one)
            joined = (self.join(before, other) for before in left for other in opposites)
            left = dict.fromkeys(found for found in joined if found is not None)
            if not left:
                break
        return list(left)


def sorted_(values: frozenset[Bound]) -> list[Bound]:
    """Return `values` in an order that does not depend on hashes."""
    return sorted(values, key=repr)
