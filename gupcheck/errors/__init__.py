"""Error summaries: which values a function yields, from which check, and where they entered."""

from gupcheck.errors.program import Program
from gupcheck.errors.resolved import CallSite, Definition, ResolvedOutcome, ResolvedSummary, ResolvedValue
from gupcheck.errors.summarise import summarise
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.values import Value

__all__ = [
    "BodySummary",
    "CallSite",
    "Definition",
    "Outcome",
    "Program",
    "ResolvedOutcome",
    "ResolvedSummary",
    "ResolvedValue",
    "Value",
    "summarise",
]
