"""The one error that ends a run before it begins."""

from __future__ import annotations

from collections.abc import Iterable


class RunError(Exception):
    """A path, option, configuration or rule file that a run can't work with; never a bug.

    `message` is one line that says what is wrong, where, and what to do. `excerpt` holds lines to show below
    it: the source line at fault and a caret.
    """

    def __init__(self, message: str, excerpt: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.excerpt = tuple(excerpt)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the word of `known` that is most like `word`, "" if none is like it."""
    from difflib import get_close_matches  # slow to import, and needed for a mistake alone

    by_folded = {candidate.lower(): candidate for candidate in known}
    close = get_close_matches(word.lower(), by_folded, n=1)
    return f" Did you mean '{by_folded[close[0]]}'?" if close else ""
