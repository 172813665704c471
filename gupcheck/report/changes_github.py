"""The report of `gupcheck diff` as annotations of a pull request's lines."""

from __future__ import annotations

from dataclasses import replace

from gupcheck.model.comparison import Comparison
from gupcheck.report import github
from gupcheck.report.changes_findings import report_of
from gupcheck.report.options import Options


def write(comparison: Comparison, options: Options) -> str:
    """Return one workflow command a change; of a series, of all patches together.

    The steps of a change say what its related places say.
    """
    report = report_of(comparison)
    findings = tuple(replace(finding, steps=()) for finding in report.findings)
    return github.write(replace(report, findings=findings), options)
