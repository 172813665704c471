"""Which flag a changed code hangs on: a bit of a parameter that has to be set before the code can come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gupcheck.change.checks import Decision
from gupcheck.change.impact.request import ChangedCode

_MASK = re.compile(r"\(*\s*(\w+)\s*&\s*\(?\s*([A-Z]\w*(?:\s*\|\s*[A-Z]\w*)*)\s*\)*")
"""What a test of a flag looks like: `flags & FOLL_SPLIT_PMD`, `flags & (FOLL_GET | FOLL_PIN)`."""


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """A parameter of which at least one of the bits `names` has to be set."""

    parameter: str
    names: tuple[str, ...]


def flags_of(code: ChangedCode, parameters: Iterable[str]) -> tuple[Flag, ...]:
    """Return the flags of a function's `parameters` that each way to a changed code needs, in order."""
    known = frozenset(parameters)
    needed = [
        {flag for decision in way if (flag := _flag(decision)) and flag.parameter in known}
        for way in code.ways
    ]
    return tuple(sorted(set.intersection(*needed))) if needed else ()


def likely_flags(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the names of all flags that decisions ask for: those of any changed code are among them."""
    return frozenset(name for decision in decisions if (flag := _flag(decision)) for name in flag.names)


def _flag(decision: Decision) -> Flag | None:
    mask = _MASK.fullmatch(decision.text) if decision.label == "true" else None
    names = tuple(sorted({name.strip() for name in mask[2].split("|")})) if mask else ()
    return Flag(mask[1], names) if mask and all(name.isupper() for name in names) else None
