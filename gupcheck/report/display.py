"""Text as a terminal shows it: what source or a file's name can't do to it, and how many cells it takes."""

from __future__ import annotations

import re
import unicodedata

TAB = 8
"""Cells from one tab stop to the next, as in the kernel's own style."""

_UNSAFE = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f"  # controls but the tab: escape sequences begin with these
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that make text run the other way
    r"\u2028\u2029\ud800-\udfff]"  # line separators of Unicode; halves of surrogate pairs
)
_PICTURES = 0x2400


def visible(text: str) -> str:
    """Return the text with each control character replaced by a visible character of one cell; tabs stay."""
    return _UNSAFE.sub(_picture, text)


def one_line(text: str) -> str:
    """Return the text on one line, safe to print: runs of white space become one blank."""
    return visible(" ".join(text.split()))


def expand_tabs(text: str) -> str:
    """Return the text with every tab as blanks up to the next stop, by the cells that the text takes."""
    if "\t" not in text:
        return text
    if text.isascii():
        return text.expandtabs(TAB)
    expanded, width = [], 0
    for part in re.split("(\t)", text):
        shown = " " * (TAB - width % TAB) if part == "\t" else part
        expanded.append(shown)
        width += cell_width(shown)
    return "".join(expanded)


def cell_width(text: str) -> int:
    """Return how many terminal cells the text takes, which must hold neither tabs nor control characters."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def cells(text: str, left: int, width: int) -> str:
    """Return what is seen of the text through a window of `width` cells that begins at cell `left`.

    A character of two cells that the window's edge cuts is a blank; combining marks stay with their letter.
    """
    if text.isascii():
        return text[left : left + width]
    seen, at = [], 0
    for character in text:
        size = _character_width(character)
        if at >= left and at + size <= left + width:
            seen.append(character)
        elif at < left + width and at + size > left:
            seen.append(" ")
        at += size
    return "".join(seen)


def shorten(text: str, width: int) -> str:
    """Return the text if it fits in `width` cells, else its beginning and "..."."""
    return text if cell_width(text) <= width else cells(text, 0, width - 3) + "..."


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
