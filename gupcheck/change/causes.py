"""Compares the cases of two versions of a function: which check gives another outcome, and what its case does
now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from gupcheck.change.checks import Decision
from gupcheck.change.gone import gone_note
from gupcheck.change.kinds import kind_of
from gupcheck.change.side import Case, Side
from gupcheck.model.change import CauseChange

RETRY = "a retry"
MOST_VALUES = 3
"""A case that may end in more ways than this goes on like any other."""

Group = tuple[list[Case], list[Case]]
"""Errors of the old and of the new version that belong to one cause."""


def cause_changes(
    old: Side, new: Side, went: Sequence[Case], came: Sequence[Case]
) -> tuple[CauseChange, ...]:
    """Return the checks whose outcome differs between the versions, in the order of the new one.

    `went` and `came` are the cases that differ. Only errors count: that another success is returned is no
    change.
    """
    before, after = list(went), list(came)
    groups = [*_of_callees(before, after), *_of_one_cause(before, after)]
    groups = _changed_checks(groups)
    found = (_change(old, new, was, now) for was, now in groups)
    return tuple(sorted(found, key=lambda one: (one.new_line or one.old_line, one)))


def differing(old: Iterable[Case], new: Iterable[Case]) -> Group:
    """Return the errors of each version that the other one does not give from the same check.

    Checks that only call with other arguments are the same.
    """
    before = [case for case in old if case.code]
    after = [case for case in new if case.code]
    for key in (_exact, _in_outline):
        theirs, ours = {key(case) for case in after}, {key(case) for case in before}
        before = [case for case in before if key(case) not in theirs]
        after = [case for case in after if key(case) not in ours]
    return before, after


def _exact(case: Case) -> Hashable:
    return case.value, case.cause


def _in_outline(case: Case) -> Hashable:
    return case.value, case.cause.outline if case.cause else None


def _of_callees(before: list[Case], after: list[Case]) -> list[Group]:
    """Take out and return the errors of callees with what the other version made of the same call."""
    groups: list[Group] = []
    for callee in dict.fromkeys(case.callee for case in (*after, *before) if case.callee):
        was, now = _about(callee, before), _about(callee, after)
        groups.append((was, now))
        _take(before, was)
        _take(after, now)
    return groups


def _about(callee: str, cases: Iterable[Case]) -> list[Case]:
    return [
        case
        for case in cases
        if case.callee == callee or (not case.callee and case.cause and case.cause.is_about(callee))
    ]


def _take(cases: list[Case], taken: Iterable[Case]) -> None:
    for case in taken:
        cases.remove(case)


def _of_one_cause(before: Iterable[Case], after: Iterable[Case]) -> list[Group]:
    groups: dict[Decision | None, Group] = {}
    for case in after:
        groups.setdefault(case.cause, ([], []))[1].append(case)
    for case in before:
        groups.setdefault(case.cause, ([], []))[0].append(case)
    return list(groups.values())


def _changed_checks(groups: list[Group]) -> list[Group]:
    """Join what only went and what only came, in their order, where both give the same error."""
    kept: list[Group] = []
    waiting: list[Group] = []
    for was, now in groups:
        partner = _first(waiting, lambda one: _alike(one, (was, now)))  # noqa: B023 is called at once
        if partner is None:
            (waiting if not was or not now else kept).append((was, now))
            continue
        waiting.remove(partner)
        joined = (was or partner[0], now or partner[1])
        if all(case.cause for side in joined for case in side):
            kept.append(joined)
    return kept + waiting


def _first(groups: Iterable[Group], fits: Callable[[Group], bool]) -> Group | None:
    return next((group for group in groups if fits(group)), None)


def _alike(one: Group, other: Group) -> bool:
    (was, gone), (came, now) = sorted((one, other), key=lambda group: not group[0])
    return bool(was and now) and not gone and not came and _errors(was) == _errors(now)


def _errors(cases: Iterable[Case]) -> set[str]:
    return {case.value for case in cases}


def _change(old: Side, new: Side, was: Sequence[Case], now: Sequence[Case]) -> CauseChange:
    """Return the change of one cause; of its two sides one may have no errors."""
    lead = (now or was)[0]
    cause = lead.cause
    kept = cause is None or bool(lead.callee) or cause in (old.checks if now else new.checks)
    after = now or _instead(new, was)
    return CauseChange(
        cause.shown if cause else "",
        _values(old, cause, was or _instead(old, now), was),
        _values(new, cause, after, now),
        was[0].line if was else 0,
        now[0].line if now else 0,
        kind_of(old, new, was, now, kept=kept),
        _note(old, new, was, now, after, kept=kept),
    )


def _instead(side: Side, others: Sequence[Case]) -> tuple[Case, ...]:
    """Return how this version ends where the other one has its errors; () where that can be anything."""
    decisions = others[0].decisions
    if others[0].callee or not side.known(decisions):
        return ()
    found = side.under(decisions)
    return found if len(_errors(found)) <= MOST_VALUES else ()


def _values(
    side: Side, cause: Decision | None, cases: Iterable[Case], errors: Sequence[Case]
) -> tuple[str, ...]:
    if not errors and cause is not None and side.goes_back(cause):
        return (RETRY,)
    return tuple(dict.fromkeys(case.value for case in cases))


def _note(
    old: Side, new: Side, was: Sequence[Case], now: Sequence[Case], after: Sequence[Case], *, kept: bool
) -> str:
    lead = (now or was)[0]
    if was and now:
        before = was[0].cause
        if before != now[0].cause and before and _errors(was) == _errors(now):
            return f"The check was '{before.text}'."
        return ""
    if lead.callee:
        return _callee_note(old if now else new, lead.callee, is_new=bool(now))
    return gone_note(old, new, was[0], after) if was and not kept else ""


def _callee_note(other: Side, callee: str, *, is_new: bool) -> str:
    """Return what the version that does not hand on a callee's error does with the callee.

    Where that version returns what is not known it may hand on the error after all: nothing is said then.
    """
    if not other.calls(callee):
        return f"The call of {callee}() is new." if is_new else f"The call of {callee}() is gone."
    if not other.summary.is_exact:
        return ""
    return f"Errors of {callee}() {'were not handed on before' if is_new else 'are not handed on any more'}."
