"""Colours of the terminal: they go round the text and never change it."""

from __future__ import annotations

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Takes a style ("error", "warning", "note", "strong", "quiet", "gutter") and a text; returns the text."""

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "strong": "1",
    "quiet": "2",
    "gutter": "34",
}


def painter(color: bool) -> Paint:
    """Return a function that dresses a text in a style of the terminal, or one that leaves it alone."""
    return _dressed if color else _plain


def _dressed(style: str, text: str) -> str:
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if text else text


def _plain(_style: str, text: str) -> str:
    return text
