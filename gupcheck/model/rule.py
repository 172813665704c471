"""What is known about a rule apart from how it matches: its names, its grades, its documentation."""

from __future__ import annotations

from dataclasses import dataclass, field

from gupcheck.model.finding import Confidence, Severity


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as `gupcheck rules` lists it and as a report describes it.

    `sections` maps the documentation's headings ("What it does", "Why it matters", "Example", "Use instead",
    "Limits", "References") to their text, in the order of the file. `since` and `until` are kernel versions
    such as (6, 5): the rule is on by default for trees from `since` on and before `until`.
    `security_severity` is SARIF's "0.1" to "10.0", or "".
    """

    id: str
    name: str
    short: str
    path: str
    severity: Severity = Severity.WARNING
    confidence: Confidence = Confidence.MEDIUM
    tags: tuple[str, ...] = ()
    sections: dict[str, str] = field(default_factory=dict)
    security_severity: str = ""
    default_on: bool = True
    since: tuple[int, int] | None = None
    until: tuple[int, int] | None = None
