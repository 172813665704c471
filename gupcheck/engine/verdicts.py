"""Findings of the rules on checks of page tables say what their function comes to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from gupcheck.errors.errnos import shipped_errnos
from gupcheck.impact.verdict import verdict_of_call
from gupcheck.model import Finding, Location
from gupcheck.syntax import Function, Unit


def with_verdicts(findings: Iterable[Finding], rules: Collection[str], unit: Unit) -> list[Finding]:
    """Return the findings of a file, those of `rules` with a sentence on the outcome behind their message.

    What stands before it stays as the rule said it. Only the functions that hold such findings are analysed.
    """
    return [_told(finding, unit) if finding.rule in rules else finding for finding in findings]


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
