"""From a report to an exit code."""

from __future__ import annotations

from gupcheck.cli import status
from gupcheck.engine.targets import NO_C_FILE, NO_SUCH_PATH
from gupcheck.model import Report, Severity

NEVER = "never"


def exit_status(report: Report, fail_on: str, *, exit_zero: bool) -> int:
    """Return the exit code of a finished run.

    A wrong path counts before an incomplete analysis, and that before findings; `exit_zero` is about findings
    alone.
    """
    kinds = {notification.kind for notification in report.notifications}
    if kinds & {NO_SUCH_PATH, NO_C_FILE}:
        return status.USAGE
    if report.incomplete:
        return status.INCOMPLETE
    if exit_zero or fail_on == NEVER:
        return status.CLEAN
    least = Severity(fail_on).rank
    fails = any(finding.severity.rank >= least for finding in report.findings)
    return status.FINDINGS if fails else status.CLEAN
