"""Which functions of two versions of a file belong together, and which of them differ in more than form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gupcheck.syntax import Function, Unit

_WORD = re.compile(rb"\w+|[^\w\s]")
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
    """
    before, after = _by_name(old), _by_name(new)
    found: list[FunctionPair] = []
    for name in (*after, *(name for name in before if name not in after)):
        found += _paired(old, before.get(name, []), new, after.get(name, []))
    return found


def _by_name(unit: Unit | None) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for function in unit.functions if unit else ():
        if function.name:
            found.setdefault(function.name, []).append(function)
    return found


def _paired(
    old: Unit | None, before: list[Function], new: Unit | None, after: list[Function]
) -> Iterator[FunctionPair]:
    left = {tokens_of(old, one) for one in before} if old else set()
    right = {tokens_of(new, one) for one in after} if new else set()
    olds = [one for one in before if old and tokens_of(old, one) not in right]
    news = [one for one in after if new and tokens_of(new, one) not in left]
    for number in range(max(len(olds), len(news))):
        yield FunctionPair(
            olds[number] if number < len(olds) else None, news[number] if number < len(news) else None
        )


def names_in(tokens: Iterable[bytes]) -> frozenset[bytes]:
    """Return the identifiers among the tokens of a function."""
    return frozenset(token for token in tokens if token[:1].isalpha() or token[:1] == b"_")
