"""dead-error-test: a test for a code that the callee never gives, or that takes its errors for an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gupcheck.checks.callees import Results, errors_in, is_known
from gupcheck.checks.edges import gives_errors, is_bad_news, only_fails
from gupcheck.checks.hit import Hit
from gupcheck.checks.narrow_types import unsigned_locals
from gupcheck.checks.negatives import is_left_unseen, negatives_in
from gupcheck.checks.subject import Subject
from gupcheck.checks.told import Told, told_by
from gupcheck.errors.conditions import WARNINGS
from gupcheck.errors.expressions import arguments_of, callee_name, key_of
from gupcheck.errors.tokens import State
from gupcheck.errors.values import BOOL, CALL, NUMBER, SUCCESS, UNKNOWN, ZERO, Predicate
from gupcheck.flow.graph import Edge, Label
from gupcheck.model import Confidence
from gupcheck.syntax.ast import Node

_MOST_SHOWN = 4
_ALSO_FOR_ERRORS = frozenset(("bool", "_Bool", "unsigned long"))
"""Types in which an error is not 0 either: what is asked of them is whether it is 0."""

_QUESTION = re.compile(r"(?:^|_)(?:is|am|are|has|have|can|needs?|should|supports?)_")


@dataclass(frozen=True, slots=True, eq=False)
class _Test:
    """A test of what callees gave: where it holds it says `predicate` of `subject`, in which `results` may be
    and `matching` are left then. `edge` is the way that it opens, None for a warning that opens none;
    `unsigned` are the callees, where no type of theirs has negative numbers."""

    condition: Node
    edge: Edge | None
    subject: Node
    predicate: Predicate
    names: str
    results: Results
    matching: Results
    unsigned: frozenset[str]


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield the tests that can't hold, and those that hold for errors as if these were an answer."""
    unsigned = unsigned_locals(subject)
    for test in _tests(subject):
        found = _unseen_in_unsigned(test, unsigned)
        if test.predicate.startswith("eq:"):
            found = found or _never_equal(subject, test) or _only_minus_one(test)
        elif test.predicate == "zero":
            found = found or _zero_as_failure(subject, test) or _error_as_yes(test)
            found = found or _negative_unseen(subject, test)
        if found is not None:
            yield Hit(test.condition, *found)


def _tests(subject: Subject) -> Iterator[_Test]:
    for node in subject.cfg.nodes:
        after = subject.solution.after[node.index]
        if after is None:
            continue
        for edge in subject.cfg.successors[node.index]:
            if edge.label in (Label.TRUE, Label.FALSE) and edge.condition is not None:
                told = told_by(edge.condition, edge.label is Label.TRUE)
                yield from _test(subject, edge.condition, told, edge, after)
        if len(subject.cfg.successors[node.index]) == 1:
            for call in subject.calls_in(node):
                if callee_name(call) in WARNINGS:
                    yield from _test(subject, call, told_by(call, True), None, after)


def _test(
    subject: Subject, condition: Node, told: Told | None, edge: Edge | None, after: State
) -> Iterator[_Test]:
    """Yield the test, for that of its outcomes which speaks of one value, of 0 or of errors."""
    if told is None or not told[1].startswith(("eq:", "zero", "negative")):
        return
    predicate = told[1]
    values = [token.value for token in subject.worth(told[0], after)]
    if not values or any(one.kind != CALL or one.name.startswith("*") for one in values):
        return
    results = frozenset(one for value in values for one in subject.callees.results(value))
    matching = frozenset(one for value in values for one in subject.callees.results(value, (predicate,)))
    names = " or ".join(f"{name}()" for name in sorted({value.name for value in values}))
    called = frozenset(value.name for value in values)
    unsigned = called if all(map(subject.callees.is_unsigned, called)) else frozenset()
    yield _Test(condition, edge, told[0], predicate, names, results, matching, unsigned)


def _operands(condition: Node) -> Iterator[Node]:
    """Yield what a test is made of; the macro around that of a warning is left out."""
    if condition.kind == "call_expression" and callee_name(condition) in WARNINGS:
        for argument in arguments_of(condition):
            yield from argument.walk()
    else:
        yield from condition.walk()


