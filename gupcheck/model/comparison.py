"""What a report of changes is written from: the changes, and the source that it quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gupcheck.model.change import ChangesReport


@dataclass(frozen=True, slots=True)
class Hunk:
    """A run of changed lines of one file: `header` as in a unified diff, `lines` with their first character.

    The ranges are those of the old and the new file, lines from 1, their ends exclusive.
    """

    header: str
    lines: tuple[str, ...]
    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotes:
    """Source text of two versions, decoded with replacement, without line ends.

    `old` and `new` are lines by file and number (from 1); `hunks` is what differs, by the old and the new
    file; `fingerprints` are the values of SARIF's primaryLocationLineHash by file and line of the new
    version. What is not there was not read.
    """

    old: Mapping[tuple[str, int], str] = field(default_factory=dict)
    new: Mapping[tuple[str, int], str] = field(default_factory=dict)
    hunks: Mapping[tuple[str, str], tuple[Hunk, ...]] = field(default_factory=dict)
    fingerprints: Mapping[tuple[str, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: its report, what it quotes, and the same for each patch of a series.

    `root` is the absolute folder that the new version's paths are relative to, "" where it lies in none;
    `category` names the run for SARIF.
    """

    report: ChangesReport
    quotes: Quotes = Quotes()
    patches: tuple[Comparison, ...] = ()
    root: str = ""
    category: str = ""
