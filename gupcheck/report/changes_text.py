"""The report of `gupcheck diff` for people, as a reviewer reads it: function by function, cause by cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gupcheck.model.change import CauseChange, Impact
from gupcheck.model.comparison import Comparison, Quotes
from gupcheck.report.changes_words import (
    FunctionChange,
    by_function,
    cause_words,
    chain_words,
    closing_sentence,
    impact_words,
    place_words,
    set_words,
    values,
)
from gupcheck.report.display import expand_tabs, one_line, shorten, visible
from gupcheck.report.options import Options
from gupcheck.report.paint import Paint, painter
from gupcheck.report.text import notification_lines, wrapped

_HEADINGS = ("CAUSE", "BEFORE", "AFTER")
_NARROWEST = 40
_WIDEST_VALUE = 32
_MOST_NOTICED = 20
"""How many of those who notice are written out."""


def write(comparison: Comparison, options: Options) -> str:
    """Return each patch of a series, then all that changed, what went wrong, and a closing line."""
    paint = painter(options.color)
    lines: list[str] = []
    for number, patch in enumerate(comparison.patches, start=1):
        title = f"Patch {number} of {len(comparison.patches)}: {one_line(patch.report.new_label)}"
        lines += [paint("strong", title), ""]
        lines += [*_changes(patch, options, paint)]
        lines += [*wrapped(closing_sentence(patch.report), 0, options.width), ""]
    if comparison.patches:
        lines += [paint("strong", "All patches together:"), ""]
    lines += _changes(comparison, options, paint)
    notifications = list(notification_lines(comparison.report.notifications, paint))
    notes = [paint("note", f"Note: {one_line(note)}") for note in comparison.report.notes]
    if notifications or notes:
        lines += [*notifications, *notes, ""]
    lines += wrapped(closing_sentence(comparison.report), 0, options.width)
    if comparison.report.incomplete:
        lines.append("Part of the comparison was not done: see the messages above.")
    return "".join(f"{line}\n" for line in lines)


def _changes(comparison: Comparison, options: Options, paint: Paint) -> Iterator[str]:
    for function in by_function(comparison.report.changes):
        yield from _function(function, comparison.quotes, options.width, paint)
        yield ""


def _function(function: FunctionChange, quotes: Quotes, width: int, paint: Paint) -> Iterator[str]:
    yield paint("strong", f"{one_line(place_words(function))}: {one_line(_name(function))}")
    for change in function.changes:
        grade = f"{change.severity.value}[{one_line(change.rule)}]"
        lines = wrapped(f"{grade} {change.message}", 2, width)
        yield from (line.replace(grade, paint(change.severity.value, grade), 1) for line in lines)
    for sentence in filter(None, (set_words(function), *function.notes)):
        yield from wrapped(sentence, 2, width)
    if function.first.calls:
        for cause in function.causes:
            yield from _quoted(cause, function, quotes, width, paint)
    elif function.causes:
        yield from _causes(function, quotes, width, paint)
    if function.impact:
        yield from _impact(function.impact, quotes, width, paint)


def _name(function: FunctionChange) -> str:
    first = function.first
    name = f"{first.function or first.old_function}()"
    if not first.file:
        return f"{name}, which the new version does not have"
    if first.calls:
        return f"{name}, which calls {first.calls}()"
    if not first.old_file:
        return f"{name}, which is new"
    was = [f"{first.old_function}()"] if first.old_function not in ("", first.function) else []
    was += [f"in {first.old_file}"] if first.old_file != first.file else []
    return f"{name}, before {' '.join(was)}" if was else name


def _causes(function: FunctionChange, quotes: Quotes, width: int, paint: Paint) -> Iterator[str]:
    """Yield the table of causes, each with its source lines of both versions under it."""
    rows = [
        tuple(map(one_line, (cause_words(one), values(one.before), values(one.after))))
        for one in function.causes
    ]
    widths = [max(map(len, column)) for column in zip(*rows, _HEADINGS, strict=True)]
    widths[1:] = [min(size, _WIDEST_VALUE) for size in widths[1:]]
    widths[0] = min(widths[0], max(width - sum(widths[1:]) - 6, _NARROWEST))
    yield paint("quiet", _row(_HEADINGS, widths))
    for row, cause in zip(rows, function.causes, strict=True):
        yield _row(row, widths)
        yield from _quoted(cause, function, quotes, width, paint)


def _row(row: tuple[str, ...], widths: list[int]) -> str:
    padded = [f"{shorten(cell, size):<{size}}" for cell, size in zip(row[:2], widths, strict=False)]
    return f"  {'  '.join([*padded, row[2]])}".rstrip()


def _quoted(
    cause: CauseChange, function: FunctionChange, quotes: Quotes, width: int, paint: Paint
) -> Iterator[str]:
    first = function.first
    for sign, lines, file, number in (
        ("-", quotes.old, first.old_file, cause.old_line),
        (" " if first.calls else "+", quotes.new, first.file, cause.new_line),
    ):
        if number:
            text = _source(lines, file, number, width - 14)
            yield f"    {paint('gutter', f'{sign} {number:>5} |')} {text}".rstrip()
    if cause.note:
        first_line, *rest = wrapped(f"= {cause.note}", 4, width)
        yield from (first_line.replace("=", paint("gutter", "="), 1), *rest)


def _source(lines: Mapping[tuple[str, int], str], file: str, number: int, width: int) -> str:
    return shorten(expand_tabs(visible(lines.get((file, number), "").strip())), max(width, _NARROWEST))


def _impact(impacts: tuple[Impact, ...], quotes: Quotes, width: int, paint: Paint) -> Iterator[str]:
    yield f"  {paint('strong', 'Who notices:')}"
    for impact in impacts[:_MOST_NOTICED]:
        place = f"{visible(impact.file)}:{impact.line}: " if impact.line else ""
        lines = wrapped(f"{place}{impact_words(impact)}", 4, width)
        yield from (line.replace(place, paint("strong", place), 1) for line in lines)
        source = _source(quotes.new, impact.file, impact.line, width - 8)
        if source:
            yield f"      {paint('gutter', '|')} {source}"
        if impact.chain:
            yield from wrapped(chain_words(impact), 6, width)
    if len(impacts) > _MOST_NOTICED:
        yield f"    {len(impacts) - _MOST_NOTICED:,} more: the JSON report has them all."
