"""SARIF 2.1.0 for code scanning, built with sarif-om; the only module that imports it.

What GitHub reads of SARIF is in "SARIF support for code scanning"; what it rejects above, in `sarif_limits`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import sarif_om as om

from gupcheck.model import Finding, Location, Notification, Report, RuleInfo, Severity, Step
from gupcheck.report.columns import REPLACEMENT, utf16_column
from gupcheck.report.json_layout import dumps
from gupcheck.report.options import Options
from gupcheck.report.rules import rule_markdown, rule_prose, rule_summary
from gupcheck.report.sarif_json import plain
from gupcheck.report.sarif_limits import (
    MAX_NAME,
    MAX_STEPS,
    MAX_TAGS,
    MAX_TEXT,
    clean,
    left_out,
    limited,
    most_severe,
    number_that_fits,
)
from gupcheck.report.stable_id import stable_ids

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SOURCE_ROOT = "%SRCROOT%"
OLD_ROOT = "%OLDROOT%"

_LEVELS = 4
_LINK_TEXT = 200
_SEMANTIC_VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
_LOOKS_LIKE_A_LINK = re.compile(r"\](?=\(\d+\))")
_BRACKETS = re.compile(r"[][\\]")
_ESCAPED = r"\\\g<0>"
_OTHER_SURROGATES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_PROBLEM_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}


def write(report: Report, options: Options) -> str:
    """Return the SARIF log of the run: the same bytes for the same findings, wherever and whenever it ran.

    Where GitHub would reject the file for its size, the least severe results are left out and a notification
    says how many.
    """
    report = replace(report, rules=_all_rules(report))
    findings = _shown(report, options)
    silenced = frozenset(report.suppressed)
    indices = {rule.id: index for index, rule in enumerate(report.rules)}
    ids = stable_ids(findings)
    allowed = most_severe(findings)
    results = {
        index: plain(_result(finding, indices[finding.rule], ids[index], finding in silenced))
        for index, finding in ((index, findings[index]) for index in allowed)
    }
    kept = allowed
    while True:
        notices = left_out(len(findings) - len(allowed), len(allowed) - len(kept))
        text = _log(report, [results[index] for index in kept], notices, options)
        fitting = number_that_fits(text, len(kept))
        if fitting == len(kept):
            return text
        kept = most_severe(findings, fitting)


def _shown(report: Report, options: Options) -> list[Finding]:
    if not options.sarif_suppressed:
        return list(report.findings)
    return sorted((*report.findings, *report.suppressed), key=lambda finding: finding.sort_key)


def _all_rules(report: Report) -> tuple[RuleInfo, ...]:
    """Return the rules that ran and a stand-in for any other that a finding names."""
    known = {rule.id: rule for rule in report.rules}
    for finding in (*report.findings, *report.suppressed):
        if finding.rule not in known:
            known[finding.rule] = RuleInfo(
                finding.rule, finding.name, finding.name, "", finding.severity, finding.confidence
            )
    return tuple(known[rule] for rule in sorted(known))


def _log(report: Report, results: list[Any], notices: Sequence[Notification], options: Options) -> str:
    run = plain(_run(report, notices, options))
    run["results"] = results
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, _LEVELS)


def _run(report: Report, notices: Sequence[Notification], options: Options) -> om.Run:
    driver = om.ToolComponent(
        name="gupcheck",
        version=report.version,
        semantic_version=report.version if _SEMANTIC_VERSION.fullmatch(report.version) else None,
        rules=[_descriptor(rule) for rule in report.rules],
    )
    invocation = om.Invocation(
        execution_successful=not report.incomplete,
        exit_code=options.exit_code,
        tool_execution_notifications=[_notification(one) for one in (*report.notifications, *notices)],
    )
    return om.Run(
        tool=om.Tool(driver=driver),
        automation_details=om.RunAutomationDetails(id=f"gupcheck/{report.category}".rstrip("/") + "/"),
        column_kind="utf16CodeUnits",
        invocations=[invocation],
        original_uri_base_ids=_roots(report),
    )


def _roots(report: Report) -> dict[str, om.ArtifactLocation]:
    """Return what the paths are relative to; places of an old version have a root of their own."""
    roots = {SOURCE_ROOT: "The folder that the files' paths are relative to."}
    if any(related.location.old for finding in report.findings for related in finding.related):
        roots[OLD_ROOT] = "The older version of that folder, which the report compares with."
    return {name: om.ArtifactLocation(description=om.Message(text=text)) for name, text in roots.items()}


def _descriptor(rule: RuleInfo) -> om.ReportingDescriptor:
    short = limited(rule.short) or limited(rule.name) or rule.id
    full = limited(rule_summary(rule)) or short
    help_text = limited(rule_prose(rule)) or short
    properties: dict[str, Any] = {
        "tags": list(rule.tags[:MAX_TAGS]),
        "precision": rule.confidence.value,
        "problem.severity": _PROBLEM_SEVERITY[rule.severity],
    }
    if rule.security_severity:
        properties["security-severity"] = rule.security_severity
    return om.ReportingDescriptor(
        id=rule.id,
        name=limited(rule.name, MAX_NAME) or rule.id,
        short_description=om.MultiformatMessageString(text=short),
        full_description=om.MultiformatMessageString(text=full),
        help=om.MultiformatMessageString(text=help_text, markdown=clean(rule_markdown(rule))),
        default_configuration=om.ReportingConfiguration(level=rule.severity.value),
        properties=properties,
    )


def _result(finding: Finding, rule_index: int, stable_id: str, suppressed: bool) -> om.Result:
    place = _location(finding.location)
    if finding.function:
        function = limited(finding.function, MAX_NAME)
        place.logical_locations = [om.LogicalLocation(name=function, kind="function")]
    fingerprints = {"gupcheckFingerprint/v1": stable_id}
    if finding.fingerprint:
        fingerprints["primaryLocationLineHash"] = finding.fingerprint
    return om.Result(
        rule_id=finding.rule,
        rule_index=rule_index,
        level=finding.severity.value,
        message=om.Message(text=_message(finding)),
        locations=[place],
        related_locations=[
            _location(related.location, related.message, number)
            for number, related in enumerate(finding.related, start=1)
        ]
        or None,
        code_flows=[_code_flow(finding.steps)] if finding.steps else None,
        partial_fingerprints=fingerprints,
        suppressions=[om.Suppression(kind="inSource", state="accepted")] if suppressed else None,
        properties={"confidence": finding.confidence.value},
    )


def _message(finding: Finding) -> str:
    """Return the message with a link to each related location that there is room for."""
    text = _LOOKS_LIKE_A_LINK.sub(r"\\]", limited(finding.message)) or limited(finding.name) or finding.rule
    if finding.related and text[-1] not in ".!?":
        text += "."
    links = ""
    for number, related in enumerate(finding.related, start=1):
        words = limited(related.message, _LINK_TEXT).rstrip(".") or "here"
        link = f"[{_BRACKETS.sub(_ESCAPED, words)}]({number})"
        longer = f"{links}, {link}" if links else f" See {link}"
        if len(text) + len(longer) >= MAX_TEXT:
            break
        links = longer
    return f"{text}{links}." if links else text


def _code_flow(steps: Sequence[Step]) -> om.CodeFlow:
    """Return the path; of one that is too long, its beginning and its end."""
    message = None
    if len(steps) > MAX_STEPS:
        message = om.Message(text=f"The path has {len(steps):,} steps, of which {MAX_STEPS:,} are here.")
        steps = (*steps[: MAX_STEPS - 1], steps[-1])
    flow = [
        om.ThreadFlowLocation(
            location=_location(step.location, step.message),
            execution_order=order,
            importance="important" if step.kind == "branch" else "essential",
        )
        for order, step in enumerate(steps, start=1)
    ]
    return om.CodeFlow(message=message, thread_flows=[om.ThreadFlow(locations=flow)])


def _notification(notification: Notification) -> om.Notification:
    place = None
    if notification.file:
        region = om.Region(start_line=notification.line) if notification.line else None
        physical = om.PhysicalLocation(artifact_location=_artifact(notification.file), region=region)
        place = [om.Location(physical_location=physical)]
    return om.Notification(
        message=om.Message(text=limited(notification.message) or notification.kind),
        level=notification.level.value,
        descriptor=om.ReportingDescriptorReference(id=notification.kind),
        locations=place,
    )


def _location(place: Location, message: str = "", number: int = -1) -> om.Location:
    words = limited(message)
    return om.Location(
        id=number,
        physical_location=om.PhysicalLocation(
            artifact_location=_artifact(place.file, old=place.old), region=_region(place)
        ),
        message=om.Message(text=words) if words else None,
    )


def _region(place: Location) -> om.Region:
    several = place.end_line > place.line
    start = utf16_column(place.text, place.column)
    end = utf16_column(place.end_text if several else place.text, place.end_column)
    return om.Region(
        start_line=place.line,
        start_column=start,
        end_line=max(place.end_line, place.line),
        end_column=end if several else max(end, start),
    )


def _artifact(file: str, *, old: bool = False) -> om.ArtifactLocation:
    """Return the file's place under the source root; a file elsewhere has an absolute URI."""
    if file.startswith("/"):
        return om.ArtifactLocation(uri=f"file://{_quoted(file)}")
    return om.ArtifactLocation(uri=_quoted(file), uri_base_id=OLD_ROOT if old else SOURCE_ROOT)


@lru_cache
def _quoted(file: str) -> str:
    """Return the path as a part of a URI.

    The bytes of a name that is not UTF-8 are kept: `errors="surrogateescape"` is how Python reads such names.
    """
    return quote(_OTHER_SURROGATES.sub(REPLACEMENT, file).encode("utf-8", errors="surrogateescape"))
