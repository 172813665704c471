"""GitHub's fingerprint of a line, which lets code scanning know a finding again after the file has changed.

The algorithm is that of `fingerprints.ts` in GitHub's codeql-action: a polynomial hash over the first 100
UTF-16 units from the start of the line on, where blanks and tabs are skipped, every line end is one LF, and
the end of the file counts as a unit of its own. Equal hashes in one file are numbered.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from operator import mul

WINDOW = 100
"""How many units a hash looks at."""

_BASE = 37
_MASK = 2**64 - 1
_WEIGHTS = tuple(pow(_BASE, WINDOW - 1 - place, 2**64) for place in range(WINDOW))
_END_OF_FILE = 0xFFFF
_LINE_FEED = 0x0A


def primary_location_line_hash(data: bytes, line: int) -> str:
    """Return SARIF's `primaryLocationLineHash` of a line (from 1) of a file: "hash in hex:occurrence".

    Raises ValueError if the file has no such line. CR, LF and CR LF end a line; what follows the last of them
    is a line too, even if it is empty.
    """
    return primary_location_line_hashes(data, (line,))[line]


def primary_location_line_hashes(data: bytes, lines: Collection[int]) -> dict[int, str]:
    """Return the hashes of several lines of one file, for one pass over its earlier lines instead of many.

    Raises ValueError if the file lacks one of the lines.
    """
    if not lines:
        return {}
    units = _units(data)
    starts = _line_starts(units)
    for line in lines:
        if not 1 <= line <= len(starts):
            raise ValueError(f"There is no line {line}: the file has {len(starts)} lines.")
    hashes = {line: _window_hash(units, starts[line - 1]) for line in set(lines)}
    return _numbered(hashes, units, starts)


def _numbered(hashes: dict[int, int], units: Sequence[int], starts: Sequence[int]) -> dict[int, str]:
    """Return each hash in hex with the number of times that it occurred up to its line."""
    seen: Counter[int] = Counter()
    numbered = {}
    wanted = frozenset(hashes.values())
    for before, line in pairwise([0, *sorted(hashes)]):
        seen.update(_hashes_among(wanted, units, starts[before:line]))
        numbered[line] = f"{hashes[line]:x}:{seen[hashes[line]]}"
    return numbered


def _hashes_among(wanted: frozenset[int], units: Sequence[int], starts: Iterable[int]) -> Iterable[int]:
    """Yield the hashes of the lines at `starts` that are wanted.

    Different windows can have one hash ("af" and "bA" have), so that comparing the text would miscount. But
    most lines are told apart by the last three bits alone, which two sums give: modulo 8, 37 is 5 and its
    square is 1.
    """
    low_bits = {value & 7 for value in wanted}
    for start in starts:
        window = units[start : start + WINDOW]
        if len(window) == WINDOW and (5 * sum(window[::2]) + sum(window[1::2])) & 7 not in low_bits:
            continue
        value = _window_hash(units, start)
        if value in wanted:
            yield value


def _window_hash(units: Sequence[int], start: int) -> int:
    window = units[start : start + WINDOW]
    value: int = sum(map(mul, window, _WEIGHTS))
    if len(window) < WINDOW:
        value += _END_OF_FILE * _WEIGHTS[len(window)]
    return value & _MASK


def _units(data: bytes) -> Sequence[int]:
    """Return what is hashed: UTF-16 units without blanks and tabs, each line end one LF."""
    text = data.decode("utf-8", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    if text.isascii():
        return text.encode("ascii")
    in_native_order = text.encode("utf-16")
    byte_order_mark = 2
    return array("H", in_native_order[byte_order_mark:])


def _line_starts(units: Sequence[int]) -> list[int]:
    if isinstance(units, bytes):
        return [0, *(end.end() for end in re.finditer(b"\n", units))]
    return [0, *(place for place, unit in enumerate(units, start=1) if unit == _LINE_FEED)]
