"""Error summaries: which values a function yields, from which check, and where they entered."""

from gupcheck.errors.summarise import summarise
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.values import Value

__all__ = ["BodySummary", "Outcome", "Value", "summarise"]
