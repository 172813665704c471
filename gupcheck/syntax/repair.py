"""The second, slower pass of the dialect, for functions that still have an error after the first."""

from __future__ import annotations

import re

from gupcheck.syntax.arguments import repair_arguments
from gupcheck.syntax.body import in_block, rewrite_statements, write_semicolon
from gupcheck.syntax.dialect import Dialect
from gupcheck.syntax.draft import KEYWORDS, Draft
from gupcheck.syntax.head import blank_annotations
from gupcheck.syntax.initialisers import repair_definers, repair_elements, repair_fields, repair_rows
from gupcheck.syntax.literals import repair_literals
from gupcheck.syntax.tokens import blank_extra_words, tokens_of

_STATIC_CALL = re.compile(
    rb"(?<=[;{}:#])\s*+(static\s)(?:\s*+(?:const|volatile)\b)*+\s*+[A-Za-z_]\w*+\s*+(\()"
)
_BARE = re.compile(
    rb"(?<=[;{}#])\s*+(?:([A-Za-z_]\w*+)([\s#]++)"
    rb"(?=\}|(?:if|for|while|do|switch|return|case|default|goto|break)\b|[A-Za-z_]\w*+\s*+:)"
    rb"|([A-Z][A-Z0-9_]*+)([ \t]*+\n\s*+))"
)
_CONDITION = re.compile(rb"\b(?:if|while)(\s)\s*+[A-Za-z_]\w*+\s*+\(")
_BLANK_NEXT = re.compile(rb"\n*+([ \t])")
_BITFIELD = re.compile(rb"[;{]\s*+(?:unsigned\s++|signed\s++)?[A-Za-z_]\w*+\s++(:\s*+\d++)\s*+(?=;)")
_CAST = re.compile(rb"\(\s*+([A-Za-z_]\w*+\s++[A-Za-z_]\w*+\s*+\*[\s*]*+)\)")
_NEAR = 64
_WHILE = re.compile(rb"\}\s*+((?:while|for)_\w++)\s*+\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\)\s*+;")
_CALL_RUN = re.compile(
    rb"(?<=[;{}:#])\s*+([A-Za-z_]\w*+)\s*+\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\)"
    rb"([ \t]++)(?=[A-Za-z_])"
)
_DECLARATION = re.compile(rb"(?<=[;{}#])\s*+([A-Za-z_][\w\s*]*+)(?=[;=,\[])")


def repair(draft: Draft, start: int, dialect: Dialect) -> None:
    """Rewrite what only macros make of C, in the body that begins at `start` of the draft."""
    blank_annotations(draft, start, len(draft.text), dialect)
    _conditions(draft, start)
    _statements(draft, start)
    repair_definers(draft, start)
    repair_literals(draft, start)
    repair_arguments(draft, start)
    _declarations(draft, start)
    repair_elements(draft, start)
    rewrite_statements(draft, start, dialect)


def repair_declaration(draft: Draft) -> None:
    """Rewrite what only macros make of C, in a declaration at file level."""
    repair_fields(draft, 0, len(draft.text))
    repair_literals(draft, 0)
    repair_arguments(draft, 0)
    repair_elements(draft, 0)
    repair_rows(draft)


def _conditions(draft: Draft, start: int) -> None:
    """Put the parentheses around `if MACRO(...)`."""
    for match in list(_CONDITION.finditer(draft.text, start)):
        close = draft.closing(match.end() - 1)
        rest = _BLANK_NEXT.match(draft.text, close + 1) if close > 0 else None
        if rest:
            draft.write(match.start(1), b"(")
            draft.write(rest.start(1), b")")


def _statements(draft: Draft, start: int) -> None:
    text = draft.text
    for match in list(_STATIC_CALL.finditer(text, start)):
        close = draft.closing(match.start(2))
        if close > 0 and text[close + 1 : close + _NEAR].lstrip()[:1] == b";":
            draft.blank(*match.span(1))
    for match in list(_WHILE.finditer(text, start)):
        draft.replace(*match.span(1), b"while", "while")
    for match in list(_BARE.finditer(text, start)):
        if (match[1] or match[3]) not in KEYWORDS:
            write_semicolon(draft, *match.span(2 if match[1] else 4))
    for match in list(_BITFIELD.finditer(text, start)):
        draft.blank(*match.span(1))
        draft.write(match.start(1), b"_")
    for match in list(_CAST.finditer(text, start)):
        blank_extra_words(draft, tokens_of(draft, *match.span(1)), named=False)
    position = start
    while run := _CALL_RUN.search(text, position):
        position = run.end()
        if run[1] not in KEYWORDS and in_block(text, run.start(1)) and write_semicolon(draft, *run.span(2)):
            position = run.start(2)


def _declarations(draft: Draft, start: int) -> None:
    """Blank the words of local declarations that are neither type nor name."""
    for match in list(_DECLARATION.finditer(draft.text, start)):
        tokens = tokens_of(draft, *match.span(1))
        words = [token for token in tokens if token.is_word]
        if len(words) > 2 and not any(
            token.text in (b"return", b"goto", b"else", b"case") for token in words
        ):
            blank_extra_words(draft, tokens, named=True)
