"""Output formats: each is a pure function of a Report, imported when it is first used."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from gupcheck.model import Finding, Report
from gupcheck.report.options import Options

__all__ = ["FORMATS", "Options", "write"]

_MODULES = {
    "text": "gupcheck.report.text",
    "concise": "gupcheck.report.concise",
    "json": "gupcheck.report.json_format",
    "sarif": "gupcheck.report.sarif",
    "github": "gupcheck.report.github",
}

FORMATS = tuple(_MODULES)
"""The names that `write` knows."""


class _Writer(Protocol):
    def write(self, report: Report, options: Options) -> str: ...


def write(format_name: str, report: Report, options: Options) -> str:
    """Return the report in a format of FORMATS, encodable in UTF-8, "" or ended by a line end.

    The order in which findings, rules and notifications come in makes no difference. Raises ValueError for an
    unknown format.
    """
    if format_name not in _MODULES:
        raise ValueError(f"There is no format {format_name!r}: the formats are {', '.join(FORMATS)}.")
    writer = cast(_Writer, import_module(_MODULES[format_name]))
    return writer.write(_in_order(report), options)


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
