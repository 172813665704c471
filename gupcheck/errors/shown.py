"""Resolved values in the words of a summary: what is shown, what makes it exact, what must be said beside
it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gupcheck.errors.carriers import POINTER, carrier_of
from gupcheck.errors.errnos import Errnos
from gupcheck.errors.resolve import Way
from gupcheck.errors.resolved import ResolvedOutcome, ResolvedSummary, ResolvedValue
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.values import ERRNO, PARAMETER, UNKNOWN, Value


def shown(value: Value, errnos: Errnos) -> Value:
    """Return `value` with the first of the names that its error code has."""
    return replace(value, name=errnos.word(value.name)) if value.kind == ERRNO else value


def text_of(value: Value) -> str:
    """Return a value's text; an unknown one's has its reason."""
    return f"unknown ({value.name})" if value.kind == UNKNOWN else value.text()


def resolved_outcome(outcome: Outcome, value: Value, way: Way, errnos: Errnos) -> ResolvedOutcome:
    """Return what one outcome of a body comes to with one of the values that reached it."""
    return ResolvedOutcome(
        outcome.line,
        text_of(shown(value, errnos)),
        outcome.cause,
        outcome.cause_line,
        way.file,
        way.line,
        way.chain,
        way.may,
    )


def summary_of(
    body: BodySummary,
    ways: Mapping[Value, Way],
    outcomes: Iterable[ResolvedOutcome],
    errnos: Errnos,
    scope: str,
    notes: tuple[str, ...],
    stores: tuple[tuple[str, tuple[ResolvedOutcome, ...]], ...] = (),
) -> ResolvedSummary:
    """Return the resolved summary of `body` whose values, with the ways that they came, are `ways`."""
    values = {shown(value, errnos): way.may for value, way in sorted(ways.items(), reverse=True)}
    return ResolvedSummary(
        body.name,
        body.file,
        body.line,
        body.return_type,
        all(_is_known(value, body) for value in values),
        scope,
        resolved_values(values),
        tuple(sorted({value.name for value in values if value.kind == ERRNO})),
        best_of(outcomes),
        any(values.values()),
        (*_given_up(body), *notes),
        stores,
    )


def resolved_values(values: Mapping[Value, bool]) -> tuple[ResolvedValue, ...]:
    """Return one value of each text, in order; the mapping tells which came through a function pointer."""
    found = sorted((ResolvedValue(text_of(value), value, may) for value, may in values.items()), reverse=True)
    kept = {value.text: value for value in found}
    return tuple(sorted(kept.values()))


def _is_known(value: Value, body: BodySummary) -> bool:
    if value.kind == PARAMETER:
        return carrier_of(body.return_type) == POINTER and "error" not in value.tests
    return value.kind != UNKNOWN


def best_of(outcomes: Iterable[ResolvedOutcome]) -> tuple[ResolvedOutcome, ...]:
    """Return the outcomes in order, of those that differ in their way alone the one with the shortest
    chain."""
    kept: dict[tuple[int, str, str], ResolvedOutcome] = {}
    for outcome in sorted(outcomes, key=lambda one: (one.may, len(one.chain), one)):
        kept.setdefault((outcome.line, outcome.value, outcome.cause), outcome)
    return tuple(sorted(kept.values()))


def _given_up(body: BodySummary) -> tuple[str, ...]:
    return (f"The analysis was given up: {body.gave_up}.",) if body.gave_up else ()
