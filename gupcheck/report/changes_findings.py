"""Changes as findings, for the formats that programs read: SARIF and GitHub's annotations."""

from __future__ import annotations

from collections.abc import Iterator

from gupcheck.model import Confidence, Finding, Location, Related, Report, RuleInfo, Step
from gupcheck.model.change import CauseChange, Change
from gupcheck.model.comparison import Comparison, Quotes
from gupcheck.report.changes_words import cause_words, impact_words, values

_MOST_RELATED = 20
"""Places that one finding names: more are of no use to a reader."""


def report_of(comparison: Comparison) -> Report:
    """Return the changes as a report of findings, each in the new version where that has the function."""
    changes = comparison.report
    rules = {rule.id: rule for rule in changes.rules}
    return Report(
        version=changes.version,
        root=comparison.root,
        findings=tuple(
            _finding(change, comparison.quotes, rules.get(change.rule)) for change in changes.changes
        ),
        rules=changes.rules,
        notifications=changes.notifications,
        category=comparison.category,
    )


def _finding(change: Change, quotes: Quotes, rule: RuleInfo | None) -> Finding:
    return Finding(
        rule=change.rule,
        name=change.name,
        severity=change.severity,
        confidence=rule.confidence if rule else Confidence.MEDIUM,
        message=change.message,
        location=_primary(change, quotes),
        function=change.function or change.old_function,
        related=() if change.calls else tuple(_related(change, quotes))[:_MOST_RELATED],
        steps=() if change.calls else tuple(_steps(change, quotes)),
        fingerprint=quotes.fingerprints.get((change.file, change.line), ""),
    )


def _primary(change: Change, quotes: Quotes) -> Location:
    """Return where a finding is: in the new version; at a caller where that has the function no more."""
    if change.file:
        return _new(change.file, change.line, quotes)
    for impact in change.impact:
        if impact.line:
            return _new(impact.file, impact.line, quotes)
    return _old(change.old_file, change.old_line, quotes)


def _related(change: Change, quotes: Quotes) -> Iterator[Related]:
    for cause in change.causes:
        if cause.old_line:
            yield Related(_old(change.old_file, cause.old_line, quotes), _before(cause))
    for impact in change.impact:
        if impact.line:
            yield Related(_new(impact.file, impact.line, quotes), f"{impact_words(impact)}.")


def _steps(change: Change, quotes: Quotes) -> Iterator[Step]:
    """Yield, cause by cause, what the old version did and what the new one does."""
    for cause in change.causes:
        if cause.old_line:
            yield Step(_old(change.old_file, cause.old_line, quotes), _before(cause), "start")
        if cause.new_line:
            yield Step(_new(change.file, cause.new_line, quotes), _after(cause), "end")


def _before(cause: CauseChange) -> str:
    return f"Before, '{cause_words(cause)}': {values(cause.before)}."


def _after(cause: CauseChange) -> str:
    text = f"Now, '{cause_words(cause)}': {values(cause.after)}."
    return f"{text} {cause.note}" if cause.note else text


def _new(file: str, line: int, quotes: Quotes) -> Location:
    return _whole_line(file, line, quotes.new.get((file, line), ""), old=False)


def _old(file: str, line: int, quotes: Quotes) -> Location:
    return _whole_line(file, line, quotes.old.get((file, line), ""), old=True)


def _whole_line(file: str, line: int, text: str, *, old: bool) -> Location:
    """Return the place of a line's code, without the blanks round it."""
    data = text.encode("utf-8", errors="replace")
    start = len(data) - len(data.lstrip()) + 1
    end = max(len(data.rstrip()) + 1, start)
    return Location(file, max(line, 1), start, max(line, 1), end, text, text, old)
