"""Callees that a function hands the results of and that give no error: a size, a number, a truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gupcheck.change.codes import callee_in
from gupcheck.change.difference import Difference
from gupcheck.change.programs import TwoPrograms
from gupcheck.errors.program import Program
from gupcheck.errors.values import BOOL, NUMBER, SUCCESS, ZERO
from gupcheck.model.change import CauseChange

_NO_ERRORS = frozenset((BOOL, NUMBER, SUCCESS, ZERO))
_SUCCESSES = frozenset(("0", "success"))


def without_harmless(programs: TwoPrograms, difference: Difference) -> Difference | None:
    """Return a difference without the results of callees that are known to give no error in their version.

    None where nothing is left.
    """
    harmless = frozenset(
        (
            *_harmless(programs.new, difference.gained, difference.file),
            *_harmless(programs.old, difference.lost, difference.old_file),
        )
    )
    causes = tuple(cause for cause in difference.causes if not _is_harmless(cause, harmless))
    if not harmless:
        return difference
    if not causes:
        return None
    return replace(
        difference,
        causes=causes,
        gained=tuple(code for code in difference.gained if code not in harmless),
        lost=tuple(code for code in difference.lost if code not in harmless),
    )


def _harmless(program: Program, codes: Iterable[str], file: str) -> Iterable[str]:
    for code in codes:
        callee = callee_in(code)
        values = program.callee(callee, file) if callee else ()
        if values and all(
            one.value.kind in _NO_ERRORS and not one.value.name.startswith("-") for one in values
        ):
            yield code


def _is_harmless(cause: CauseChange, harmless: frozenset[str]) -> bool:
    values = frozenset((*cause.before, *cause.after))
    return bool(values & harmless) and values <= harmless | _SUCCESSES
