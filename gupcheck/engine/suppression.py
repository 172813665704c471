"""Suppressions in the source: `gupcheck: ignore[GUP101] reason` in a comment.

A comment beside code silences findings on its own lines; one that stands alone silences them on the next line
that is not such a comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from gupcheck.model import Location

MARKER_WORD = b"gupcheck"
"""The identifier that every file with a suppression holds."""

_TOKEN = re.compile(
    rb'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?(?:\*/|\Z)|//(?:\\\r?\n|[^\n])*', re.DOTALL
)
_MARKER = re.compile(rb"^[ \t*/]*(gupcheck:)", re.MULTILINE)
_IGNORE = re.compile(r"\s*ignore\s*\[([^\]]*)\]:?(.*)", re.DOTALL)
_DECORATION = re.compile(r"^[ \t]*(?:\*+|//)", re.MULTILINE)

_ADVICE = "Write 'gupcheck: ignore[GUP101] reason'."


@dataclass(frozen=True, slots=True)
class Suppression:
    """One `gupcheck:` comment.

    `lines` are those (from 1) whose findings it silences, `selectors` the ids, beginnings of ids or names of
    rules. `fault` is a sentence that says why it counts for nothing, "" if it counts.
    """

    location: Location
    lines: range
    selectors: tuple[str, ...]
    reason: str
    fault: str = ""


def read_suppressions(data: bytes) -> tuple[Suppression, ...]:
    """Return the suppressions in the comments of a file, in source order; their locations lack the file."""
    lines = _Lines(data)
    found: list[Suppression] = []
    passed_on: dict[int, range] = {}
    comments = [token for token in _TOKEN.finditer(data) if token[0].startswith(b"/")]
    for comment in reversed(comments):
        markers = [comment.start() + marker.start(1) for marker in _MARKER.finditer(comment[0])]
        if not markers:
            continue
        covered = _covered_lines(lines, comment.start(), comment.end())
        if covered.start > lines.number(comment.end() - 1):
            covered = passed_on.get(covered.start, covered)
            passed_on[lines.number(comment.start())] = covered
        ends = [*markers[1:], comment.end()]
        found[:0] = [_suppression(lines, *span, covered) for span in zip(markers, ends, strict=True)]
    return tuple(found)


def _suppression(lines: _Lines, start: int, end: int, covered: range) -> Suppression:
    """Read the marker at `start` with what follows it in its comment, up to `end`."""
    text = lines.data[start:end].rstrip().removesuffix(b"*/").rstrip(b" \t\r\n*")
    location = lines.location(start, start + len(text))
    words = _DECORATION.sub(" ", text.decode("utf-8", "replace"))
    match = _IGNORE.match(words.removeprefix("gupcheck:"))
    if not match:
        return Suppression(location, covered, (), "", f"This comment is no suppression. {_ADVICE}")
    selectors = tuple(name.strip() for name in match[1].split(",") if name.strip())
    reason = " ".join(match[2].split())
    fault = ""
    if not selectors:
        fault = f"The suppression names no rule, so it suppresses nothing. {_ADVICE}"
    elif not any(character.isalnum() for character in reason):
        fault = f"The suppression gives no reason, so it suppresses nothing. {_ADVICE}"
    return Suppression(location, covered, selectors, reason, fault)


def _covered_lines(lines: _Lines, start: int, end: int) -> range:
    """Return the comment's own lines where it stands beside code, else the line after it."""
    first, last = lines.number(start), lines.number(end - 1)
    before, after = lines.data[lines.start(first) : start], lines.data[end : lines.start(last + 1)]
    alone = not before.strip() and not after.strip()
    return range(last + 1, last + 2) if alone else range(first, last + 1)


class _Lines:
    """A file's bytes, and where its lines begin."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._starts = [0, *(found.end() for found in re.finditer(rb"\n", data)), len(data) + 1]

    def number(self, offset: int) -> int:
        """Return the line (from 1) that a byte stands on."""
        return bisect_right(self._starts, offset)

    def start(self, line: int) -> int:
        """Return the offset of the first byte of a line (from 1), or of the end of the file."""
        return self._starts[min(line, len(self._starts)) - 1]

    def location(self, start: int, end: int) -> Location:
        """Return the span of bytes `start` to `end`."""
        line, end_line = self.number(start), self.number(end)
        return Location(
            "",
            line,
            start - self.start(line) + 1,
            end_line,
            end - self.start(end_line) + 1,
            self._text(line),
            self._text(end_line),
        )

    def _text(self, line: int) -> str:
        return self.data[self.start(line) : self.start(line + 1)].decode("utf-8", "replace").rstrip("\r\n")
