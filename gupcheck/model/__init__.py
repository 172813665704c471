"""The data that every other layer speaks in: frozen dataclasses that import nothing of ours."""

from gupcheck.model.finding import Confidence, Finding, Location, Related, Severity, Step
from gupcheck.model.report import Notification, ParseProblem, Report, Summary
from gupcheck.model.rule import RuleInfo

__all__ = [
    "Confidence",
    "Finding",
    "Location",
    "Notification",
    "ParseProblem",
    "Related",
    "Report",
    "RuleInfo",
    "Severity",
    "Step",
    "Summary",
]
