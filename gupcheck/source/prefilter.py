"""A formula over identifiers that a file must satisfy to be worth parsing.

A rule can match only in a file that holds certain words; most files of a kernel hold none of them, and a
scan for words is a thousand times cheaper than a parse. A formula may ask for too little (the file is then
parsed for nothing) but never for too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """The file holds `text` as a whole identifier, in any place: code, comment or string."""

    text: bytes


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; with no parts, any file does."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; with no parts, no file does."""

    parts: tuple[Formula, ...]


Formula = Word | AllOf | AnyOf

ALWAYS = AllOf(())
"""The formula of a rule that can match in any file."""

NEVER = AnyOf(())
"""The formula of a rule that can match in no file."""


def word(text: str | bytes) -> Formula:
    """Return the formula that asks for one identifier; ALWAYS where `text` is not an identifier of C."""
    data = text.encode() if isinstance(text, str) else text
    identifier = data.replace(b"_", b"a").isalnum() and not data[:1].isdigit()
    return Word(data) if identifier else ALWAYS


def all_of(parts: Iterable[Formula]) -> Formula:
    """Return a formula that asks for every part: flat, without repeats, a single part as it is."""
    kept = _flatten(parts, AllOf)
    if NEVER in kept:
        return NEVER
    return kept[0] if len(kept) == 1 else AllOf(kept)


def any_of(parts: Iterable[Formula]) -> Formula:
    """Return a formula that asks for one of the parts: flat, without repeats, a single part as it is."""
    kept = _flatten(parts, AnyOf)
    if ALWAYS in kept:
        return ALWAYS
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def _flatten(parts: Iterable[Formula], kind: type[AllOf] | type[AnyOf]) -> tuple[Formula, ...]:
    flat: dict[Formula, None] = {}
    for part in parts:
        if isinstance(part, kind):
            flat.update(dict.fromkeys(part.parts))
        else:
            flat[part] = None
    return tuple(flat)


def matches(formula: Formula, present: Set[bytes]) -> bool:
    """Return whether a file whose identifiers among `words_of(formula)` are `present` satisfies `formula`."""
    if isinstance(formula, Word):
        return formula.text in present
    if isinstance(formula, AllOf):
        return all(matches(part, present) for part in formula.parts)
    return any(matches(part, present) for part in formula.parts)


def words_of(formula: Formula) -> frozenset[bytes]:
    """Return every identifier that `formula` speaks of."""
    if isinstance(formula, Word):
        return frozenset((formula.text,))
    return frozenset(text for part in formula.parts for text in words_of(part))
