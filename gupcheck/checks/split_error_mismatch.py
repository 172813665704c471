"""split-error-mismatch: after a split, the arms of one function answer a failure with different codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gupcheck.checks.ends import ends_of
from gupcheck.checks.hit import Hit
from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import callee_name
from gupcheck.errors.values import ERRNO
from gupcheck.flow.graph import Edge, Label
from gupcheck.model import Confidence
from gupcheck.syntax.ast import Node


@dataclass(frozen=True, slots=True, eq=False)
class _Arm:
    """A split, the first check behind it that can fail, and the code that the function gives then."""

    split: Node
    check: Node
    code: str


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield the checks behind a split whose code is another than that behind the function's first split.

    The parameter `splits` lists what the functions that split are called.
    """
    names = parameters.get("splits")
    splits = frozenset(str(name) for name in names) if isinstance(names, list) else frozenset()
    arms = list(_arms(subject, splits))
    for arm in arms[1:]:
        first = arms[0]
        if arm.code != first.code and arm.split is not first.split:
            name = subject.function.name
            told = (
                f"After a split {name}() answers this failure with -{arm.code}, and the one behind the split "
                f"on line {subject.line(first.split)} with -{first.code}."
            )
            related = ((first.check, f"This failure is answered with -{first.code}."),)
            yield Hit(arm.check, told, Confidence.MEDIUM, related)


def _arms(subject: Subject, splits: frozenset[str]) -> Iterator[_Arm]:
    for node in subject.cfg.nodes:
        for call in subject.calls_in(node):
            if callee_name(call) in splits:
                arm = _first_failure(subject, node.index, call, splits)
                if arm is not None:
                    yield arm


def _first_failure(subject: Subject, start: int, split: Node, splits: frozenset[str]) -> _Arm | None:
    """Return the arm of a split: the nearest check of a callee behind it that leads to one code."""
    seen = {start}
    work = [edge.target for edge in subject.cfg.successors[start]]
    while work:
        index = work.pop(0)
        node = subject.cfg.nodes[index]
        if index in seen or any(callee_name(call) in splits for call in subject.calls_in(node)):
            continue
        seen.add(index)
        edges = subject.cfg.successors[index]
        if any(True for _ in subject.calls_in(node)):
            for edge in edges:
                code = _code_behind(subject, edge)
                if code and edge.condition is not None:
                    return _Arm(split, edge.condition, code)
        work.extend(edge.target for edge in edges)
    return None


def _code_behind(subject: Subject, edge: Edge) -> str:
    """Return the one error code that the way along an edge returns, "" where it is not one."""
    after = subject.solution.after[edge.source]
    if edge.label not in (Label.TRUE, Label.FALSE) or after is None:
        return ""
    state = subject.values.along_edge(edge, after)
    ends = (ends_of(subject, edge, state) if state is not None else None) or ()
    values = {token.value for end in ends for token in end.tokens}
    codes = {value.name for value in values if value.kind == ERRNO}
    return min(codes) if len(codes) == 1 and all(value.kind == ERRNO for value in values) else ""
