"""What a function must hold for spatch to lay a rule on it at all.

Before it solves a rule's formula spatch asks whether the parts of the rule that name something (an
identifier or a constant) match anywhere in the function, on whatever path. That decides more than speed:
dots that may stop early would match without what comes after them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

from gupcheck.smpl import pattern as p
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.translate.lift import alternatives
from gupcheck.smpl.translate.neighbours import cases_of
from gupcheck.smpl.translate.scoping import FreeNames

P = TypeVar("P", bound=p.Pattern)
Requirement = tuple[c.Match, ...]
"""Matches one of which must be somewhere in the function."""

Sets = list[frozenset[Requirement]]
MAX_SETS = 64
_MAX_PRODUCT = 4096


class _TooManyError(Exception):
    """The alternatives of a rule combine in more ways than are worth asking about."""


def requirements(
    body: p.Sequence, free: FreeNames, kept: frozenset[str]
) -> tuple[tuple[Requirement, ...], ...]:
    """Return the sets of requirements one of which a function must meet; () where any function will do.

    Where nothing in the rule names anything, what later rules need is asked for, else all of it.
    """
    for wanted in (_names_something, lambda pattern: bool(free(pattern) & kept), lambda pattern: True):
        try:
            found = _Requirements(wanted).sequence(body.elements, tail=False)
        except _TooManyError:
            return ()
        if found:
            return tuple(tuple(one) for one in found[:MAX_SETS]) if len(found) <= MAX_SETS else ()
    return ()


def _names_something(pattern: p.Pattern) -> bool:
    for part in pattern.walk():
        if isinstance(part, p.Ident | p.Literal):
            return True
        if isinstance(part, p.Meta) and part.var.inherited:
            return True
    return False


class _Requirements:
    """Collects the requirements of the elements for which `wanted` holds."""

    def __init__(self, wanted: Callable[[p.Pattern], bool]) -> None:
        self.wanted = wanted

    def sequence(self, elements: tuple[p.Pattern, ...], *, tail: bool) -> Sets:
        found: Sets = []
        for number, element in enumerate(elements):
            last = number == len(elements) - 1
            found = _all_of(found, self.statement(element, tail=tail and last))
        return found

    def statement(self, pattern: p.Pattern, *, tail: bool) -> Sets:
        if isinstance(pattern, p.Sequence):
            return self.sequence(pattern.elements, tail=tail)
        if isinstance(pattern, p.Dots | p.Optional):
            return []
        if isinstance(pattern, p.Nest):
            return self.statement(pattern.inner, tail=False) if pattern.plus else []
        if isinstance(pattern, p.Disj):
            return self._disjunction(pattern, tail)
        if isinstance(pattern, p.Conj):
            return []
        if isinstance(pattern, p.Block):
            return self.sequence(pattern.body.elements, tail=tail)
        if isinstance(pattern, p.Function):
            return _all_of(self._head(pattern), self.sequence(pattern.body.body.elements, tail=True))
        if isinstance(pattern, p.If):
            branches = self.statement(pattern.then, tail=tail)
            if pattern.otherwise is not None:
                branches = _all_of(branches, self.statement(pattern.otherwise, tail=tail))
            return _all_of(self._head(pattern), branches)
        if isinstance(pattern, p.Loop) and pattern.kind == "do":
            return self.statement(pattern.body, tail=tail)
        if isinstance(pattern, p.Loop | p.IteratorLoop):
            return _all_of(self._head(pattern), self.statement(pattern.body, tail=tail))
        if isinstance(pattern, p.Switch):
            return _all_of(self._head(pattern), self._cases(pattern))
        if isinstance(pattern, p.Return) and tail:
            return []
        return self._element(pattern, "whole")

    def _disjunction(self, pattern: p.Disj, tail: bool) -> Sets:
        parts = [self.statement(part, tail=tail) for part in pattern.alternatives]
        if not all(parts):
            return []
        bare = [
            part.elements[0] if isinstance(part, p.Sequence) and len(part.elements) == 1 else part
            for part in pattern.alternatives
        ]
        if all(isinstance(part, p.Within) for part in bare):
            return [
                frozenset((tuple(match for some in parts for one in some for each in one for match in each),))
            ]
        return list(dict.fromkeys(one for some in parts for one in some))

    def _cases(self, pattern: p.Switch) -> Sets:
        found: Sets = []
        for label, body in cases_of(pattern.body) if isinstance(pattern.body, p.Block) else []:
            found = _all_of(found, self._element(label, "whole"))
            found = _all_of(found, self.sequence(body.elements, tail=False))
        return found

    def _head(self, pattern: p.Pattern) -> Sets:
        head = _headless(pattern)
        return self._element(head, "head")

    def _element(self, pattern: p.Pattern, part: str) -> Sets:
        if not self.wanted(pattern):
            return []
        matches = tuple(c.Match(bare(one), part) for one in alternatives(pattern))
        return [frozenset((matches,))]


def _headless(pattern: p.Pattern) -> p.Pattern:
    """Return `pattern` without its branches."""
    nothing = p.Sequence(())
    if isinstance(pattern, p.If):
        return replace(pattern, then=nothing, otherwise=None)
    if isinstance(pattern, p.Function):
        return replace(pattern, body=p.Block(nothing))
    if isinstance(pattern, p.Loop | p.IteratorLoop | p.Switch):
        return replace(pattern, body=nothing)
    return pattern


def bare(pattern: P) -> P:
    """Return `pattern` without its positions."""
    changed: dict[str, object] = {}
    for field in fields(pattern):
        value = getattr(pattern, field.name)
        if field.name.endswith("positions"):
            changed[field.name] = ()
        elif isinstance(value, p.Pattern):
            changed[field.name] = bare(value)
        elif isinstance(value, tuple) and any(isinstance(part, p.Pattern) for part in value):
            changed[field.name] = tuple(bare(part) if isinstance(part, p.Pattern) else part for part in value)
    return replace(pattern, **changed) if changed else pattern


def _all_of(left: Sets, right: Sets) -> Sets:
    if not left or not right:
        return left or right
    if len(left) * len(right) > _MAX_PRODUCT:
        raise _TooManyError
    return list(dict.fromkeys(one | two for one in left for two in right))
