"""Which of many spans of one text hold what a formula asks for; each word is looked for once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from gupcheck.source.prefilter import Formula, matches, words_of


class Spans:
    """Spans of a text, `start` to `end` in bytes, which may overlap.

    A part of a longer identifier counts as a word too.
    """

    def __init__(self, text: bytes, spans: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self._spans = tuple(spans)
        self._holders: dict[bytes, frozenset[int]] = {}

    def holding(self, formula: Formula) -> list[int]:
        """Return the numbers (from 0, ascending) of the spans whose words satisfy the formula."""
        if matches(formula, frozenset()):
            return list(range(len(self._spans)))
        holders = {word: self._holders_of(word) for word in words_of(formula)}
        return [
            number
            for number in sorted(frozenset[int]().union(*holders.values()))
            if matches(formula, {word for word, numbers in holders.items() if number in numbers})
        ]

    def _holders_of(self, word: bytes) -> frozenset[int]:
        known = self._holders.get(word)
        if known is None:
            places = [found.start() for found in re.finditer(re.escape(word), self._text)]
            known = self._holders[word] = frozenset(self._around(places, len(word)) if places else ())
        return known

    def _around(self, places: list[int], length: int) -> Iterable[int]:
        """Yield the numbers of the spans in which one of the ascending places stands as a whole."""
        for number, (start, end) in enumerate(self._spans):
            first = bisect_left(places, start)
            if first < len(places) and places[first] + length <= end:
                yield number
