"""The report of `gupcheck diff` as SARIF: results in the new version, what was before as related places."""

from __future__ import annotations

from gupcheck.model.comparison import Comparison
from gupcheck.report import sarif
from gupcheck.report.changes_findings import report_of
from gupcheck.report.options import Options


def write(comparison: Comparison, options: Options) -> str:
    """Return the SARIF log of the comparison; of a series, of all patches together."""
    return sarif.write(report_of(comparison), options)
