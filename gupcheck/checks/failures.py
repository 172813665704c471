"""The checks of a function that say that a callee failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gupcheck.checks.callees import Results
from gupcheck.checks.subject import Subject
from gupcheck.checks.told import told_by
from gupcheck.errors.expressions import key_of
from gupcheck.errors.tokens import State, Token, Tokens
from gupcheck.errors.values import CALL, ERRNO, NULL, NUMBER, UNKNOWN, ZERO, Predicate, refine
from gupcheck.flow.graph import Edge, Label
from gupcheck.syntax.ast import Node

_ALWAYS_FAILURE = frozenset(("negative", "error"))
"""What is true of nothing but failures, whatever the callee is."""

_SAYS_FAILURE = frozenset(("negative", "error", "nonzero", "nonpositive"))


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A test that tells, along `edge`, that what `calls` (byte offsets) of `callees` gave is a failure.

    `subject` is the tested expression, `results` what it may be there: error codes, or NULL, with 0 among
    them only where `predicate` does not part it from the errors. `state` is the state behind the edge.
    """

    edge: Edge
    subject: Node
    predicate: Predicate
    callees: tuple[str, ...]
    calls: tuple[int, ...]
    results: Results
    state: State

    @property
    def is_null(self) -> bool:
        """Return whether the callee failed with NULL."""
        return all(value.kind == NULL for value in self.results)

    @property
    def key(self) -> str:
        """Return the variable that is tested, "" for anything else."""
        return key_of(self.subject)

    @property
    def condition(self) -> Node:
        """Return the test."""
        return self.edge.condition or self.subject


@lru_cache(1)
def failures_in(subject: Subject) -> tuple[Failure, ...]:
    """Return the failing outcomes of tests of callees' results, in source order; each rule asks for them."""
    return tuple(_failures(subject))


def _failures(subject: Subject) -> Iterator[Failure]:
    for node in subject.cfg.nodes:
        after = subject.solution.after[node.index]
        for edge in subject.cfg.successors[node.index] if after is not None else ():
            failure = _failure(subject, edge, after) if after is not None else None
            if failure is not None:
                yield failure


def _failure(subject: Subject, edge: Edge, after: State) -> Failure | None:
    if edge.condition is None or edge.label not in (Label.TRUE, Label.FALSE):
        return None
    told = told_by(edge.condition, edge.label is Label.TRUE)
    if told is None or told[1].startswith(("eq:", "ne:")):
        return None
    tokens = _of_calls(subject.worth(told[0], after), told[1])
    results = frozenset(
        one for token in tokens for one in subject.callees.results(token.value, (told[1],))
    )
    state = subject.values.along_edge(edge, after)
    if state is None or not _all_failed(results, told[1]):
        return None
    names = tuple(sorted({token.value.name for token in tokens}))
    calls = tuple(sorted({token.origin for token in tokens}))
    return Failure(edge, told[0], told[1], names, calls, results, state)


def _of_calls(tokens: Tokens, predicate: Predicate) -> list[Token]:
    """Return what came from calls, where nothing else is among `tokens` that `predicate` lets through."""
    left = [token for token in tokens if refine(token.value, predicate) is not None]
    calls = [token for token in left if token.value.kind == CALL]
    others = {token.value.kind for token in left} - {CALL}
    return calls if others <= ({ZERO} if predicate == "nonpositive" else set()) else []


def _all_failed(results: Results, predicate: Predicate) -> bool:
    kinds = {value.kind for value in results}
    if kinds == {NULL}:
        return predicate == "zero"
    if not kinds or predicate not in _SAYS_FAILURE:
        return False
    if ERRNO not in kinds and not (kinds == {UNKNOWN} and predicate in _ALWAYS_FAILURE):
        return False
    allowed = {ERRNO, UNKNOWN} | ({ZERO} if predicate == "nonpositive" else set())
    return all(
        value.kind in allowed or (value.kind == NUMBER and value.name == "-1") for value in results
    )
