"""The results of formulas: at which nodes they hold, with which bindings, and what is kept for the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from gupcheck.smpl.logic.bindings import Bindings, Store
from gupcheck.smpl.match.env import Value

Kept: TypeAlias = frozenset[tuple[str, Value]]
Triples: TypeAlias = dict[tuple[Bindings, Kept], None]
Result: TypeAlias = dict[int, Triples]
"""For each node where a formula holds, the ways in which it does."""

NOTHING_KEPT: Kept = frozenset()


class Algebra:
    """Conjunction, complement and union of results, each step paid for with `spend`."""

    def __init__(self, store: Store, spend: Callable[[], None]) -> None:
        self.store = store
        self.spend = spend

    def top(self, states: Iterable[int]) -> Result:
        """Return that a formula holds at all of `states`."""
        return {state: {(self.store.empty, NOTHING_KEPT): None} for state in states}

    def joined(self, one: Triples, two: Triples) -> Triples:
        """Return the ways in which both hold."""
        found: Triples = {}
        join = self.store.join
        for left, kept in one:
            for right, more in two:
                self.spend()
                bindings = join(left, right)
                if bindings is not None:
                    found[bindings, kept | more if more else kept] = None
        return found

    def conjunction(self, one: Result, two: Result) -> Result:
        """Return where both hold."""
        found: Result = {}
        for state, triples in one.items():
            other = two.get(state)
            if other and (both := self.joined(triples, other)):
                found[state] = both
        return found

    @staticmethod
    def union(one: Result, two: Result) -> Result:
        """Return where one of the two holds."""
        found = {state: dict(triples) for state, triples in one.items()}
        for state, triples in two.items():
            found.setdefault(state, {}).update(triples)
        return found

    def complement(self, states: Iterable[int], one: Result) -> Result:
        """Return where, and under which bindings, `one` does not hold at `states`."""
        found: Result = {}
        empty = self.store.empty
        for state in states:
            triples = one.get(state)
            if not triples:
                found[state] = {(empty, NOTHING_KEPT): None}
                continue
            bindings = dict.fromkeys(known for known, _ in triples)
            if empty in bindings:
                continue
            for _ in bindings:
                self.spend()
            left = self.store.none_of(bindings)
            if left:
                found[state] = {(known, NOTHING_KEPT): None for known in left}
        return found

    def at_all(self, children: Iterable[int], result: Mapping[int, Triples]) -> Triples:
        """Return the ways in which a formula holds at all of `children`; none where one child has none."""
        found: Triples | None = None
        for child in children:
            triples = result.get(child)
            if not triples:
                return {}
            found = dict(triples) if found is None else self.joined(found, triples)
            if not found:
                return {}
        return found or {}
