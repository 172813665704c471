"""Which functions of two versions of a file belong together, and which of them differ in more than form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gupcheck.syntax import Function, Unit

_WORD = re.compile(rb"\w+|[^\w\s]")
ALIKE = 0.8
"""The part of their tokens that a renamed function's two versions share at least."""

SHORT = 30
"""Tokens below which a function is too short to be known again under another name."""

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class FunctionPair:
    """A function of both versions of a file, or of one where the other is None."""

    old: Function | None
    new: Function | None


def tokens_of(unit: Unit, function: Function) -> tuple[bytes, ...]:
    """Return the text of a function as words and signs: comments, blanks and the text of strings apart."""
    text = _STRING.sub(b'""', unit.source.uncommented[function.start : function.end])
    return tuple(_WORD.findall(text))


def pairs_of(old: Unit | None, new: Unit | None) -> list[FunctionPair]:
    """Return the functions that were added, removed or changed, in the order of the new file.

    Functions of one name, from several arms of an `#if`, belong together in their order, equal ones aside.
    What is left of both files and nearly alike was renamed.
    """
    before, after = _by_name(_differing(old, new)), _by_name(_differing(new, old))
    found: list[FunctionPair] = []
    for name in (*after, *(name for name in before if name not in after)):
        found += _paired(old, before.get(name, []), new, after.get(name, []))
    return with_renamed(old, new, found) if old and new else found


def with_renamed(old: Unit, new: Unit, pairs: list[FunctionPair]) -> list[FunctionPair]:
    """Return `pairs` in which a function that went and one that came, and are nearly alike, are one pair."""
    went = {one.old: Counter(tokens_of(old, one.old)) for one in pairs if one.old and not one.new}
    came = {one.new: Counter(tokens_of(new, one.new)) for one in pairs if one.new and not one.old}
    likely = [
        (-score, *sorted((gone.name, fresh.name)), gone.start, fresh.start)
        for gone, before in went.items()
        for fresh, after in came.items()
        if (score := _likeness(before, after)) >= ALIKE
    ]
    gone_at, fresh_at = {one.start: one for one in went}, {one.start: one for one in came}
    renamed: dict[Function, Function] = {}
    for *_, gone_start, fresh_start in sorted(likely):
        if gone_start in gone_at and fresh_start in fresh_at:
            renamed[gone_at.pop(gone_start)] = fresh_at.pop(fresh_start)
    others = {fresh: gone for gone, fresh in renamed.items()}
    return [
        FunctionPair(others.get(one.new, one.old) if one.new else one.old, one.new)
        for one in pairs
        if one.new or one.old not in renamed
    ]


def _likeness(before: Counter[bytes], after: Counter[bytes]) -> float:
    """Return the part of two functions' tokens that they share, from 0 to 1; 0 for very short ones."""
    most = max(before.total(), after.total())
    if most < SHORT or min(before.total(), after.total()) < ALIKE * most:
        return 0.0
    return (before & after).total() / most


def _differing(unit: Unit | None, other: Unit | None) -> list[Function]:
    """Return the functions of a file whose text no function of the other one has, byte by byte.

    Most functions of a file are the same in both versions: these are known without being read.
    """
    if unit is None:
        return []
    texts = {other.source.uncommented[one.start : one.end] for one in other.functions} if other else set()
    return [one for one in unit.functions if unit.source.uncommented[one.start : one.end] not in texts]


def _by_name(functions: Iterable[Function]) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for function in functions:
        if function.name:
            found.setdefault(function.name, []).append(function)
    return found


def _paired(
    old: Unit | None, before: list[Function], new: Unit | None, after: list[Function]
) -> Iterator[FunctionPair]:
    left = {one: tokens_of(old, one) for one in before} if old else {}
    right = {one: tokens_of(new, one) for one in after} if new else {}
    olds = [one for one in before if left[one] not in right.values()]
    news = [one for one in after if right[one] not in left.values()]
    for number in range(max(len(olds), len(news))):
        yield FunctionPair(
            olds[number] if number < len(olds) else None, news[number] if number < len(news) else None
        )


def words_of(unit: Unit, function: Function) -> frozenset[bytes]:
    """Return the words of a function's text."""
    return frozenset(tokens_of(unit, function))
