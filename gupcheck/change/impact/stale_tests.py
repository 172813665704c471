"""Tests in callers for a code that cannot come any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from gupcheck.change.impact.caller_tests import TestOutcome, ValuesOf, outcomes_of_tests
from gupcheck.errors.errnos import Errnos
from gupcheck.errors.values import UNKNOWN, Value
from gupcheck.flow.graph import Label
from gupcheck.impact.call_sites import Site
from gupcheck.model.change import Impact
from gupcheck.syntax import Function, Unit


@dataclass(frozen=True, slots=True)
class Loss:
    """What a called function lost: `lost` of its values `before`, and what it yields `after`."""

    lost: tuple[Value, ...]
    before: tuple[Value, ...]
    after: tuple[Value, ...]

    @property
    def known_after(self) -> tuple[Value, ...]:
        """Return what is known of the values that it yields now."""
        return tuple(value for value in self.after if value.kind != UNKNOWN)

    @property
    def is_told(self) -> bool:
        """Return whether nothing is unknown now that was not unknown before."""
        before = {value.name for value in self.before if value.kind == UNKNOWN}
        return all(value.name in before for value in self.after if value.kind == UNKNOWN)


def stale_tests(
    unit: Unit, function: Function, sites: Collection[Site], loss: Loss, of_callee: ValuesOf, errnos: Errnos
) -> Iterator[Impact]:
    """Yield a dead test for each test of a caller, whose calls are `sites`, that only a lost code answered.

    `may` tells that something of what the function yields is not known, neither before nor now.
    """
    if not loss.lost or not loss.is_told or any(site.field for site in sites):
        return
    caller = next(iter(sites)).caller
    exact = loss.known_after == loss.after
    seen: set[tuple[str, int]] = set()
    calls = [site.start for site in sites]
    for tree in function.trees():
        outcomes = list(outcomes_of_tests(unit, tree, calls, errnos.names))
        for outcome in _dead(outcomes, loss, of_callee, errnos):
            place = (outcome.text, outcome.line)
            if place not in seen:
                seen.add(place)
                yield Impact(
                    "dead-test",
                    caller.name,
                    caller.file,
                    outcome.line,
                    _words(outcome),
                    ", ".join(sorted(code.text() for code in loss.lost if outcome.is_possible([code]))),
                    gained=False,
                    may=not exact,
                )


def _dead(
    outcomes: Iterable[TestOutcome], loss: Loss, of_callee: ValuesOf, errnos: Errnos
) -> Iterator[TestOutcome]:
    for outcome in outcomes:
        if (
            outcome.is_possible(loss.lost)
            and outcome.is_reached(loss.known_after)
            and not outcome.is_possible(loss.known_after)
            and not _has_two_names(outcome, errnos)
            and not outcome.is_possible_beside(loss.known_after, of_callee)
        ):
            yield outcome


def _has_two_names(outcome: TestOutcome, errnos: Errnos) -> bool:
    """Return whether a test asks for a code by another name than the one that values have: EWOULDBLOCK."""
    return any(errnos.word(name) != name and name in outcome.text for name in errnos.names)


def _words(outcome: TestOutcome) -> str:
    text = " ".join(outcome.text.split())
    return f"case {text}" if outcome.edge.label is Label.CASE else text
