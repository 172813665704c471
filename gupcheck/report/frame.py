"""The code frame: source lines with their numbers and carets under the span of a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gupcheck.model import Finding, Location
from gupcheck.report.columns import character_index
from gupcheck.report.display import cell_width, cells, expand_tabs, visible
from gupcheck.report.paint import Paint

MIN_WIDTH = 20
"""Cells of source that are shown however narrow the terminal is."""

_CUT = "..."


@dataclass(frozen=True, slots=True)
class _Row:
    """One source line of a frame as it is shown, with the span's cells in it (from 0, end exclusive)."""

    number: int
    text: str
    span: tuple[int, int] | None = None


def code_frame(finding: Finding, width: int, paint: Paint) -> list[str]:
    """Return the lines of the frame, at most `width` cells wide where the width allows for a frame at all.

    There is no frame if the finding's source line is not known. Of a span of several lines, the first and the
    last are shown.
    """
    location = finding.location
    if not location.text:
        return []
    rows = list(_rows(finding))
    digits = len(str(rows[-1].number))
    available = max(width - digits - len(" | ") - 1, MIN_WIDTH)
    left = _window(rows, available)
    lines: list[str] = []
    previous = rows[0].number - 1
    for row in rows:
        if row.number > previous + 1:
            lines.append(paint("gutter", " " + "." * digits + " |"))
        previous = row.number
        lines.append(_numbered(f"{row.number:>{digits}}", _seen(row.text, left, available), paint))
        if row.span:
            carets = paint(finding.severity.value, _carets(row.span, left, available))
            lines.append(_numbered(" " * digits, carets, paint))
    return lines


def excerpt(location: Location, width: int) -> str:
    """Return the source line of a place without its indentation, cut to `width` cells round the place."""
    shown = _shown(location.text)
    indent = cell_width(shown) - cell_width(shown.lstrip())
    row = _Row(location.line, shown.lstrip(), _shifted(_first_span(location), indent))
    available = max(width, MIN_WIDTH)
    return _seen(row.text, _window([row], available), available)


def _rows(finding: Finding) -> Iterator[_Row]:
    location = finding.location
    for offset, text in enumerate(finding.before, start=location.line - len(finding.before)):
        yield _Row(offset, _shown(text))
    yield _Row(location.line, _shown(location.text), _first_span(location))
    if location.end_line > location.line and location.end_text:
        shown = _shown(location.end_text)
        yield _Row(location.end_line, shown, (len(shown) - len(shown.lstrip()), _end_cell(location)))
    for offset, text in enumerate(finding.after, start=location.end_line + 1):
        yield _Row(offset, _shown(text))


def _shown(text: str) -> str:
    return expand_tabs(visible(text.rstrip()))


def _first_span(location: Location) -> tuple[int, int]:
    """Return the cells of the span in its first line, at least one."""
    start = _cell(location.text, location.column)
    end = cell_width(_shown(location.text)) if location.end_line > location.line else _end_cell(location)
    return start, max(end, start + 1)


def _end_cell(location: Location) -> int:
    text = location.end_text if location.end_line > location.line else location.text
    return _cell(text, location.end_column)


def _cell(text: str, column: int) -> int:
    """Return the terminal cell (from 0) where a byte column (from 1) of a source line is shown."""
    return cell_width(expand_tabs(visible(text[: character_index(text, column)])))


def _shifted(span: tuple[int, int], by: int) -> tuple[int, int]:
    return max(span[0] - by, 0), max(span[1] - by, 1)


def _window(rows: list[_Row], available: int) -> int:
    """Return the first cell to show of every row: 0, or what brings a span far to the right into view."""
    start, end = next(row.span for row in rows if row.span)
    if end <= available - len(_CUT) or all(cell_width(row.text) <= available for row in rows):
        return 0
    around = max((available - (end - start)) // 2, len(_CUT) + 1)
    return max(start - around, 0)


def _seen(text: str, left: int, available: int) -> str:
    """Return what the window shows of a row, with "..." where something is cut off."""
    piece = cells(text, left, available)
    if cell_width(text) > left + available:
        piece = cells(piece, 0, available - len(_CUT)) + _CUT
    if left and piece:
        piece = _CUT + cells(piece, len(_CUT), available)
    return piece.rstrip()


def _carets(span: tuple[int, int], left: int, available: int) -> str:
    start = max(span[0] - left, 0)
    end = min(max(span[1] - left, start + 1), available)
    return " " * start + "^" * (end - start)


def _numbered(number: str, text: str, paint: Paint) -> str:
    gutter = paint("gutter", f" {number} |")
    return f"{gutter} {text}" if text else gutter