def _unseen_in_unsigned(test: _Test, unsigned: Mapping[str, str]) -> tuple[str, Confidence] | None:
    """Return what to say of a test for an error, or for 0, of an unsigned variable that holds error codes."""
    key = key_of(test.subject)
    if key not in unsigned or not errors_in(test.results) or test.predicate not in ("negative", "zero"):
        return None
    if any(part.kind in ("cast_expression", "call_expression") for part in _operands(test.condition)):
        return None
    if test.predicate == "zero" and unsigned[key] in _ALSO_FOR_ERRORS:
        return None
    told = f"'{key}' is of type {unsigned[key]} and never negative: an error of {test.names} goes unseen."
    return told, Confidence.HIGH if test.predicate == "negative" else Confidence.MEDIUM


def _never_equal(subject: Subject, test: _Test) -> tuple[str, Confidence] | None:
    """Return what to say of a comparison with a code or a number that the callee never gives.

    A success that is not known in numbers may be any, unless the callee's type has no negative ones.
    """
    constant = test.predicate[3:]
    is_code = constant[1:] in subject.values.evaluator.errnos and constant.startswith("-")
    if test.matching or not is_known(test.results) or not errors_in(test.results) | test.unsigned:
        return None
    if not is_code and not constant.lstrip("-").isdigit():
        return None
    if any(one.kind == SUCCESS for one in test.results) and not (test.unsigned and is_code):
        return None
    if subject.callees.word(constant[1:]) in errors_in(test.results):
        return None
    told = f"{test.names} never returns {constant}, but {_shown(test.results)}: this test never holds."
    return told, Confidence.HIGH


def _only_minus_one(test: _Test) -> tuple[str, Confidence] | None:
    codes = errors_in(test.results) - {"EPERM"}
    if test.predicate != "eq:-1" or not codes or not is_known(test.results) or key_of(test.subject):
        return None
    others = f"-{', -'.join(sorted(codes))}"
    return f"{test.names} also fails with {others}: this test sees only -1.", Confidence.HIGH


def _zero_as_failure(subject: Subject, test: _Test) -> tuple[str, Confidence] | None:
    """Return what to say of a test that treats the 0 of a callee which gives error codes as its failure."""
    if not errors_in(test.results) or any(one.kind in (BOOL, SUCCESS, NUMBER) for one in test.results):
        return None
    if {one.kind for one in test.matching} != {ZERO} or test.edge is None:
        return None
    if not is_bad_news(subject, test.edge):
        return None
    others = [edge for edge in subject.cfg.successors[test.edge.source] if edge is not test.edge]
    if any(is_bad_news(subject, edge) or gives_errors(subject, edge) for edge in others):
        return None
    codes = ", ".join(f"-{code}" for code in sorted(errors_in(test.results))[:_MOST_SHOWN])
    return f"{test.names} returns 0 for success ({codes} for errors), which is told as a failure here.", (
        Confidence.MEDIUM
    )


def _negative_unseen(subject: Subject, test: _Test) -> tuple[str, Confidence] | None:
    """Return what to say of a test for 0 that is meant for the failures of a callee, which are negative."""
    failures = negatives_in(test.results)
    if not failures or test.edge is None:
        return None
    if not is_left_unseen(subject, key_of(test.subject), test.edge.source):
        return None
    if not is_bad_news(subject, test.edge) and not only_fails(subject, test.edge):
        return None
    others = [edge for edge in subject.cfg.successors[test.edge.source] if edge is not test.edge]
    if any(is_bad_news(subject, edge) or only_fails(subject, edge) for edge in others):
        return None
    shown = ", ".join(failures[:_MOST_SHOWN])
    told = f"{test.names} returns negative numbers when it fails, {shown}: this test for 0 does not see them."
    return told, Confidence.MEDIUM


def _error_as_yes(test: _Test) -> tuple[str, Confidence] | None:
    """Return what to say of a callee named as a question that has three answers, asked as if it had two."""
    kinds = {one.kind for one in test.results}
    if not errors_in(test.results) or key_of(test.subject) or not _QUESTION.search(test.names):
        return None
    if ZERO not in kinds or not kinds & {SUCCESS, BOOL, NUMBER, UNKNOWN}:
        return None
    told = f"{test.names} also returns error codes, {_shown(test.results)}, which count as yes here."
    return told, Confidence.LOW


def _shown(results: Results) -> str:
    texts = sorted(one.text() for one in results)
    more = ", ..." if len(texts) > _MOST_SHOWN else ""
    return ", ".join(texts[:_MOST_SHOWN]) + more
