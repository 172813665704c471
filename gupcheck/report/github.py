"""Workflow commands that GitHub turns into annotations of a pull request's lines.

Their form and what must be escaped: "Workflow commands for GitHub Actions" in GitHub's documentation and the
`command.ts` of its actions toolkit.
"""

from __future__ import annotations

from gupcheck.model import Finding, Location, Notification, Report, Severity
from gupcheck.report.columns import utf16_column
from gupcheck.report.display import visible
from gupcheck.report.options import Options
from gupcheck.report.wording import notable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(report: Report, options: Options) -> str:
    """Return one command for each finding and for each notification above a note; "" for a clean run."""
    commands = [_finding(finding) for finding in report.findings]
    commands += [_notification(notification) for notification in notable(report.notifications)]
    return "".join(f"{command}\n" for command in commands)


def _finding(finding: Finding) -> str:
    properties = {**_span(finding.location), "title": f"{finding.rule} {finding.name}"}
    message = [finding.message.strip()]
    message += [f"{_place(related.location)}: {related.message}" for related in finding.related]
    for number, step in enumerate(finding.steps, start=1):
        message.append(f"{number}. {_place(step.location)}: {step.message}")
    return _command(finding.severity, properties, "\n".join(message))


def _notification(notification: Notification) -> str:
    properties = {"title": f"gupcheck: {notification.kind}"}
    if notification.file:
        properties = {"file": notification.file, "line": str(notification.line or 1), **properties}
    return _command(notification.level, properties, notification.message)


def _span(location: Location) -> dict[str, str]:
    """Return where the annotation goes; columns are of use to GitHub within one line only."""
    span = {"file": location.file, "line": str(location.line), "endLine": str(location.end_line)}
    if location.end_line == location.line:
        span["col"] = str(utf16_column(location.text, location.column))
        span["endColumn"] = str(utf16_column(location.text, location.end_column))
    return span


def _place(location: Location) -> str:
    version = " (old version)" if location.old else ""
    return f"{location.file}:{location.line}{version}"


def _command(severity: Severity, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = "\n".join(visible(line) for line in message.splitlines())
    return f"::{_COMMANDS[severity]} {listed}::{_escaped(text)}"


def _property(value: str) -> str:
    return _escaped(visible(value)).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
