"""Codes that moved into, or came out of, a helper of the same file: what a caller gets is the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from gupcheck.change.body import BodyChange
from gupcheck.change.codes import callee_in, codes_of
from gupcheck.change.side import Case
from gupcheck.errors.summarise import summarise
from gupcheck.syntax import Function, Unit

DEPTH = 4
"""Helpers of helpers that are looked into."""


class LocalCodes:
    """The codes of functions of one file, with the static functions that they call filled in."""

    def __init__(self, unit: Unit, errnos: frozenset[str]) -> None:
        self._unit = unit
        self._errnos = errnos
        self._codes: dict[str, frozenset[str]] = {}

    @cached_property
    def _helpers(self) -> dict[str, Function]:
        return {function.name: function for function in self._unit.functions if function.is_static}

    def filled_in(self, codes: frozenset[str], depth: int = DEPTH) -> frozenset[str]:
        """Return `codes` with those of helpers in place of their names."""
        found: set[str] = set()
        for code in codes:
            name = callee_in(code)
            if depth and name in self._helpers:
                found |= self.filled_in(self._of(name), depth - 1)
            else:
                found.add(code)
        return frozenset(found)

    def has(self, code: str) -> bool:
        """Return whether a code is the error of a helper of the file."""
        return callee_in(code) in self._helpers

    def _of(self, name: str) -> frozenset[str]:
        known = self._codes.get(name)
        if known is None:
            self._codes[name] = frozenset()  # a helper that calls itself adds nothing
            known = codes_of(summarise(self._helpers[name], self._unit, self._errnos))
            self._codes[name] = known
        return known


def only_moved(change: BodyChange, old: LocalCodes, new: LocalCodes) -> bool:
    """Return whether all that changed is that codes of the function are now those of a helper of the file, or
    the other way round."""
    if not change.came or not change.went:
        return False
    into, out_of = _all_of_helpers(change.came, new), _all_of_helpers(change.went, old)
    if into == out_of:
        return False
    return old.filled_in(change.codes_before) == new.filled_in(change.codes_after)


def _all_of_helpers(cases: Iterable[Case], local: LocalCodes) -> bool:
    return all(local.has(case.code) for case in cases)
