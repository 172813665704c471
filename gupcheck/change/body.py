"""Compares the bodies of two versions of a function, in the body's own terms: callees stay symbols."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gupcheck.change.causes import cause_changes, differing
from gupcheck.change.codes import in_order
from gupcheck.change.functions import FunctionPair
from gupcheck.change.locals import renamed_locals
from gupcheck.change.side import Case, Side
from gupcheck.errors.summarise import summarise, yields_no_code
from gupcheck.model.change import CauseChange
from gupcheck.syntax import Function, Unit


@dataclass(frozen=True, slots=True)
class BodyChange:
    """How two versions of one function differ; empty where they give the same codes for the same causes.

    `line` is that of the function in the new version, `old_line` in the old one, from 1. `gave_up` says why a
    version was not analysed, "" where both were. `went` are the errors of the old version that the new one
    does not give from the same check, `came` those of the new one. `codes_before` and `codes_after` are all
    codes of the versions.
    """

    function: str
    old_function: str
    line: int
    old_line: int
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    causes: tuple[CauseChange, ...] = ()
    gave_up: str = ""
    went: tuple[Case, ...] = ()
    came: tuple[Case, ...] = ()
    codes_before: frozenset[str] = frozenset()
    codes_after: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost or self.causes)


def compare_bodies(old: Unit, new: Unit, pair: FunctionPair, errnos: frozenset[str]) -> BodyChange:
    """Return how the two functions of a pair, of which neither may be None, differ."""
    before, after = pair.old, pair.new
    if before is None or after is None:
        raise ValueError("A function of one version alone has no change of its body.")
    change = BodyChange(after.name, before.name, _line(new, after), _line(old, before))
    if yields_no_code(before, old) and yields_no_code(after, new):
        return change
    first = Side(old, before, summarise(before, old, errnos))
    second = Side(new, after, summarise(after, new, errnos))
    gave_up = first.summary.gave_up or second.summary.gave_up
    if gave_up or not (first.codes or second.codes):
        return replace(change, gave_up=gave_up)
    if first.codes == second.codes and first.errors == second.errors:
        return change
    first.names = renamed_locals(old, before, new, after)
    went, came = differing(first.cases, second.cases)
    causes = cause_changes(first, second, went, came)
    return replace(
        change,
        gained=in_order(second.codes - first.codes),
        lost=in_order(first.codes - second.codes),
        causes=causes,
        went=tuple(went),
        came=tuple(came),
        codes_before=first.codes,
        codes_after=second.codes,
    )


def _line(unit: Unit, function: Function) -> int:
    return unit.position(function.name_start)[0]
