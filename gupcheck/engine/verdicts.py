"""Findings of the rules on checks of page tables say what their function comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from gupcheck.errors.errnos import shipped_errnos
from gupcheck.impact.verdict import verdict_of_call
from gupcheck.model import Finding, Location
from gupcheck.syntax import Function, Unit

_MOST_IN_A_FUNCTION = 40


def with_verdicts(findings: Iterable[Finding], rules: Collection[str], unit: Unit) -> list[Finding]:
    """Return the findings of a file, those of `rules` with a sentence on the outcome behind their message.

    What stands before it stays as the rule said it. Only the functions that hold such findings are analysed,
    and none that holds more than 40: the time would grow with the square of their number.
    """
    listed = list(findings)
    told = [one for one in listed if one.rule in rules]
    crowds = Counter(one.function for one in told)
    wanted = {one for one in told if crowds[one.function] <= _MOST_IN_A_FUNCTION}
    return [_told(finding, unit) if finding in wanted else finding for finding in listed]


def _told(finding: Finding, unit: Unit) -> Finding:
    offset = _offset(finding.location, unit)
    function = _function_at(offset, unit)
    said = verdict_of_call(unit, function, offset, shipped_errnos().names) if function else ""
    return replace(finding, message=f"{finding.message} {said}") if said else finding


def _offset(location: Location, unit: Unit) -> int:
    """Return the byte offset at which a location begins."""
    return unit.line_start(location.line) + location.column - 1


def _function_at(offset: int, unit: Unit) -> Function | None:
    return next((one for one in unit.functions if one.start <= offset < one.end), None)
