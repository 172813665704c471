"""One version of a function that is compared: its codes, its checks and the cases in which it ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gupcheck.change.checks import FAILING, Checks, Decision, Place, renamed
from gupcheck.change.codes import callee_in, code_of, codes_of
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.values import CALL
from gupcheck.syntax import Function, Unit


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which a function ends: `value` in C's words, `code` what of it counts, "" for success.

    `decisions` are those without which it does not come, the deciding one last. `line` is that of the check,
    or where the value enters, as the call of a callee whose error it is; from 1.
    """

    value: str
    code: str
    decisions: tuple[Decision, ...]
    line: int

    @property
    def callee(self) -> str:
        """Return the callee whose error this is, "" where it is the function's own."""
        return callee_in(self.code)

    @property
    def cause(self) -> Decision | None:
        """Return the decision that gives this case, None where nothing does; a callee's error has its own."""
        if self.callee:
            return _failure_of(self.callee)
        return self.decisions[-1] if self.decisions else None


class Side:
    """One version of a function; `names` are other names that its checks are to have for some identifiers."""

    def __init__(self, unit: Unit, function: Function, summary: BodySummary) -> None:
        self.unit = unit
        self.function = function
        self.summary = summary
        self.names: dict[str, str] = {}

    @cached_property
    def codes(self) -> frozenset[str]:
        """Return the codes that the body yields."""
        return codes_of(self.summary)

    @cached_property
    def variants(self) -> tuple[Checks, ...]:
        """Return the checks of each variant that the `#if` arms make."""
        return tuple(Checks(self.unit, tree) for tree in self.function.trees())

    @cached_property
    def errors(self) -> frozenset[tuple[str, Decision | None]]:
        """Return each error and its cause, as they are in `cases` where no identifier has another name.

        Takes much less time than `cases` does.
        """
        codes = (
            (outcome, code_of(outcome.value, self.summary.return_type)) for outcome in self.summary.outcomes
        )
        return frozenset((_value(one, code), self._cause(one, code)) for one, code in codes if code)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases in source order."""
        return tuple(dict.fromkeys(self._case(outcome) for outcome in self.summary.outcomes))

    @cached_property
    def checks(self) -> frozenset[Decision]:
        """Return every decision that the function can take."""
        return frozenset(self._named(one) for variant in self.variants for one in variant.decisions)

    @cached_property
    def texts(self) -> frozenset[str]:
        """Return the words of every check."""
        return frozenset(decision.text for decision in self.checks)

    def known(self, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
        """Return those decisions that this version can take too."""
        return tuple(decision for decision in decisions if decision in self.checks)

    def under(self, decisions: tuple[Decision, ...]) -> tuple[Case, ...]:
        """Return the cases in which the function ends that has taken those of `decisions` it knows."""
        left = list(self.known(decisions))
        while left:
            wanted = frozenset(left)
            found = tuple(case for case in self.cases if wanted <= set(case.decisions))
            if found:
                return found
            left.pop()
        return self.cases

    def goes_back(self, decision: Decision) -> bool:
        """Return whether the decision only leads back to its check."""
        return any(variant.goes_back(decision) for variant in self.variants)

    def calls(self, callee: str) -> bool:
        """Return whether the function calls `callee`."""
        called = re.compile(rb"\b" + re.escape(callee.encode()) + rb"\s*\(")
        return called.search(self.unit.source.plain, self.function.start, self.function.end) is not None

    def _cause(self, outcome: Outcome, code: str) -> Decision | None:
        callee = callee_in(code)
        if callee:
            return _failure_of(callee)
        variant, place = self._place(outcome)
        return variant.cause_at(place) if variant and place else None

    def _place(self, outcome: Outcome) -> tuple[Checks, Place] | tuple[None, None]:
        """Return the first variant that has the outcome, and where it is decided there."""
        for variant in self.variants:
            place = variant.place_of(outcome)
            if place is not None:
                return variant, place
        return None, None

    def _named(self, decision: Decision) -> Decision:
        return renamed(decision, self.names)

    def _case(self, outcome: Outcome) -> Case:
        code = code_of(outcome.value, self.summary.return_type)
        line = outcome.origin if code.startswith("<") else outcome.cause_line or outcome.origin
        variant, place = self._place(outcome)
        decisions = variant.decisions_at(place) if variant and place else ()
        named = tuple(self._named(decision) for decision in decisions)
        return Case(_value(outcome, code), code, named, line)


def _failure_of(callee: str) -> Decision:
    return Decision(f"{callee}()", FAILING)


def _value(outcome: Outcome, code: str) -> str:
    """Return what an outcome yields: what a callee returns that is no error is a success."""
    value = outcome.value
    if value.kind == CALL and not code.startswith("<"):
        return code or ("0" if "zero" in value.tests else "success")
    return value.text()
