"""Reads what stands between the first two @ of a rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.smpl.errors import SmplError, unsupported
from gupcheck.smpl.read.depends import ALWAYS, Depends, parse_depends

MAX_LENGTH = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """What stands between the first two @ of a rule."""

    name: str
    depends: Depends
    quantifier: str
    disabled: frozenset[str]


def read_head(text: str, number: int, line: int) -> Head:
    """Return what the header `text` of rule `number` (from 0) says. Raises SmplError where it says more."""
    if len(text) > MAX_LENGTH:
        raise SmplError(f"A rule's header is longer than {MAX_LENGTH} characters.", line=line, column=1)
    words = text.replace("\n", " ")
    depends, quantifier, disabled = ALWAYS, "", frozenset[str]()
    if match := re.search(
        r"\bdisable\b\s*([\w\s,]*?)(?=\bexists\b|\bforall\b|\bdepends\b|\busing\b|$)", words
    ):
        disabled = frozenset(re.findall(r"\w+", match[1]))
        words = words[: match.start()] + " " + words[match.end() :]
    if match := re.search(
        r"\b(exists|forall)\s*$|\b(exists|forall)\b(?=\s+(depends|disable|expression))", words
    ):
        quantifier = match[1] or match[2]
        words = words[: match.start()] + " " + words[match.end() :]
    if match := re.search(r"\bdepends\s+on\b(.*)$", words):
        depends = parse_depends(re.sub(r"\bexpression\s*$", "", match[1]), line)
        words = words[: match.start()]
    rest = words.split()
    if rest and rest[-1] == "expression":
        rest.pop()
    for word in ("extends", "using", "identifier", "type"):
        if word in rest:
            raise unsupported(f"'{word}' in a rule's header", line, 1)
    if len(rest) > 1:
        raise SmplError(f"'{' '.join(rest[1:])}' does not belong in a rule's header.", line=line, column=1)
    return Head(rest[0] if rest else f"rule {number + 1}", depends, quantifier, disabled)
