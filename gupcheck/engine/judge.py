"""Parts the findings of a file by its suppressions, and reports what is wrong with these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gupcheck.engine.builtin import BAD_SUPPRESSION, UNUSED_SUPPRESSION
from gupcheck.engine.selection import means
from gupcheck.engine.suppression import Suppression
from gupcheck.model import Finding, Location, RuleInfo


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings parted by the suppressions of their file; `kept` includes those about suppressions."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a run by id: all that are known, and the ids of those that ran on the file at hand."""

    known: Mapping[str, RuleInfo]
    ran: frozenset[str]


def judge(
    findings: Iterable[Finding], suppressions: Collection[Suppression], file: str, rules: Rules
) -> Judged:
    """Part the findings of `file`; findings about suppressions are made for rules that ran."""
    valid = [one for one in suppressions if not one.fault]
    used: set[tuple[Suppression, str]] = set()
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    for finding in findings:
        rule = rules.known[finding.rule]
        silencers = {
            (one, selector)
            for one in valid
            if _covers(one, finding.location)
            for selector in one.selectors
            if means(selector, rule)
        }
        used |= silencers
        (suppressed if silencers else kept).append(finding)
    if BAD_SUPPRESSION.id in rules.ran:
        kept += [_about(BAD_SUPPRESSION, one, one.fault, file) for one in suppressions if one.fault]
    if UNUSED_SUPPRESSION.id in rules.ran:
        unused = [(one, name) for one in valid for name in one.selectors if (one, name) not in used]
        kept += _unused(unused, file, rules)
    return Judged(tuple(kept), tuple(suppressed))


def _covers(suppression: Suppression, place: Location) -> bool:
    return place.line < suppression.lines.stop and place.end_line >= suppression.lines.start


def _unused(unused: Iterable[tuple[Suppression, str]], file: str, rules: Rules) -> Iterator[Finding]:
    """Yield a finding for each name that silences nothing, where all rules that it means ran on the file."""
    for suppression, name in unused:
        meant = [rule.id for rule in rules.known.values() if means(name, rule)]
        if not meant:
            message = f"The suppression of '{name}' silences nothing: there is no such rule."
        elif rules.ran.issuperset(meant):
            message = f"The suppression of '{name}' silences nothing. Remove it."
        else:
            continue
        yield _about(UNUSED_SUPPRESSION, suppression, message, file)


def _about(rule: RuleInfo, suppression: Suppression, message: str, file: str) -> Finding:
    location = replace(suppression.location, file=file)
    return Finding(rule.id, rule.name, rule.severity, rule.confidence, message, location)
