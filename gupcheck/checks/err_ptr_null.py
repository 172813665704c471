"""err-ptr-null: IS_ERR() of what can only be NULL, a test for NULL of what can only be an error pointer, and
NULL returned on failure by a function that otherwise returns error pointers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gupcheck.checks.callees import Results
from gupcheck.checks.ends import End, Way, ends_of
from gupcheck.checks.failures import Failure, failures_in
from gupcheck.checks.hit import Hit
from gupcheck.checks.subject import Subject
from gupcheck.checks.told import told_by
from gupcheck.errors.carriers import POINTER
from gupcheck.errors.expressions import arguments_of, callee_name, key_of, without_wrapping
from gupcheck.errors.values import CALL, ERRNO, NULL, SUCCESS, UNKNOWN, Value
from gupcheck.flow.graph import Label
from gupcheck.model import Confidence
from gupcheck.syntax.ast import Node

_ERROR_TESTS = frozenset(("IS_ERR", "PTR_ERR_OR_ZERO"))
_NULL_AND_ERROR_TESTS = frozenset(("IS_ERR_OR_NULL", "IS_ERR"))


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield the wrong tests of pointers and the wrong failures of a function that returns one."""
    yield from _tests_for_errors(subject)
    yield from _tests_for_null(subject)
    if subject.carrier == POINTER:
        yield from _failures_as_null(subject)


def _tests_for_errors(subject: Subject) -> Iterator[Hit]:
    """Yield `IS_ERR(p)` where p is what callees gave that return NULL and never an error pointer."""
    for node in subject.cfg.nodes:
        after = subject.solution.after[node.index]
        for call in subject.calls_in(node) if after is not None else ():
            if after is None or callee_name(call) not in _ERROR_TESTS or len(arguments_of(call)) != 1:
                continue
            asked = _asked(subject, arguments_of(call)[0], node.index)
            if asked is None:
                continue
            names, results = asked
            kinds = {value.kind for value in results}
            if NULL in kinds and SUCCESS in kinds and kinds <= {NULL, SUCCESS}:
                told = f"{names} returns NULL when it fails, never an error pointer: this test never holds."
                yield Hit(call, told, Confidence.HIGH)


def _tests_for_null(subject: Subject) -> Iterator[Hit]:
    """Yield `!p` where p is what callees gave that return error pointers and never NULL."""
    for node in subject.cfg.nodes:
        after = subject.solution.after[node.index]
        edges = [edge for edge in subject.cfg.successors[node.index] if edge.label is Label.TRUE]
        if after is None or not edges or edges[0].condition is None:
            continue
        told = told_by(edges[0].condition, True)
        if told is None or told[1] not in ("zero", "nonzero") or _is_asked_for_errors(subject, told[0]):
            continue
        asked = _asked(subject, told[0], node.index)
        if asked is None:
            continue
        names, results = asked
        errors = [value for value in results if value.kind == ERRNO]
        if errors and all(value.pointer for value in errors) and _only(results, ERRNO, SUCCESS):
            said = f"{names} returns an error pointer when it fails, never NULL: this test does not see that."
            yield Hit(edges[0].condition, said, Confidence.HIGH)


def _only(results: Results, *kinds: str) -> bool:
    """Return whether values are of these kinds alone, and a success is never NULL."""
    return all(value.kind in kinds and not (value.kind == SUCCESS and value.name) for value in results)


def _asked(subject: Subject, node: Node, index: int) -> tuple[str, Results] | None:
    """Return the callees whose results `node` holds at a node of the graph, and these; None where it may
    hold anything else."""
    state = subject.solution.after[index]
    node = without_wrapping(node)
    key = key_of(node)
    if state is None or not (key or node.kind == "call_expression"):
        return None
    tokens = subject.worth(node, state)
    values = [token.value for token in tokens]
    if not values or any(one.kind != CALL or one.pointer or one.name.startswith("*") for one in values):
        return None
    names = sorted({token.value.name for token in tokens})
    results = frozenset(one for token in tokens for one in subject.callees.results(token.value))
    return " or ".join(f"{name}()" for name in names), results


def _is_asked_for_errors(subject: Subject, pointer: Node) -> bool:
    """Return whether the function asks of the same variable anywhere whether it is an error pointer."""
    key = key_of(pointer)
    return not key or any(
        callee_name(call) in _NULL_AND_ERROR_TESTS
        and any(key_of(argument) == key for argument in arguments_of(call))
        for node in subject.cfg.nodes
        for call in subject.calls_in(node)
    )


def _failures_as_null(subject: Subject) -> Iterator[Hit]:
    """Yield the failed checks behind which NULL is returned where other failures give error pointers."""
    as_null: list[tuple[Failure, End]] = []
    as_error = any(_is_made_pointer(token.value) for _, tokens in subject.returns for token in tokens)
    for failure in failures_in(subject):
        ends = ends_of(subject, failure.edge, failure.state) or ()
        if ends and all(_kinds(end) == {NULL} and end.way is not Way.GOES_ON for end in ends):
            as_null.append((failure, ends[0]))
        as_error = as_error or (bool(ends) and all(_gives_error(subject, end) for end in ends))
    if not as_error:
        return
    for failure, end in as_null:
        if failure.is_null and not all(_fails_with_null(subject, name) for name in failure.callees):
            continue
        callee = " or ".join(f"{name}()" for name in failure.callees)
        name = subject.function.name
        line = subject.line(end.node.own) if end.node.own is not None else 0
        told = (
            f"When {callee} fails here, {name}() returns NULL on line {line}, and an error pointer where "
            "other things fail."
        )
        yield Hit(failure.condition, told, Confidence.MEDIUM)


def _fails_with_null(subject: Subject, name: str) -> bool:
    """Return whether a callee's NULL is a failure; where it also gives error pointers, there is none then."""
    results = subject.callees.results(Value(CALL, name))
    gives_pointers = any(one.kind == ERRNO and one.pointer for one in results)
    return not gives_pointers and subject.callees.allocates(name)


def _is_made_pointer(value: Value) -> bool:
    """Return whether a value went through ERR_PTR() here: nothing but an error is handed to it."""
    return value.pointer and value.kind in (ERRNO, CALL)


def _gives_error(subject: Subject, end: End) -> bool:
    """Return whether an end gives nothing but error pointers."""
    values = [token.value for token in end.tokens]
    results = [one for value in values for one in subject.callees.results(value)]
    return any(one.kind == ERRNO and one.pointer for one in results) and all(
        one.kind in (ERRNO, UNKNOWN) for one in results
    )


def _kinds(end: End) -> set[str]:
    return {token.value.kind for token in end.tokens} or {UNKNOWN}
