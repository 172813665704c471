"""Output formats: each is a pure function of a Report or a Comparison, imported when it is first used."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from gupcheck.model import Finding, Report
from gupcheck.model.comparison import Comparison
from gupcheck.report.options import Options

__all__ = ["CHANGE_FORMATS", "FORMATS", "Options", "write", "write_changes"]

_MODULES = {
    "text": "gupcheck.report.text",
    "concise": "gupcheck.report.concise",
    "json": "gupcheck.report.json_format",
    "sarif": "gupcheck.report.sarif",
    "github": "gupcheck.report.github",
}

_CHANGE_MODULES = {
    "text": "gupcheck.report.changes_text",
    "json": "gupcheck.report.changes_json",
    "sarif": "gupcheck.report.changes_sarif",
    "github": "gupcheck.report.changes_github",
    "markdown": "gupcheck.report.changes_markdown",
}

FORMATS = tuple(_MODULES)
"""The names that `write` knows."""

CHANGE_FORMATS = tuple(_CHANGE_MODULES)
"""The names that `write_changes` knows."""


class _Writer(Protocol):
    def write(self, report: Report, options: Options) -> str: ...


class _ChangeWriter(Protocol):
    def write(self, comparison: Comparison, options: Options) -> str: ...


def write(format_name: str, report: Report, options: Options) -> str:
    """Return the report in a format of FORMATS, encodable in UTF-8, "" or ended by a line end.

    The order in which findings, rules and notifications come in makes no difference. Raises ValueError for an
    unknown format.
    """
    if format_name not in _MODULES:
        raise ValueError(f"There is no format {format_name!r}: the formats are {', '.join(FORMATS)}.")
    writer = cast(_Writer, import_module(_MODULES[format_name]))
    return writer.write(_in_order(report), options)


def write_changes(format_name: str, comparison: Comparison, options: Options) -> str:
    """Return a comparison in a format of CHANGE_FORMATS, encodable in UTF-8, "" or ended by a line end.

    Raises ValueError for an unknown format.
    """
    if format_name not in _CHANGE_MODULES:
        known = ", ".join(CHANGE_FORMATS)
        raise ValueError(f"There is no format {format_name!r}: the formats are {known}.")
    writer = cast(_ChangeWriter, import_module(_CHANGE_MODULES[format_name]))
    return writer.write(comparison, options)


def _in_order(report: Report) -> Report:
    return replace(
        report,
        findings=tuple(sorted(report.findings, key=_order)),
        suppressed=tuple(sorted(report.suppressed, key=_order)),
        rules=tuple(sorted(report.rules, key=lambda rule: (rule.id, rule.path))),
        notifications=tuple(sorted(report.notifications, key=lambda notification: notification.sort_key)),
    )


def _order(finding: Finding) -> tuple[object, ...]:
    steps = tuple((step.location.line, step.location.column) for step in finding.steps)
    return (*finding.sort_key, finding.location.end_line, finding.location.end_column, steps)
