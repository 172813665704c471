"""The propagation of error codes as a picture: in Mermaid's words, and in those of graphviz."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gupcheck.model.errors import ErrorsReport, FunctionErrors
from gupcheck.report.display import one_line

_CODE = re.compile(r"-(E[A-Z0-9]+)|\bNULL\b")
_MOST_LABEL_CODES = 6


@dataclass(frozen=True, slots=True)
class _Arrow:
    """Codes go from `source` to `target`; both are functions."""

    source: str
    target: str


def errors_mermaid(report: ErrorsReport) -> str:
    """Return a flowchart for Mermaid: functions, and arrows along which their codes go up to callers."""
    names, arrows, asked = _picture(report)
    number = {name: f"f{place}" for place, name in enumerate(names)}
    lines = ["flowchart BT"]
    for name, identifier in number.items():
        shape = f'["{_quoted(name)}()"]'
        lines.append(f"    {identifier}{shape}{':::asked' if name in asked else ''}")
    for arrow, codes in arrows.items():
        lines.append(f'    {number[arrow.source]} -->|"{_label(codes)}"| {number[arrow.target]}')
    lines.append("    classDef asked stroke-width:3px")
    return "".join(f"{line}\n" for line in lines)


def errors_dot(report: ErrorsReport) -> str:
    """Return the same picture as a digraph for graphviz."""
    names, arrows, asked = _picture(report)
    lines = ["digraph errors {", "    rankdir=BT;", '    node [shape=box, fontname="monospace"];']
    lines += [
        f'    "{_escaped(name)}" [label="{_escaped(name)}()"{", penwidth=3" if name in asked else ""}];'
        for name in names
    ]
    for arrow, codes in arrows.items():
        ends = f'"{_escaped(arrow.source)}" -> "{_escaped(arrow.target)}"'
        lines.append(f'    {ends} [label="{_escaped(_label(codes))}"];')
    return "".join(f"{line}\n" for line in [*lines, "}"])


def _picture(report: ErrorsReport) -> tuple[list[str], dict[_Arrow, list[str]], frozenset[str]]:
    """Return the functions, the arrows with their codes, and the functions that were asked for."""
    arrows: dict[_Arrow, list[str]] = {}
    for function in report.functions:
        for arrow, code in (*_below(function), *_above(function)):
            codes = arrows.setdefault(arrow, [])
            if code not in codes:
                codes.append(code)
    asked = [function.name for function in report.functions]
    ends = [end for arrow in arrows for end in (arrow.source, arrow.target)]
    return list(dict.fromkeys([*asked, *ends])), arrows, frozenset(asked)


def _below(function: FunctionErrors) -> Iterator[tuple[_Arrow, str]]:
    """Yield where the function's codes come from."""
    for outcome in function.outcomes:
        code = _CODE.search(outcome.value)
        target = function.name
        for source in outcome.origin.through if code else ():
            if code and source != target:
                yield _Arrow(source, target), code[1] or "NULL"
            target = source


def _above(function: FunctionErrors) -> Iterator[tuple[_Arrow, str]]:
    """Yield where the function's codes go: to callers that hand them on, up to system calls."""
    for caller in function.callers or ():
        for use in caller.uses:
            if use.action in ("returns", "maps"):
                yield _Arrow(function.name, caller.function), _word(use.code)
    for entry in function.entry_points or ():
        for upper, lower in zip(entry.chain, entry.chain[1:], strict=False):
            yield _Arrow(lower.function, upper.function), _word(entry.code)


def _word(code: str) -> str:
    found = _CODE.search(code)
    return found[1] or "NULL" if found else code


def _label(codes: list[str]) -> str:
    shown = sorted(codes)[:_MOST_LABEL_CODES]
    more = len(codes) - len(shown)
    return _quoted(" ".join(shown) + (f" and {more} more" if more else ""))


def _quoted(text: str) -> str:
    return (
        one_line(text).replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
    )


def _escaped(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"')
