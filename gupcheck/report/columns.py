"""Byte columns of the model to characters and to SARIF's UTF-16 units."""

from __future__ import annotations

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What stands in a decoded line for bytes that are not UTF-8."""


def character_index(text: str, column: int) -> int:
    """Return the index (from 0) of the character of `text` that byte column `column` (from 1) falls into.

    A column past the end gives the length of the text. A replacement character counts as one byte: that is
    what it stands for in a Latin-1 line, and no kernel source holds a real one.
    """
    before = column - 1
    if text.isascii():
        return max(0, min(before, len(text)))
    for index, character in enumerate(text):
        before -= 1 if character == REPLACEMENT else len(character.encode("utf-8", errors="replace"))
        if before < 0:
            return index
    return len(text)


def utf16_column(text: str, column: int) -> int:
    """Return the column in UTF-16 units (from 1) for a byte column (from 1); a tab is one unit.

    Without a text to go by the column is returned as it is.
    """
    if not text:
        return max(1, column)
    prefix = text[: character_index(text, column)]
    if prefix.isascii():
        return 1 + len(prefix)
    return 1 + len(prefix) + sum(character > "\uffff" for character in prefix)
