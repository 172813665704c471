"""The report as JSON; `gupcheck-report-v1.schema.json` beside this file describes it."""

from __future__ import annotations

from typing import Any

from gupcheck.model import Finding, Location, Notification, Report, Summary
from gupcheck.report.json_layout import dumps
from gupcheck.report.options import Options

SCHEMA_VERSION = 1
"""Grows when a property changes its meaning or goes away, not when one is added."""

_LEVELS = 2


def write(report: Report, options: Options) -> str:
    """Return the whole report as JSON, one finding a line."""
    document = {
        **heading(report),
        "root": report.root,
        "summary": summary_fields(report.summary),
        "incomplete": report.incomplete,
        "findings": [_finding(finding) for finding in report.findings],
        "suppressed": [_finding(finding) for finding in report.suppressed],
        "notifications": [notification_fields(notification) for notification in report.notifications],
    }
    return dumps(document, _LEVELS)


def heading(report: Report) -> dict[str, Any]:
    """Return what every JSON document of gupcheck begins with."""
    return {"schema_version": SCHEMA_VERSION, "tool": {"name": "gupcheck", "version": report.version}}


def summary_fields(summary: Summary) -> dict[str, Any]:
    """Return the counts of a run; the time in seconds, to the millisecond."""
    return {
        "files": summary.files,
        "parsed": summary.parsed,
        "functions": summary.functions,
        "functions_with_errors": summary.functions_with_errors,
        "seconds": round(summary.seconds, 3),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        **_place(finding.location),
        "function": finding.function,
        "related": [{"message": one.message, **_place(one.location)} for one in finding.related],
        "steps": [
            {"kind": step.kind, "message": step.message, **_place(step.location)} for step in finding.steps
        ],
    }


def _place(location: Location) -> dict[str, Any]:
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }


def notification_fields(notification: Notification) -> dict[str, Any]:
    """Return what went wrong in a run, as every JSON document of gupcheck has it."""
    return {
        "kind": notification.kind,
        "level": notification.level.value,
        "message": notification.message,
        "file": notification.file,
        "line": notification.line,
        "function": notification.function,
        "incomplete": notification.incomplete,
    }
