"""The report of `gupcheck diff` as JSON; `gupcheck-changes-v1.schema.json` beside this file describes it."""

from __future__ import annotations

from typing import Any

from gupcheck.model.change import CauseChange, Change, ChangesReport, Impact
from gupcheck.model.comparison import Comparison
from gupcheck.report.json_format import notification_fields
from gupcheck.report.json_layout import dumps
from gupcheck.report.options import Options

SCHEMA_VERSION = 1
"""Grows when a property changes its meaning or goes away, not when one is added."""


def write(comparison: Comparison, options: Options) -> str:
    """Return the whole report as JSON, one change a line."""
    report = comparison.report
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "gupcheck", "version": report.version},
        "old": report.old_label,
        "new": report.new_label,
        "compared": report.compared,
        "unchanged": report.unchanged,
        "incomplete": report.incomplete,
        "changes": [_change(change) for change in report.changes],
        "patches": [_patch(patch.report) for patch in comparison.patches],
        "notifications": [notification_fields(one) for one in report.notifications],
        "notes": list(report.notes),
    }
    return dumps(document, 2)


def _patch(report: ChangesReport) -> dict[str, Any]:
    return {
        "title": report.new_label,
        "compared": report.compared,
        "unchanged": report.unchanged,
        "changes": [_change(change) for change in report.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "rule": change.rule,
        "name": change.name,
        "severity": change.severity.value,
        "message": change.message,
        "file": change.file,
        "function": change.function,
        "line": change.line,
        "old_file": change.old_file,
        "old_function": change.old_function,
        "old_line": change.old_line,
        "gained": list(change.gained),
        "lost": list(change.lost),
        "path_only": change.path_only,
        "moved": change.moved,
        "resolved_gained": list(change.resolved_gained),
        "resolved_lost": list(change.resolved_lost),
        "causes": [_cause(cause) for cause in change.causes],
        "impact": [_impact(impact) for impact in change.impact],
        "notes": list(change.notes),
        "calls": change.calls,
    }


def _cause(cause: CauseChange) -> dict[str, Any]:
    return {
        "cause": cause.cause,
        "kind": cause.kind,
        "before": list(cause.before),
        "after": list(cause.after),
        "old_line": cause.old_line,
        "new_line": cause.new_line,
        "note": cause.note,
    }


def _impact(impact: Impact) -> dict[str, Any]:
    return {
        "kind": impact.kind,
        "function": impact.function,
        "file": impact.file,
        "line": impact.line,
        "text": impact.text,
        "code": impact.code,
        "gained": impact.gained,
        "shown": impact.shown,
        "listed": impact.listed,
        "may": impact.may,
        "elsewhere": impact.elsewhere,
        "uses": [
            {
                "code": use.code,
                "action": use.action,
                "becomes": use.becomes,
                "line": use.line,
                "gained": use.gained,
            }
            for use in impact.uses
        ],
        "chain": [{"function": link.function, "file": link.file, "line": link.line} for link in impact.chain],
    }
