"""missing-error-code: a failed check leads through the error path to a return of 0 or of success."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from gupcheck.checks.ends import End, Way, ends_of
from gupcheck.checks.error_labels import forgotten_at_labels
from gupcheck.checks.failures import Failure, failures_in
from gupcheck.checks.hit import Hit
from gupcheck.checks.messages import Telling, telling_of
from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import key_of
from gupcheck.errors.tokens import Token
from gupcheck.errors.values import CALL, ERRNO, NUMBER, UNKNOWN, ZERO
from gupcheck.model import Confidence


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield the failed checks behind which the function returns as if all were well, each callee once."""
    if not subject.returns_errno:
        return
    told: set[tuple[int, ...]] = set()
    tested = frozenset(failure.edge.source for failure in failures_in(subject))
    for failure in failures_in(subject):
        ends = ends_of(subject, failure.edge, failure.state)
        if failure.calls in told or not ends or not all(_is_success(subject, end, failure) for end in ends):
            continue
        confidence = min((_confidence(subject, failure, end) for end in ends), key=_rank)
        if confidence is not None and not _may_fail(subject):
            confidence = Confidence.LOW if _drops_a_code(subject, failure, ends) else None
        if confidence is not None:
            told.add(failure.calls)
            yield Hit(failure.condition, _message(subject, failure, ends), confidence)
    yield from (hit for hit in forgotten_at_labels(subject, tested) if _may_fail(subject))


def _rank(confidence: Confidence | None) -> int:
    return {None: 0, Confidence.LOW: 1, Confidence.MEDIUM: 2, Confidence.HIGH: 3}[confidence]


@lru_cache(1)
def _may_fail(subject: Subject) -> bool:
    """Return whether the function may return an error at all."""
    return any(_may_be_error(subject, token) for _, tokens in subject.returns for token in tokens)


def _may_be_error(subject: Subject, token: Token) -> bool:
    value = token.value
    if value.kind == ERRNO or (value.kind == NUMBER and value.name.startswith("-")):
        return True
    results = subject.callees.results(value) if value.kind == CALL else ()
    return any(one.kind in (ERRNO, UNKNOWN) for one in results)


def _is_success(subject: Subject, end: End, failure: Failure) -> bool:
    return bool(end.tokens) and all(_succeeds(subject, token, failure) for token in end.tokens)


def _succeeds(subject: Subject, token: Token, failure: Failure) -> bool:
    value = token.value
    if value.kind == NUMBER:
        return value.name == "1"
    if value.kind == CALL and token.origin not in failure.calls:
        return all(one.kind == ZERO for one in subject.callees.results(value))
    return value.kind == ZERO


def _confidence(subject: Subject, failure: Failure, end: End) -> Confidence | None:
    """Return how sure it is that this end is a mistake; None where nothing speaks for it."""
    telling = telling_of(subject, end.apart, failure.key)
    is_lookup = failure.is_null and not all(subject.callees.allocates(name) for name in failure.callees)
    if is_lookup or (telling is Telling.DEBUGS and not _is_stale(failure, end)):
        return None
    if _is_stale(failure, end) and end.way is not Way.GOES_ON:
        return Confidence.HIGH if telling or end.way is Way.RETURNS or failure.is_null else Confidence.MEDIUM
    if not _is_constant(end):
        return None
    if end.way is Way.JUMPS:
        return Confidence.MEDIUM if telling else Confidence.LOW
    return Confidence.MEDIUM if telling is Telling.SAYS_ERROR else Confidence.LOW


def _is_stale(failure: Failure, end: End) -> bool:
    """Return whether a variable is returned whose success is older than the failed call."""
    first = min(failure.calls)
    return not _is_constant(end) and all(token.origin < first for token in end.tokens)


def _is_constant(end: End) -> bool:
    return end.node.own is not None and not key_of(end.node.own)


def _drops_a_code(subject: Subject, failure: Failure, ends: tuple[End, ...]) -> bool:
    """Return whether a code that was put into a variable is left behind, by a goto to a constant return or
    with no more than a message that shows it."""
    return failure.key.isidentifier() and all(
        _is_constant(end)
        and (end.way is Way.JUMPS or telling_of(subject, end.apart, failure.key) >= Telling.TELLS)
        for end in ends
    )


def _message(subject: Subject, failure: Failure, ends: tuple[End, ...]) -> str:
    callee = " or ".join(f"{name}()" for name in failure.callees)
    lines = sorted({subject.line(end.node.own) for end in ends if end.node.own is not None})
    at = " or ".join(str(line) for line in lines)
    text = f"{callee} has failed here, yet {subject.function.name}() returns success on line {at}"
    if all(_is_stale(failure, end) for end in ends):
        key = key_of(ends[0].node.own) if ends[0].node.own is not None else ""
        return f"{text}: '{key}' still holds what was right before."
    return f"{text}."
