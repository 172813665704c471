"""What an analysis finds, before it is a finding of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gupcheck.checks.subject import Subject
from gupcheck.model import Confidence, Finding, Location, Related, RuleInfo, Severity
from gupcheck.syntax import Unit
from gupcheck.syntax.ast import Node


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A place that a rule objects to: the syntax, a message of full sentences, how sure it is.

    `related` are other places that the message speaks of, each with what it is.
    """

    node: Node
    message: str
    confidence: Confidence
    related: tuple[tuple[Node, str], ...] = ()


Analysis = Callable[[Subject, Mapping[str, object]], Iterator[Hit]]
"""Finds what a rule is about in one function; the mapping holds the rule's parameters."""


def finding_of(hit: Hit, rule: RuleInfo, subject: Subject) -> Finding:
    """Return the finding that a hit is under a rule; one of low confidence is a note."""
    severity = Severity.NOTE if hit.confidence is Confidence.LOW else rule.severity
    return Finding(
        rule.id,
        rule.name,
        severity,
        hit.confidence,
        hit.message,
        location_of(hit.node, subject.unit),
        subject.function.name,
        tuple(Related(location_of(node, subject.unit), message) for node, message in hit.related),
    )


def location_of(node: Node, unit: Unit) -> Location:
    """Return the span of a node as a report shows it."""
    line, column = unit.position(node.start)
    end_line, end_column = unit.position(node.end)
    text, end_text = unit.line_text(line), unit.line_text(end_line)
    return Location(unit.path, line, column + 1, end_line, end_column + 1, text, end_text)
