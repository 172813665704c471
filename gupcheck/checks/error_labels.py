"""Jumps to where errors end that carry no error: the variable that the label returns still says success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gupcheck.checks.ends import End, ends_of
from gupcheck.checks.hit import Hit
from gupcheck.checks.messages import Telling, telling_of
from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import key_of
from gupcheck.errors.values import ERRNO, UNKNOWN, ZERO, Value
from gupcheck.flow.graph import Edge, FlowNode, Kind, Label
from gupcheck.model import Confidence
from gupcheck.syntax.ast import Node


@dataclass(frozen=True, slots=True, eq=False)
class _Jump:
    """A goto: `test` is the edge that decides it, `between` the nodes from there to it, `ends` where its way
    returns."""

    node: FlowNode
    test: Edge
    between: tuple[int, ...]
    ends: tuple[End, ...]

    @property
    def condition(self) -> Node:
        """Return the test that decides it."""
        assert self.test.condition is not None
        return self.test.condition


def forgotten_at_labels(subject: Subject, tested: frozenset[int]) -> Iterator[Hit]:
    """Yield the jumps to an error label with success in the returned variable.

    A label is one for errors where control only jumps to it and every other jump brings an error, or, for
    this jump, where a message says on its way that something is wrong. Tests of callees, whose nodes are
    `tested`, are left to those who know the callee.
    """
    by_label: dict[int, list[_Jump]] = {}
    for node in subject.cfg.nodes:
        if node.kind is Kind.GOTO and (jump := _jump(subject, node)) is not None:
            by_label.setdefault(subject.cfg.successors[node.index][0].target, []).append(jump)
    for label, jumps in by_label.items():
        stale = [jump for jump in jumps if _is_stale(subject, jump)]
        failing = sum(_brings_error(subject, jump) for jump in jumps)
        only_jumped_to = all(edge.label is Label.JUMP for edge in subject.cfg.predecessors[label])
        for_errors = only_jumped_to and len(stale) + failing == len(jumps)
        for jump in stale if failing else ():
            confidence = _confidence(subject, jump, for_errors=for_errors, alone=len(stale) == 1)
            if confidence is not None and jump.test.source not in tested:
                yield Hit(jump.condition, _message(subject, jump), confidence)


def _jump(subject: Subject, node: FlowNode) -> _Jump | None:
    """Return a goto that ends the function by returning one variable, None for any other."""
    before = subject.solution.after[node.index]
    decided = _decided_by(subject, node.index)
    if before is None or decided is None or len(subject.cfg.successors[node.index]) != 1:
        return None
    edge = subject.cfg.successors[node.index][0]
    ends = ends_of(subject, edge, before)
    if not ends or any(end.node.own is None or not key_of(end.node.own) for end in ends):
        return None
    return _Jump(node, decided[0], decided[1], ends)


def _decided_by(subject: Subject, index: int) -> tuple[Edge, tuple[int, ...]] | None:
    """Return the edge of the test that leads to a node and nowhere else, and the nodes on the way."""
    way: list[int] = []
    while len(subject.cfg.predecessors[index]) == 1:
        edge = subject.cfg.predecessors[index][0]
        if edge.label in (Label.TRUE, Label.FALSE) and edge.condition is not None:
            return edge, tuple(way)
        index = edge.source
        way.append(index)
    return None


def _is_stale(subject: Subject, jump: _Jump) -> bool:
    """Return whether the jump brings success that was there before its test."""
    return all(
        token.origin < jump.condition.start and _is_zero(subject, token.value)
        for end in jump.ends
        for token in end.tokens
    )


def _is_zero(subject: Subject, value: Value) -> bool:
    results = subject.callees.results(value)
    return bool(results) and all(one.kind == ZERO for one in results)


def _brings_error(subject: Subject, jump: _Jump) -> bool:
    return all(
        bool(results := subject.callees.results(token.value))
        and any(one.kind == ERRNO for one in results)
        and all(one.kind in (ERRNO, UNKNOWN) for one in results)
        for end in jump.ends
        for token in end.tokens
    )


def _confidence(subject: Subject, jump: _Jump, *, for_errors: bool, alone: bool) -> Confidence | None:
    telling = telling_of(subject, jump.between, "")
    if telling is Telling.SAYS_ERROR:
        return Confidence.HIGH
    return (Confidence.MEDIUM if alone else Confidence.LOW) if for_errors else None


def _message(subject: Subject, jump: _Jump) -> str:
    own = jump.ends[0].node.own
    key = key_of(own) if own is not None else ""
    line = subject.line(own) if own is not None else 0
    return (
        f"This jumps to where {subject.function.name}() handles errors, but '{key}', which it returns on "
        f"line {line}, still says success."
    )
