"""Repairs around string literals: macros that stand among them, and the assembly that is made of them."""

from __future__ import annotations

import re
from itertools import pairwise

from gupcheck.syntax.draft import KEYWORDS, Draft
from gupcheck.syntax.tokens import commas_of

_GROUP = rb"\((?:[^()]++|\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\))*+\)"
_MACRO = rb"([A-Za-z_]\w*+(?:\s*+" + _GROUP + rb")?+)"
_AFTER = re.compile(rb'"[^"]*+"\s*+' + _MACRO)
_BEFORE = re.compile(rb"(?<!\w)" + _MACRO + rb'(?=\s*+")')
_PART = re.compile(rb'"[^"]*+"|[A-Za-z_]\w*+(?:\s*+' + _GROUP + rb")?+")
_ASM = re.compile(
    rb"\b(?:asm|__asm__|__asm)\b\s*+(?:(?:volatile|__volatile__|__volatile|inline|__inline|goto)\b\s*+)*+(\()"
)
_REGISTER = re.compile(rb"\b(?:asm|__asm__|__asm)\s*+\(\s*+\"[^\"]*+\"(?:\s*+\w++)?\s*+\)(?=\s*+[=;,])")
_OPERAND = re.compile(rb"[:,]\s*+(?:\[\s*+\w++\s*+\]\s*+)?([A-Za-z_]\w*+)\s*+\(")
_TEMPLATE, _CLOBBERS = 0, 3
_LONGEST_RUN = 4
_NOT_LITERAL = KEYWORDS | frozenset(b"volatile __volatile__ __volatile goto inline __asm__ __asm".split())
_VOLATILE = re.compile(rb"\b__volatile\b")
_COLON = re.compile(rb"[()\[\]:]")


def repair_literals(draft: Draft, start: int) -> None:
    """Make literals of the macros among string literals, and of those in the templates of assembly."""
    for match in list(_REGISTER.finditer(draft.text, start)):
        if draft.word_before(match.start()) not in KEYWORDS:
            draft.blank(*match.span())
    for match in list(_VOLATILE.finditer(draft.text, start)):
        draft.replace(*match.span(), b"volatile", "spelling")
    for match in list(_ASM.finditer(draft.text, start)):
        _repair_assembly(draft, match.start(1))
    for _ in range(_LONGEST_RUN):
        for match in list(_BEFORE.finditer(draft.text, start)):
            _as_part(draft, match)
    position = start
    while after := _AFTER.search(draft.text, position):
        position = after.start(1) if _as_part(draft, after) else after.end(1)


def _as_part(draft: Draft, macro: re.Match[bytes]) -> bool:
    """Make a literal of a macro next to one; False where the word is no macro."""
    if macro[1].partition(b"(")[0].strip() in _NOT_LITERAL:
        return False
    as_literal(draft, *macro.span(1))
    return True


def as_literal(draft: Draft, start: int, end: int) -> None:
    """Make one string literal of a span of a macro's use."""
    if end - start < len('""'):
        return
    old = bytes(draft.text[start:end])
    draft.blank(start, end)
    draft.write(start, b'"')
    draft.write(start + 1 if b"\n" in old else end - 1, b'"')
    draft.marks[start] = "macro"


def _repair_assembly(draft: Draft, opening: int) -> None:
    """Make literals of the macros in an `asm(...)`: in its template, its operands, its clobbers."""
    edges = _sections(draft, opening)
    for index, (left, right) in enumerate(pairwise(edges)):
        if index in (_TEMPLATE, _CLOBBERS):
            for part in list(_PART.finditer(draft.text, left + 1, right)):
                if not part[0].startswith(b'"'):
                    as_literal(draft, *part.span())
        elif index < _CLOBBERS:
            for part in list(_OPERAND.finditer(draft.text, left, right)):
                as_literal(draft, *part.span(1))
                for comma in commas_of(draft, part.end(), max(draft.closing(part.end() - 1), part.end())):
                    draft.write(comma, b"|")


def _sections(draft: Draft, opening: int) -> list[int]:
    """Return the offsets of the parenthesis at `opening`, of the colons at its level, and of its end."""
    edges = [opening]
    depth = 0
    for match in _COLON.finditer(draft.text, opening):
        depth += (match[0] in b"([") - (match[0] in b")]")
        if not depth:
            return [*edges, match.start()]
        if match[0] == b":" and depth == 1:
            edges.append(match.start())
    return edges
