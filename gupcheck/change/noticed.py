"""Turns what those who notice a change do into differences of their own, for the rules about callers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gupcheck.change.difference import Difference
from gupcheck.change.kinds import ChangeKind
from gupcheck.model.change import CauseChange, Impact

_KINDS = {
    "dead-test": ChangeKind.STALE_TEST,
    "unhandled": ChangeKind.UNHANDLED,
    "system call": ChangeKind.SYSTEM_CALL,
    "ioctl": ChangeKind.SYSTEM_CALL,
    "file operation": ChangeKind.SYSTEM_CALL,
}


def differences_of(impact: Iterable[Impact], changed: Difference) -> Iterator[Difference]:
    """Yield a difference for each dead test and unhandled code, and one for all entry points.

    A test of which it is not sure that it is dead, and an entry point that may show its user the same as
    before, are none.
    """
    entries: list[Impact] = []
    for one in impact:
        if one.kind == "unhandled" or (one.kind == "dead-test" and not one.may):
            yield Difference(
                file=one.file,
                function=one.function,
                line=one.line,
                causes=(_at_caller(one),),
                impact=(one,),
                about=changed.function,
            )
        elif one.kind in _KINDS and not one.elsewhere:
            entries.append(one)
    if entries:
        yield Difference(
            file=changed.file,
            function=changed.function,
            line=changed.line,
            old_file=changed.old_file,
            old_function=changed.old_function,
            old_line=changed.old_line,
            resolved_gained=changed.resolved_gained,
            resolved_lost=changed.resolved_lost,
            causes=tuple(_at_entry(one) for one in entries),
            impact=tuple(entries),
            about=changed.function,
        )


def _at_caller(one: Impact) -> CauseChange:
    before, after = ((), (one.code,)) if one.gained else ((one.code,), ())
    return CauseChange(one.text, before, after, 0, one.line, _KINDS[one.kind])


def _at_entry(one: Impact) -> CauseChange:
    shown = (one.shown or one.code,)
    before, after = ((), shown) if one.gained else (shown, ())
    listed = {True: "Its manual page lists it.", False: "Its manual page does not list it.", None: ""}
    line = one.line or (one.chain[0].line if one.chain else 0)
    return CauseChange(
        f"{one.kind} {one.function}", before, after, 0, line, _KINDS[one.kind], listed[one.listed]
    )
