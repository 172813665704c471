"""The report of `gupcheck diff` as Markdown: a comment on a pull request, or the reply to a mailed patch.

The hunk that a change comes from is quoted with `> ` as mail does, in a block that GitHub colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gupcheck.model.change import Impact
from gupcheck.model.comparison import Comparison, Hunk, Quotes
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
from gupcheck.report.display import one_line, visible
from gupcheck.report.options import Options
from gupcheck.report.wording import count, notable

MOST_CHARACTERS = 60_000
"""What is written at most: GitHub takes 65,536 characters in a comment."""

_MOST_HUNK_LINES = 40
_MOST_NOTICED = 10
_CODE = re.compile(
    r"(?<!\w)'([^']+)'(?!\w)"  # what a sentence has in quotes, and what is code without them
    r"|(ERR_PTR\(-\w+\)|<callee \w+>|\w+\(\)|-E[A-Z0-9]+\b|\b\w*_\w*\b)"
)
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&@#]")
_TICKS = re.compile(r"`+")


def write(comparison: Comparison, options: Options) -> str:
    """Return each patch of a series, then all that changed; what there is no room for is counted."""
    report = comparison.report
    parts = [f"### Error codes: {_plain(report.old_label)} → {_plain(report.new_label)}\n"]
    for number, patch in enumerate(comparison.patches, start=1):
        title = f"#### Patch {number} of {len(comparison.patches)}: {_plain(patch.report.new_label)}\n"
        parts += [title, *_functions(patch), f"{_sentence(closing_sentence(patch.report))}\n"]
    if comparison.patches:
        parts.append("#### All patches together\n")
    parts += _functions(comparison)
    ends = [
        f"- {_notice(one.file, one.line)}{_sentence(one.message)}" for one in notable(report.notifications)
    ]
    ends += [f"- {_sentence(note)}" for note in report.notes]
    last = [*(["\n".join(ends) + "\n"] if ends else []), f"{_sentence(closing_sentence(report))}\n"]
    return "\n".join([*_fitting(parts, sum(map(len, last))), *last])


def _fitting(parts: list[str], reserved: int) -> list[str]:
    """Return as many of the parts as fit, and a sentence on how many do not."""
    kept: list[str] = []
    size = reserved
    for part in parts:
        size += len(part) + 1
        if size > MOST_CHARACTERS:
            left = count(len(parts) - len(kept), "part")
            return [*kept, f"*{left} of this report left out for their size: the text report has them.*\n"]
        kept.append(part)
    return kept


def _functions(comparison: Comparison) -> Iterator[str]:
    for function in by_function(comparison.report.changes):
        yield "\n".join([*_function(function, comparison.quotes), ""])


def _function(function: FunctionChange, quotes: Quotes) -> Iterator[str]:
    first = function.first
    yield f"**{_code(f'{first.function or first.old_function}()')}** in {_code(place_words(function))}"
    yield ""
    yield from _quoted_hunks(function, quotes)
    for change in function.changes:
        yield f"- **{change.severity.value}** {change.rule} ({change.name}): {_sentence(change.message)}"
    yield from (f"- {_sentence(said)}" for said in (set_words(function), *function.notes) if said)
    yield ""
    if function.causes and not first.calls:
        yield from ("| cause | before | after |", "|---|---|---|")
        for cause in function.causes:
            note = f". {_sentence(cause.note)}" if cause.note else ""
            cells = (
                _code(cause.cause) if cause.cause else cause_words(cause),
                _values(cause.before),
                _values(cause.after) + note,
            )
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        yield ""
    if function.impact:
        yield from _impact(function.impact)


def _values(codes: tuple[str, ...]) -> str:
    return ", ".join(map(_code, codes)) or values(codes)


def _quoted_hunks(function: FunctionChange, quotes: Quotes) -> Iterator[str]:
    """Yield the hunks that hold a cause, as a mail quotes them."""
    first = function.first
    shown = [
        hunk for hunk in quotes.hunks.get((first.old_file, first.file), ()) if _holds_cause(hunk, function)
    ]
    if not shown:
        return
    lines = [line for hunk in shown for line in (hunk.header, *hunk.lines[:_MOST_HUNK_LINES])]
    longest = max((len(run) for line in lines for run in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"> {fence}diff"
    yield from (f"> {visible(line)}".rstrip() for line in lines)
    yield from (f"> {fence}", "")


def _holds_cause(hunk: Hunk, function: FunctionChange) -> bool:
    return any(
        hunk.old[0] <= cause.old_line < hunk.old[1] or hunk.new[0] <= cause.new_line < hunk.new[1]
        for cause in function.causes
    )


def _impact(impacts: tuple[Impact, ...]) -> Iterator[str]:
    yield "Who notices:"
    yield ""
    for impact in impacts[:_MOST_NOTICED]:
        chain = f" ({_code(chain_words(impact))})" if impact.chain else ""
        place = _notice(impact.file, impact.line) if impact.line else ""
        yield f"- {place}{_sentence(impact_words(impact))}{chain}"
    if len(impacts) > _MOST_NOTICED:
        yield f"- and {len(impacts) - _MOST_NOTICED:,} more"
    yield ""


def _notice(file: str, line: int) -> str:
    if not file:
        return ""
    return f"{_code(f'{file}:{line}' if line else file)}: "


def _code(text: str) -> str:
    """Return text as a code span, whatever it holds."""
    text = one_line(text)
    longest = max(map(len, _TICKS.findall(text)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _sentence(text: str) -> str:
    """Return a sentence of one line, what is code in it as code."""
    return "".join(_pieces(one_line(text)))


def _pieces(text: str) -> Iterable[str]:
    at = 0
    for found in _CODE.finditer(text):
        yield _escaped(text[at : found.start()])
        yield _code(found[1] or found[2])
        at = found.end()
    yield _escaped(text[at:])


def _plain(text: str) -> str:
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    """Return text of one line that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\g<0>", text)
