"""What a case does now whose check is gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gupcheck.change.checks import Decision
from gupcheck.change.side import Case, Side


def gone_note(old: Side, new: Side, was: Case, after: Sequence[Case]) -> str:
    """Return sentences on the case `was` of the old version, which the new one ends as in one of `after`.

    `after` is empty where that can be in any way.
    """
    if not after:
        return "The check is gone: that case goes on like any other."
    known = new.known(was.decisions)
    through = dict.fromkeys(
        decision.text for case in after for decision in case.decisions if decision not in known
    )
    quoted = " and ".join(f"'{text}'" for text in through)
    way = f" through {quoted}" if through else ""
    ends = " or ".join(_end(case) for case in _distinct(after))
    notes = [f"The check is gone: that case now goes on{way} to {ends}."]
    for case in _distinct(after):
        only = _kept_away(old, case, was)
        if only is not None:
            notes.append(f"{case.value} came only where {only.shown}; now it can come in this case too.")
    return " ".join(notes)


def _distinct(cases: Iterable[Case]) -> list[Case]:
    return list({case.value: case for case in cases}.values())


def _end(case: Case) -> str:
    return f"what {case.callee}() returns" if case.callee else case.value


def _kept_away(old: Side, case: Case, was: Case) -> Decision | None:
    """Return the decision that kept `case` from coming, in the old version, where `was` came instead."""
    taken = {decision.text: decision.label for decision in was.decisions}
    same = [one for one in old.cases if one.value == case.value and one.cause == case.cause]
    for decision in same[0].decisions if len(same) == 1 else ():
        if taken.get(decision.text, decision.label) != decision.label:
            return decision
    return None
