"""Repairs around string literals: macros that stand among them, and the assembly that is made of them."""

from __future__ import annotations

import re

from gupcheck.syntax.draft import KEYWORDS, Draft

_GROUP = rb"\((?:[^()]++|\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\))*+\)"
_MACRO = rb"([A-Za-z_]\w*+(?:\s*+" + _GROUP + rb")?+)"
_AFTER = re.compile(rb'"[^"]*+"\s*+' + _MACRO)
_BEFORE = re.compile(rb"(?<!\w)" + _MACRO + rb'(?=\s*+")')
_PART = re.compile(rb'"[^"]*+"|[A-Za-z_]\w*+(?:\s*+' + _GROUP + rb")?+")
_ASM = re.compile(rb"\b(?:asm|__asm__|__asm)\b\s*+(?:(?:volatile|__volatile__|__volatile|inline|__inline|goto)\b\s*+)*+(\()")
_REGISTER = re.compile(rb"\b(?:asm|__asm__|__asm)\s*+\(\s*+\"[^\"]*+\"(?:\s*+\w++)?\s*+\)(?=\s*+[=;,])")
_LONGEST_RUN = 4
_NOT_LITERAL = KEYWORDS | frozenset(b"volatile __volatile__ __volatile goto inline __asm__ __asm".split())
_COLON = re.compile(rb"[():]")


def repair_literals(draft: Draft, start: int) -> None:
    """Make literals of the macros among string literals, and of those in the templates of assembly."""
    for match in list(_REGISTER.finditer(draft.text, start)):
        if draft.word_before(match.start()) not in KEYWORDS:
            draft.blank(*match.span())
    for match in list(_ASM.finditer(draft.text, start)):
        _repair_template(draft, match.start(1))
    for _ in range(_LONGEST_RUN):
        for match in list(_BEFORE.finditer(draft.text, start)):
            _as_part(draft, match)
    position = start
    while match := _AFTER.search(draft.text, position):
        position = match.start(1) if _as_part(draft, match) else match.end(1)


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


def _repair_template(draft: Draft, opening: int) -> None:
    """Make literals of the macros in the template of an `asm(...)`, which ends at its first `:`."""
    depth = 0
    end = -1
    for match in _COLON.finditer(draft.text, opening):
        depth += (match[0] == b"(") - (match[0] == b")")
        if not depth or (match[0] == b":" and depth == 1):
            end = match.start()
            break
    for part in list(_PART.finditer(draft.text, opening + 1, max(end, opening))):
        if not part[0].startswith(b'"'):
            as_literal(draft, *part.span())
