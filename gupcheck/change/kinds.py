"""What kind of change it is that a cause gives something else: the words by which change rules select."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from gupcheck.change.side import Case, Side
from gupcheck.errors.carriers import VOID, carrier_of


class ChangeKind(StrEnum):
    """The kinds of changes, as change rules name them."""

    REPLACED = "errno-replaced"
    LOST = "errno-lost"
    GAINED = "errno-gained"
    TO_SUCCESS = "error-to-success"
    TO_ERROR = "success-to-error"
    REPRESENTATION = "representation-changed"
    CHECK_REMOVED = "check-removed"
    CHECK_CHANGED = "check-changed"
    STALE_TEST = "stale-error-test"
    UNHANDLED = "unhandled-error"
    SYSTEM_CALL = "syscall-errno-changed"


def kind_of(old: Side, new: Side, was: Sequence[Case], now: Sequence[Case], *, kept: bool) -> ChangeKind:
    """Return the kind of change from the errors `was` to the errors `now` of one cause, one of them maybe ().

    `kept` tells that both versions take the decision.
    """
    codes_before, codes_after = {case.code for case in was}, {case.code for case in now}
    if was and now:
        if {case.value for case in was} == {case.value for case in now}:
            return ChangeKind.CHECK_CHANGED
        return ChangeKind.REPRESENTATION if _same_meaning(was, now) else ChangeKind.REPLACED
    if _changes_form(old, new):
        return ChangeKind.REPRESENTATION
    if now:
        return ChangeKind.GAINED if codes_after - old.codes else ChangeKind.TO_ERROR
    if kept and not was[0].callee:
        return ChangeKind.TO_SUCCESS
    return ChangeKind.LOST if codes_before - new.codes else ChangeKind.CHECK_REMOVED


def _changes_form(old: Side, new: Side) -> bool:
    """Return whether the versions carry their codes in different types: a number, a pointer, a bool."""
    carriers = {carrier_of(side.summary.return_type) for side in (old, new)}
    return len(carriers) > 1 and VOID not in carriers


def _same_meaning(was: Sequence[Case], now: Sequence[Case]) -> bool:
    """Return whether only the form of the failure changed: NULL and an error pointer, or a code's carrier."""
    before, after = {case.code for case in was}, {case.code for case in now}
    return before == after or ("NULL" in before) != ("NULL" in after)
