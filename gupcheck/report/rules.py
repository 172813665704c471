"""What is known about rules: the list of `gupcheck rules` and the pages of `gupcheck rules GUP101`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from gupcheck.model import RuleInfo
from gupcheck.report.display import one_line, shorten, visible
from gupcheck.report.json_format import SCHEMA_VERSION
from gupcheck.report.json_layout import dumps
from gupcheck.report.options import Options
from gupcheck.report.paint import painter

_HEADINGS = ("ID", "NAME", "SEVERITY", "CONFIDENCE", "DEFAULT", "DESCRIPTION")
_INDENT = "    "


def rules_text(rules: Iterable[RuleInfo], options: Options) -> str:
    """Return the rules as a table in the order of their ids; descriptions are cut to the options' width."""
    paint = painter(options.color)
    rows = [_HEADINGS, *map(_row, _in_order(rules))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS) - 1)]
    lines = []
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)]
        room = max(options.width - sum(widths) - 2 * len(widths), 20)
        style = "quiet" if row is _HEADINGS else "strong"
        lines.append("  ".join([paint(style, cells[0]), *cells[1:], shorten(row[-1], room)]).rstrip())
    return "".join(f"{line}\n" for line in lines)


def rules_json(rules: Iterable[RuleInfo]) -> str:
    """Return the rules with all of their documentation as JSON, one rule a line."""
    return dumps({"schema_version": SCHEMA_VERSION, "rules": [_fields(rule) for rule in _in_order(rules)]}, 2)


def rule_text(rule: RuleInfo, options: Options) -> str:
    """Return the whole documentation of one rule for a terminal."""
    paint = painter(options.color)
    facts = {
        "severity": rule.severity.value,
        "confidence": rule.confidence.value,
        "on by default": _default(rule),
        "tags": ", ".join(rule.tags),
        "security severity": rule.security_severity,
        "file": rule.path,
    }
    lines = [paint("strong", one_line(f"{rule.id} {rule.name}")), one_line(rule.short), ""]
    lines += [f"{_INDENT}{name}: {one_line(value)}" for name, value in facts.items() if value]
    for heading, text in rule.sections.items():
        body = textwrap.indent("\n".join(map(visible, _trimmed(text).splitlines())), _INDENT)
        lines += ["", paint("strong", one_line(heading)), body]
    return "".join(f"{line}\n" for line in lines)


def rule_json(rule: RuleInfo) -> str:
    """Return one rule with all of its documentation as JSON."""
    return dumps({"schema_version": SCHEMA_VERSION, **_fields(rule)}, 2)


def rule_markdown(rule: RuleInfo) -> str:
    """Return the whole documentation of one rule in Markdown."""
    return "\n\n".join([f"# {rule.id}: {rule.name}", rule.short, *_sections(rule, "## ")]) + "\n"


def rule_prose(rule: RuleInfo) -> str:
    """Return the documentation of one rule as plain text, its short description where there is no other."""
    return "\n\n".join(_sections(rule, "")) or rule.short


def rule_summary(rule: RuleInfo) -> str:
    """Return the first paragraph of what the rule does, without line breaks; "" if that is not documented."""
    first = rule.sections.get("What it does", "").strip().split("\n\n")[0]
    return " ".join(first.split())


def _sections(rule: RuleInfo, mark: str) -> Iterator[str]:
    for heading, text in rule.sections.items():
        yield f"{mark}{heading}\n\n{_trimmed(text)}"


def _trimmed(text: str) -> str:
    """Return the text without empty lines round it; the indentation of its first line stays."""
    return text.strip("\n").rstrip()


def _in_order(rules: Iterable[RuleInfo]) -> list[RuleInfo]:
    return sorted(rules, key=lambda rule: (rule.id, rule.path))


def _row(rule: RuleInfo) -> tuple[str, ...]:
    grades = (rule.severity.value, rule.confidence.value, _default(rule))
    return (one_line(rule.id), one_line(rule.name), *grades, one_line(rule.short))


def _default(rule: RuleInfo) -> str:
    """Return for which trees a rule is on: "yes", "no", "since 6.5", "before 6.5", "6.5 to before 6.9"."""
    since, until = _version(rule.since), _version(rule.until)
    if not rule.default_on:
        return "no"
    if since and until:
        return f"{since} to before {until}"
    if since or until:
        return f"since {since}" if since else f"before {until}"
    return "yes"


def _version(version: tuple[int, int] | None) -> str:
    return ".".join(map(str, version)) if version else ""


def _fields(rule: RuleInfo) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "short": rule.short,
        "path": rule.path,
        "severity": rule.severity.value,
        "confidence": rule.confidence.value,
        "tags": list(rule.tags),
        "security_severity": rule.security_severity,
        "default_on": rule.default_on,
        "since": _version(rule.since),
        "until": _version(rule.until),
        "sections": dict(rule.sections),
    }
