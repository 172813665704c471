"""What stands before and after each `...` of a rule: what the dots must not pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from gupcheck.smpl import pattern as p


@dataclass(frozen=True, slots=True)
class Brace:
    """The opening or closing brace of a pattern's block; `name` is the variable that pairs the two."""

    block: p.Pattern
    part: str
    name: str


Neighbour: TypeAlias = "Brace | p.Pattern"
Neighbours: TypeAlias = tuple[Neighbour, ...]
Around: TypeAlias = dict[int, tuple[Neighbours, Neighbours]]
"""For each Dots and Nest, by its id, what stands directly before it and after it.

A statement metavariable behind dots is left out: it can be anything, so that dots could pass nothing."""


def brace_name(block: p.Pattern) -> str:
    """Return the variable for the braces of `block`: blocks within one another have different ones."""
    return f"brace {_depth(block)}"


def _depth(pattern: p.Pattern) -> int:
    inner = max((_depth(part) for part in pattern.parts()), default=0)
    return inner + isinstance(pattern, p.Block)


def _union(parts: list[Neighbours]) -> Neighbours:
    found: list[Neighbour] = []
    for part in parts:
        found.extend(item for item in part if item not in found)
    return tuple(found)


def neighbours(body: p.Sequence) -> Around:
    """Return what stands around the dots and nests of `body`."""
    annotator = _Annotator()
    annotator.before_sequence(body, ())
    annotator.after_sequence(body, ())
    return {key: (annotator.before.get(key, ()), after) for key, after in annotator.after.items()}


class _Annotator:
    def __init__(self) -> None:
        self.before: dict[int, Neighbours] = {}
        self.after: dict[int, Neighbours] = {}

    def before_sequence(self, sequence: p.Pattern, before: Neighbours) -> Neighbours:
        elements = sequence.elements if isinstance(sequence, p.Sequence) else (sequence,)
        for element in elements:
            before = self._before(element, before)
        return before

    def _before(self, pattern: p.Pattern, before: Neighbours) -> Neighbours:
        if isinstance(pattern, p.Dots):
            self.before[id(pattern)] = before
            return before
        if isinstance(pattern, p.Nest):
            self.before[id(pattern)] = before
            self.before_sequence(pattern.inner, before)
            return (pattern.inner,)
        if isinstance(pattern, p.Sequence):
            return self.before_sequence(pattern, before)
        if isinstance(pattern, p.Disj | p.Conj):
            return _union([self.before_sequence(part, before) for part in pattern.alternatives])
        if isinstance(pattern, p.Block):
            name = brace_name(pattern)
            self.before_sequence(pattern.body, (Brace(pattern, "open", name),))
            return (Brace(pattern, "close", name),)
        if isinstance(pattern, p.Function):
            self.before_sequence(pattern.body.body, ())
            return ()
        if isinstance(pattern, p.Switch) and isinstance(pattern.body, p.Block):
            name = brace_name(pattern)
            for part in cases_of(pattern.body):
                self.before_sequence(part[1], ())
            return (Brace(pattern.body, "close", name),)
        for branch in branches_of(pattern):
            self.before_sequence(branch, ())
        return (pattern,)

    def after_sequence(self, sequence: p.Pattern, after: Neighbours, *, dotted: bool = False) -> Neighbours:
        elements = sequence.elements if isinstance(sequence, p.Sequence) else (sequence,)
        for at in reversed(range(len(elements))):
            behind_dots = isinstance(elements[at - 1], p.Dots | p.Nest) if at else dotted
            after = self._after(elements[at], after, behind_dots)
        return after

    def _after(self, pattern: p.Pattern, after: Neighbours, dotted: bool) -> Neighbours:
        if isinstance(pattern, p.Meta) and dotted:
            return ()
        if isinstance(pattern, p.Dots):
            self.after[id(pattern)] = after
            return after
        if isinstance(pattern, p.Nest):
            self.after[id(pattern)] = after
            self.after_sequence(pattern.inner, after)
            return (pattern.inner,)
        if isinstance(pattern, p.Sequence):
            return self.after_sequence(pattern, after, dotted=dotted)
        if isinstance(pattern, p.Disj | p.Conj):
            return _union([self.after_sequence(part, after, dotted=dotted) for part in pattern.alternatives])
        if isinstance(pattern, p.Block):
            name = brace_name(pattern)
            self.after_sequence(pattern.body, (Brace(pattern, "close", name),))
            return (Brace(pattern, "open", name),)
        if isinstance(pattern, p.Function):
            self.after_sequence(pattern.body.body, ())
            return ()
        if isinstance(pattern, p.Switch) and isinstance(pattern.body, p.Block):
            name = brace_name(pattern)
            for part in cases_of(pattern.body):
                self.after_sequence(part[1], (Brace(pattern.body, "close", name),))
            return (Brace(pattern.body, "open", name),)
        inside = (pattern, *after) if isinstance(pattern, p.Loop | p.IteratorLoop) else after
        for branch in branches_of(pattern):
            self.after_sequence(branch, inside)
        return (pattern,)


def branches_of(pattern: p.Pattern) -> list[p.Pattern]:
    """Return the statements that a compound statement of a pattern governs."""
    if isinstance(pattern, p.If):
        return [pattern.then, *([pattern.otherwise] if pattern.otherwise else [])]
    return [pattern.body] if isinstance(pattern, p.Loop | p.IteratorLoop) else []


def cases_of(body: p.Block) -> list[tuple[p.CaseLabel, p.Sequence]]:
    """Return the cases of a switch's block, each with the statements behind it."""
    found: list[tuple[p.CaseLabel, list[p.Pattern]]] = []
    for element in body.body.elements:
        if isinstance(element, p.CaseLabel):
            found.append((element, []))
        elif found:
            found[-1][1].append(element)
    return [(label, p.Sequence(tuple(elements))) for label, elements in found]
