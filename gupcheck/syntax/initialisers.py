"""Repairs in initialisers and lists of fields: macros that define, and the commas that macros bring along."""

from __future__ import annotations

import re

from gupcheck.syntax.body import in_block, write_sign
from gupcheck.syntax.draft import KEYWORDS, Draft

_SIZE = rb"(?:[^(),;{}]|\([^()]*+\))++"
_DEFINER = re.compile(
    rb"(?<=[;{}#])\s*+(?:static\s++)?[A-Za-z_]\w*+(\()\s*+\w++\s*+(,)" + _SIZE + rb"(\))(?=\s*+=\s*+\{)"
)
_FIELDS = re.compile(rb"\b(?:struct|union)\b\s*+\w*+\s*+(\{[^{}]*+\})")
_FIELD = re.compile(rb"[;{}]\s*+[A-Za-z_]\w*+(\()\s*+\w++\s*+(,)" + _SIZE + rb"(\))(?=\s*+;)")
_ROWS = re.compile(rb"[)\w}\"]([ \t]*+\n\s*+)(?=[.\[]|[A-Za-z_]\w*+\s*+\()")
_ELEMENTS = re.compile(
    rb"[{,]\s*+([A-Za-z_]\w*+)(?:\([^()]*+\))?(\s++)"
    rb"(?=[A-Za-z_&]\w*+\s*+[,}(\n&]|[A-Z][A-Z0-9_]*+\s)"
)


def repair_definers(draft: Draft, start: int) -> None:
    """Make arrays of the macros that define and have an initialiser or stand among fields."""
    for match in list(_DEFINER.finditer(draft.text, start)):
        _as_array(draft, match)
    for fields in list(_FIELDS.finditer(draft.text, start)):
        repair_fields(draft, *fields.span(1))


def repair_fields(draft: Draft, start: int, end: int) -> None:
    """Make arrays of the macros that define a field, in the span of a struct's fields."""
    for match in list(_FIELD.finditer(draft.text, start, end)):
        _as_array(draft, match)


def _as_array(draft: Draft, definer: re.Match[bytes]) -> None:
    """Write `DECLARE_X(name, size)` as `DECLARE_X name[size]`, which can be initialised or a field."""
    draft.write(definer.start(1), b" ")
    draft.write(definer.start(2), b"[")
    draft.write(definer.start(3), b"]")


def repair_elements(draft: Draft, start: int) -> None:
    """Put commas between the elements of initialisers, from `start` on, that macros bring along."""
    position = start
    while match := _ELEMENTS.search(draft.text, position):
        position = match.end(2) - 1
        if match[1] not in KEYWORDS and not in_block(draft.text, match.start(1)):
            write_sign(draft, *match.span(2), b",")
            position = match.start(2)


def repair_rows(draft: Draft) -> None:
    """Put commas at the ends of an initialiser's lines that macros with a comma of their own have."""
    for match in list(_ROWS.finditer(draft.text)):
        write_sign(draft, *match.span(1), b",")
