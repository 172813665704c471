"""The source text that a report of changes quotes, out of the two versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice

from gupcheck.model.change import Change
from gupcheck.model.comparison import Hunk, Quotes
from gupcheck.source.fingerprint import primary_location_line_hashes
from gupcheck.source.version import Version, Versions

_CONTEXT = 3
"""Unchanged lines round a hunk, as diff has them by default."""

_MOST_LINES = 6_000
"""Lines between the first and the last change of a file up to which its hunks are looked for."""

_MOST_FILES = 200
"""Files whose hunks are looked for: a comment has room for no more."""

Wanted = defaultdict[str, set[int]]


def quotes_of(changes: Iterable[Change], versions: Versions, *, hunks: bool, fingerprints: bool) -> Quotes:
    """Return the lines that the changes name; with `hunks` also what differs in their files, and so on."""
    kept = tuple(changes)
    old, new = _wanted(kept)
    pairs = dict.fromkeys((one.old_file, one.file) for one in kept if one.old_file and one.file)
    places: Wanted = defaultdict(set)
    for change in kept:
        places[change.file].add(change.line)
    return Quotes(
        old=_lines(versions.old, old),
        new=_lines(versions.new, new),
        hunks={pair: _hunks(versions, *pair) for pair in islice(pairs, _MOST_FILES)} if hunks else {},
        fingerprints=dict(_fingerprints(versions.new, places)) if fingerprints else {},
    )


def _wanted(changes: Iterable[Change]) -> tuple[Wanted, Wanted]:
    """Return the lines of the old and of the new version that the changes name, by file."""
    old: Wanted = defaultdict(set)
    new: Wanted = defaultdict(set)
    for change in changes:
        old[change.old_file].update(cause.old_line for cause in change.causes)
        old[change.old_file].add(change.old_line)
        new[change.file].update(cause.new_line for cause in change.causes)
        new[change.file].add(change.line)
        for impact in change.impact:
            new[impact.file].add(impact.line)
            new[impact.file].update(use.line for use in impact.uses)
            for link in impact.chain:
                new[link.file].add(link.line)
    return old, new


def _lines(version: Version, wanted: Wanted) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for file, numbers in wanted.items():
        lines = version.read(file).split(b"\n") if file and any(numbers) else []
        for number in numbers:
            if 0 < number <= len(lines):
                found[file, number] = lines[number - 1].decode(errors="replace").rstrip("\r")
    return found


def _fingerprints(version: Version, places: Wanted) -> Iterator[tuple[tuple[str, int], str]]:
    for file, numbers in places.items():
        data = version.read(file) if file else b""
        there = [number for number in numbers if 0 < number <= data.count(b"\n")]
        for number, value in primary_location_line_hashes(data, there).items():
            yield (file, number), value


def _hunks(versions: Versions, old_file: str, new_file: str) -> tuple[Hunk, ...]:
    """Return what differs between two files; nothing where they are too large to be compared in time."""
    old = versions.old.read(old_file).decode(errors="replace").splitlines()
    new = versions.new.read(new_file).decode(errors="replace").splitlines()
    head = _alike(old, new)
    tail = max(_alike(old[head:][::-1], new[head:][::-1]) - _CONTEXT, 0)
    start = max(head - _CONTEXT, 0)
    middle_old, middle_new = old[start : len(old) - tail], new[start : len(new) - tail]
    if max(len(middle_old), len(middle_new)) > _MOST_LINES:
        return ()
    matcher = SequenceMatcher(None, middle_old, middle_new)
    return tuple(
        _hunk(group, middle_old, middle_new, start) for group in matcher.get_grouped_opcodes(_CONTEXT)
    )


def _alike(one: list[str], other: list[str]) -> int:
    """Return with how many equal lines two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (line, same) in pairs if line != same), min(len(one), len(other)))


def _hunk(group: list[tuple[str, int, int, int, int]], old: list[str], new: list[str], start: int) -> Hunk:
    lines: list[str] = []
    for kind, old_from, old_to, new_from, new_to in group:
        if kind == "equal":
            lines += [f" {line}" for line in old[old_from:old_to]]
            continue
        lines += [f"-{line}" for line in old[old_from:old_to]]
        lines += [f"+{line}" for line in new[new_from:new_to]]
    old_range = (group[0][1] + start + 1, group[-1][2] + start + 1)
    new_range = (group[0][3] + start + 1, group[-1][4] + start + 1)
    shown = [f"{begin - (begin == end)},{end - begin}" for begin, end in (old_range, new_range)]
    return Hunk(f"@@ -{shown[0]} +{shown[1]} @@", tuple(lines), old_range, new_range)
