"""One line a finding, in gcc's style, which editors and scripts know."""

from __future__ import annotations

from gupcheck.model import Finding, Notification, Report
from gupcheck.report.display import one_line, visible
from gupcheck.report.options import Options
from gupcheck.report.wording import notable


def write(report: Report, options: Options) -> str:
    """Return `file:line:column: severity: message [rule]` for each finding, then what went wrong in the run.

    A clean run gives "". Columns are bytes from 1.
    """
    lines = [_finding(finding) for finding in report.findings]
    lines += [_notification(notification) for notification in notable(report.notifications)]
    return "".join(f"{line}\n" for line in lines)


def _finding(finding: Finding) -> str:
    place = finding.location
    where = f"{visible(place.file)}:{place.line}:{place.column}"
    return f"{where}: {finding.severity.value}: {one_line(finding.message)} [{one_line(finding.rule)}]"


def _notification(notification: Notification) -> str:
    where = visible(notification.file) or "gupcheck"
    if notification.file and notification.line:
        where += f":{notification.line}"
    return f"{where}: {notification.level.value}: {one_line(notification.message)} [{notification.kind}]"
