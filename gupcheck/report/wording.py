"""Sentences and numbers that several formats share."""

from __future__ import annotations

from collections.abc import Iterable

from gupcheck.model import Finding, Notification, Report, Severity, Summary

USE_VERBS = {
    "returns": "returned",
    "maps": "becomes {}",
    "retries": "tried again",
    "tests": "tested for",
    "stores": "stored in {}",
    "passes": "passed to {}()",
    "drops": "dropped: {}",
}
"""What a caller does with a code, by the action: {} is what the code becomes."""


def count(number: int, noun: str) -> str:
    """Return "1 file" or "1,204 files"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def percent(part: int, whole: int) -> float:
    """Return how many per cent of `whole` are `part`, to two places; 0 of nothing."""
    return round(100 * part / whole, 2) if whole else 0.0


def closing_lines(report: Report) -> list[str]:
    """Return the sentence that sums up a run, and one each for what was suppressed and what was not done."""
    lines = [f"{_found(report.findings)}; {checked(report.summary)}"]
    if report.suppressed:
        lines.append(f"Suppressed in the source: {count(len(report.suppressed), 'finding')}.")
    if report.incomplete:
        lines.append("Part of the analysis was not done: see the messages above.")
    return lines


def checked(summary: Summary) -> str:
    """Return what was looked at: "checked 187 files, parsed 12, 1,204 functions." and what did not parse."""
    text = f"checked {count(summary.files, 'file')}, parsed {summary.parsed:,}"
    text += f", {count(summary.functions, 'function')}"
    if summary.functions_with_errors:
        verb = "holds" if summary.functions_with_errors == 1 else "hold"
        text += f", {summary.functions_with_errors:,} of them {verb} code that did not parse"
    return text + "."


def notable(notifications: Iterable[Notification]) -> list[Notification]:
    """Return the notifications that a format of one line a finding must not leave out."""
    return [one for one in notifications if one.incomplete or one.level != Severity.NOTE]


def _found(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "No findings"
    severities = [finding.severity for finding in findings]
    grades = ", ".join(
        count(severities.count(severity), severity.value) for severity in Severity if severity in severities
    )
    files = len({finding.location.file for finding in findings})
    return f"Found {count(len(findings), 'finding')} ({grades}) in {count(files, 'file')}"
