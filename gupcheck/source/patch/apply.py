"""Applying the hunks of one file, with offset and fuzz as `patch` does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from gupcheck.source.patch.lines import lines_of
from gupcheck.source.patch.model import ADDED, CONTEXT, REMOVED, Hunk, HunkLine

MOST_FUZZ = 2
"""How many lines of context at either end of a hunk may differ, as `patch` allows by default."""

_BUDGET = 20_000_000
"""Lines that are compared for one file before the search for its hunks' places is given up."""

_FEW = 50
"""A line that occurs more often than this does not tell where a hunk was meant to go."""

_NONE: list[int] = []


@dataclass(frozen=True, slots=True)
class Misfit:
    """A hunk that does not apply: line `line` (from 1) of the file should be `expected` and is `found`.

    `found` is None where the file ends before that line. `applied` tells that the file already is as the hunk
    would make it.
    """

    hunk: Hunk
    line: int
    expected: bytes
    found: bytes | None
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """The file with all hunks that fit, and those that do not."""

    data: bytes
    misfits: tuple[Misfit, ...] = ()


def apply_hunks(data: bytes, hunks: Sequence[Hunk]) -> Applied:
    """Return what the hunks make of a file."""
    target = _Target(lines_of(data))
    has_carriage_returns = b"\r" in data and all(line.endswith(b"\r\n") for line in target.lines[:-1])
    misfits = []
    for hunk in hunks:
        fitting = _with_carriage_returns(hunk) if has_carriage_returns else hunk
        place = target.place(fitting)
        if place is None:
            misfits.append(_misfit(target, fitting))
        else:
            target.put(fitting, place)
    return Applied(target.result(), tuple(misfits))


@dataclass(slots=True)
class _Target:
    """The old file while hunks are applied: `done` lines of it are behind us; places count from 0.

    `offset` is how far the last hunk was from where it said.
    """

    lines: list[bytes]
    done: int = 0
    offset: int = 0
    budget: int = _BUDGET
    made: list[bytes] = field(default_factory=list)
    _places: defaultdict[bytes, list[int]] = field(default_factory=lambda: defaultdict(list))

    def result(self) -> bytes:
        """Return the new file."""
        return b"".join([*self.made, *self.lines[self.done :]])

    def place(self, hunk: Hunk) -> int | None:
        """Return where a hunk fits best: with the least fuzz, then the nearest, then the later."""
        prefix, suffix = _context(hunk.lines), _context(hunk.lines[::-1])
        longest = max(prefix, suffix)
        for fuzz in range(min(MOST_FUZZ, longest) + 1):
            found = self._fitting(hunk, fuzz + prefix - longest, fuzz + suffix - longest)
            if found is not None:
                return found
        return None

    def put(self, hunk: Hunk, place: int) -> None:
        """Apply a hunk at its place.

        Context stays as the file has it, since with fuzz it may differ; what stands at the hunk's end is not
        behind us yet: the next hunk may begin with it.
        """
        self.offset = place - (hunk.old_start - 1)
        at = place
        for line in hunk.lines:
            if line.kind != CONTEXT:
                self.made += self.lines[self.done : at]
                self.done = at
            if line.kind == ADDED:
                self.made.append(line.text)
            else:
                at += 1
            if line.kind == REMOVED:
                self.done = at

    def guess(self, hunk: Hunk) -> int:
        """Return where a hunk should be, after the ones before it."""
        return hunk.old_start - 1 + self.offset

    def where(self, line: bytes) -> list[int]:
        """Return the places of a line in the file."""
        if not self._places:
            for place, text in enumerate(self.lines):
                self._places[text].append(place)
        return self._places.get(line, _NONE)

    def _fitting(self, hunk: Hunk, skip: int, drop: int) -> int | None:
        """Return where a hunk fits without its first `skip` and its last `drop` lines.

        A negative number tells that the hunk has less context there than at its other end: it was made at
        the beginning, or at the end, of the file, and fits only there.
        """
        old = hunk.old
        if not old:
            return max(min(self.guess(hunk), len(self.lines)), self.done)
        wanted = old[max(skip, 0) : len(old) - max(drop, 0)]
        last = len(self.lines) - len(old) + max(drop, 0)
        if skip < 0 and hunk.old_start <= 1:
            candidates: Iterator[int] = iter((0,) if drop >= 0 or last == 0 else ())
        elif drop < 0:
            candidates = iter((last,))
        else:
            candidates = self._candidates(self.guess(hunk), max(skip, 0), wanted)
        for place in candidates:
            if self.done <= place <= last and self._matches(place + max(skip, 0), wanted):
                return place
        return None

    def _candidates(self, guess: int, skip: int, wanted: Sequence[bytes]) -> Iterator[int]:
        """Yield places where `wanted` may stand, the guess first, then by their distance from it."""
        if not wanted:
            yield max(min(guess, len(self.lines) - skip), self.done)
            return
        yield guess
        rarest = min(range(len(wanted)), key=lambda index: len(self.where(wanted[index])))
        places = (found - rarest - skip for found in self.where(wanted[rarest]))
        yield from sorted(places, key=lambda place: (abs(place - guess), place < guess))

    def _matches(self, place: int, wanted: Sequence[bytes]) -> bool:
        if self.budget < 0:
            return False
        self.budget -= len(wanted)
        return self.lines[place : place + len(wanted)] == wanted


def _context(lines: Sequence[HunkLine]) -> int:
    """Return with how many lines of context the lines begin."""
    return sum(1 for _ in takewhile(lambda line: line.kind == CONTEXT, lines))


def _with_carriage_returns(hunk: Hunk) -> Hunk:
    """Return the hunk with the line ends of its file, where it lost them all on its way."""
    if any(line.text.endswith(b"\r\n") for line in hunk.lines):
        return hunk
    return replace(hunk, lines=tuple(HunkLine(line.kind, _with_return(line.text)) for line in hunk.lines))


def _with_return(text: bytes) -> bytes:
    return text[:-1] + b"\r\n" if text.endswith(b"\n") else text


def _misfit(target: _Target, hunk: Hunk) -> Misfit:
    """Return what is wrong at the place where most of the hunk's lines are."""
    swapped = {CONTEXT: CONTEXT, ADDED: REMOVED, REMOVED: ADDED}
    undone = replace(hunk, lines=tuple(HunkLine(swapped[line.kind], line.text) for line in hunk.lines))
    applied = any(line.kind != CONTEXT for line in hunk.lines) and target.place(undone) is not None
    old = hunk.old
    votes: Counter[int] = Counter()
    for index, line in enumerate(old):
        places = target.where(line)
        if len(places) <= _FEW:
            votes.update(place - index for place in places if place - index >= target.done)
    guess = max(target.guess(hunk), target.done)
    place = max(votes, key=lambda place: (votes[place], -abs(place - guess)), default=guess)
    for index, line in enumerate(old):
        at = place + index
        found = target.lines[at] if at < len(target.lines) else None
        if found != line:
            return Misfit(hunk, at + 1, line, found, applied)
    return Misfit(hunk, place + 1, b"", None, applied)
