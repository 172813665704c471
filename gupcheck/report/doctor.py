"""What did not parse, most frequent first: the report of `gupcheck doctor`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gupcheck.model import ParseProblem, Report
from gupcheck.report.display import one_line, shorten, visible
from gupcheck.report.json_format import heading, summary_fields
from gupcheck.report.json_layout import dumps
from gupcheck.report.options import Options
from gupcheck.report.paint import painter
from gupcheck.report.wording import checked, count, percent

SHOWN_SHAPES = 50
"""How many shapes the text shows before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """All problems that look alike, with the first of them in the order of files and lines."""

    text: str
    number: int
    example: ParseProblem


def doctor_text(report: Report, problems: Iterable[ParseProblem], options: Options) -> str:
    """Return a table of count, example's place and shape, then how many functions hold such a place."""
    paint = painter(options.color)
    shapes = _shapes(problems)
    shown = shapes[:SHOWN_SHAPES]
    places = [_place(shape.example) for shape in shown]
    digits = max([len("COUNT"), *(len(f"{shape.number:,}") for shape in shown)])
    widest = max([len("EXAMPLE"), *map(len, places)])
    lines = []
    if shapes:
        lines.append(paint("quiet", f"{'COUNT':>{digits}}  {'EXAMPLE':<{widest}}  SHAPE"))
    for shape, place in zip(shown, places, strict=True):
        text = shorten(one_line(shape.text), max(options.width - digits - widest - 4, 20))
        lines.append(f"{shape.number:>{digits},}  {paint('strong', f'{place:<{widest}}')}  {text}")
    if len(shapes) > len(shown):
        lines.append(f"{count(len(shapes) - len(shown), 'shape')} more: the JSON report has them all.")
    if shapes:
        lines.append("")
    lines.append(_closing_line(report, shapes))
    return "".join(f"{line}\n" for line in lines)


def doctor_json(report: Report, problems: Iterable[ParseProblem]) -> str:
    """Return every shape with its count and an example as JSON, and the same `summary` as a report's."""
    summary = report.summary
    document = {
        **heading(report),
        "root": report.root,
        "summary": summary_fields(summary),
        "functions_with_errors_percent": percent(summary.functions_with_errors, summary.functions),
        "problems": [_fields(shape) for shape in _shapes(problems)],
    }
    return dumps(document, 2)


def _shapes(problems: Iterable[ParseProblem]) -> list[_Shape]:
    alike: dict[str, list[ParseProblem]] = {}
    for problem in problems:
        alike.setdefault(problem.shape, []).append(problem)
    shapes = [_Shape(text, len(same), min(same, key=_order)) for text, same in alike.items()]
    return sorted(shapes, key=lambda shape: (-shape.number, shape.text))


def _order(problem: ParseProblem) -> tuple[str, int, int]:
    return (problem.file, problem.line, problem.column)


def _place(problem: ParseProblem) -> str:
    return f"{visible(problem.file)}:{problem.line}:{problem.column}"


def _closing_line(report: Report, shapes: list[_Shape]) -> str:
    summary = report.summary
    places = sum(shape.number for shape in shapes)
    found = f"{count(places, 'place')} did not parse" if places else "Everything parsed"
    line = f"{found}; {checked(summary)}"
    if summary.functions_with_errors:
        share = percent(summary.functions_with_errors, summary.functions)
        line += f" That is {share:.2f} % of the functions."
    return line


def _fields(shape: _Shape) -> dict[str, Any]:
    example = shape.example
    return {
        "count": shape.number,
        "shape": shape.text,
        "example": {
            "file": example.file,
            "line": example.line,
            "column": example.column,
            "function": example.function,
            "text": example.text,
        },
    }
