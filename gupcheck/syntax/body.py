"""The dialect in a function's body: annotations, loops that are macros, types as arguments, case ranges."""

from __future__ import annotations

import re

from gupcheck.syntax.dialect import Dialect
from gupcheck.syntax.draft import KEYWORDS, TYPE_WORDS, Draft

_UNDERSCORED = re.compile(rb"__\w++")
_SPELLED = re.compile(
    rb"(?<!\w)(?:(?:__)?(?:typeof\w*+|offsetof|alignof(?:__)?)|_Alignof|asm_(?:volatile_goto|goto_output|inline))(?!\w)"
)
_ARGUMENTS = rb"\((?:[^()]++|\((?:[^()]++|\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\))*+\))*+\)"
_STATEMENT = re.compile(
    rb"[;{}:)#]\s*+(?:(?:else|do)\s++)?(?!(?:if|while|for|switch|return|sizeof|asm|__asm__|case|else|do)\b)"
    rb"([A-Za-z_]\w*+)\s*+" + _ARGUMENTS + rb"(?=([\s#]*+)([{}A-Za-z_*(]|\+\+|--))"
)
_QUALIFIERS = rb"(?:(?:const|volatile)\s++)*+"
_TYPE_ARGUMENT = re.compile(
    rb"[(,]\s*+("
    + _QUALIFIERS
    + rb"(?:(?:struct|union|enum)\s++\w++(?:[\s*]|const\b)*+"
    + rb"|(?:(?:unsigned|signed|long|short|int|char|void|float|double|bool)\b\s*+)++(?:[\s*]|const\b)*+"
    + rb"|(?:const\s++)?\w++\s*+\*[\s*]*+))(?=[,)])"
)
_RANGE = re.compile(rb"\bcase\b[^:;{}]*?(\.\.\.)")
_LAST_LABEL = re.compile(rb":[\s#]*+\}")
_JUMP = re.compile(rb"\b(goto\s*+\*)")
_BEFORE_LABEL = (b";", b"{", b"}", b":")
_NEAR = 16
_LITERAL_TYPE = re.compile(rb"\(\s*(?:const\s+)?(?:struct|union)\s+\w+(?:\s*\[\w*\])?\s*\)$")
_LOOP_NAME = 5
_OPERATORS_AS_CALLS = frozenset((b"offsetof", b"alignof", b"_Alignof", b"__alignof__", b"__alignof"))


def rewrite_body(draft: Draft, start: int, dialect: Dialect) -> None:
    """Rewrite the body that begins at `start` of the draft, in place."""
    rewrite_expressions(draft, start, dialect)
    rewrite_statements(draft, start, dialect)
    _labels(draft, start)


def rewrite_expressions(draft: Draft, start: int, dialect: Dialect) -> None:
    """Rewrite what is the same in a body and in a declaration: annotations, operators, types as arguments."""
    _annotations(draft, start, dialect)
    _operators(draft, start)
    _types(draft, start)


def _annotations(draft: Draft, start: int, dialect: Dialect) -> None:
    text = draft.text
    for match in list(_UNDERSCORED.finditer(text, start)):
        word = match[0]
        known, called = word in dialect.attributes, word in dialect.attribute_calls
        if not known and not called:
            continue
        at, end = match.span()
        if at and (text[at - 1 : at].isalnum() or text[at - 1] == 0x5F):
            continue
        if known:
            draft.blank(at, end)
        elif text[end : end + _NEAR].lstrip()[:1] == b"(":
            draft.blank_call(at, end)


def _operators(draft: Draft, start: int) -> None:
    """Make one name of each typeof(x), calls of offsetof and alignof; write `asm goto` for its old names."""
    text = draft.text
    if (
        text.find(b"eof", start) < 0
        and text.find(b"setof", start) < 0
        and text.find(b"gnof", start) < 0
        and text.find(b"asm_", start) < 0
    ):
        return
    for match in list(_SPELLED.finditer(text, start)):
        word = match[0]
        at, end = match.span()
        if word in _OPERATORS_AS_CALLS:
            draft.write(end - 3, word[-3:].upper())
        elif word.startswith(b"asm_"):
            draft.write(at, word.replace(b"_", b" ").replace(b" output", b"       "))
        else:
            opening = text.find(b"(", end)
            if opening >= 0 and not text[end:opening].strip():
                close = draft.closing(opening)
                if close > 0:
                    draft.as_type(at, close + 1)


def _types(draft: Draft, start: int) -> None:
    """Make one name of each type that is an argument of a macro."""
    text = draft.text
    for match in list(_TYPE_ARGUMENT.finditer(text, start)):
        at, end = match.span(1)
        while text[end - 1] in b" \t\n":
            end -= 1
        sign = match.start()
        opening = sign if text[sign] == 0x28 else draft.opening(sign)
        if opening < 0:
            continue
        macro = draft.word_before(opening)
        if macro and macro not in KEYWORDS and macro not in TYPE_WORDS:
            draft.as_type(at, end)


def rewrite_statements(draft: Draft, start: int, dialect: Dialect) -> None:
    """Find calls that no `;` ends: loops get a `while`, statement macros the `;` that they lack."""
    text = draft.text
    matches: list[re.Match[bytes]] = []
    position = start
    while match := _STATEMENT.search(text, position):
        matches.append(match)
        position = match.end() - 1
    for match in reversed(matches):
        name, gap, after = match[1], match[2], match[3]
        at = match.start(1)
        if text[match.start()] == 0x29 and not _in_statement(draft, at):
            continue
        if after == b"{" or (
            after != b"}" and (dialect.is_iterator(name) or is_deeper(text, at, match.start(3)))
        ):
            write_loop(draft, at, match.end(1), match.end() - 1)
        elif after == b"}" and not in_block(text, at):
            continue
        elif after == b"}" or b"\n" in gap:
            write_semicolon(draft, match.start(2), match.end(2))


def _labels(draft: Draft, start: int) -> None:
    """Case ranges, labels at the end of a block, and jumps to computed labels."""
    text = draft.text
    if text.find(b"...", start) >= 0:
        for match in list(_RANGE.finditer(text, start)):
            draft.replace(match.start(1), match.end(1), b"||", "range")
    if text.find(b"goto *", start) >= 0:
        for match in list(_JUMP.finditer(text, start)):
            draft.blank(match.start(1), match.end(1) - 1)
            draft.marks[match.end(1) - 1] = "jump"
    for match in list(_LAST_LABEL.finditer(text, start)):
        word = draft.word_before(match.start())
        at = text.rfind(word, start, match.start())
        if word and word not in KEYWORDS and bytes(text[start:at]).rstrip(b" \t\n#")[-1:] in _BEFORE_LABEL:
            draft.write(match.start(), b";")
            draft.marks[at] = "label"


def _in_statement(draft: Draft, at: int) -> bool:
    """Return whether what begins at `at` is in no parentheses but those of a statement expression."""
    opening = draft.opening(at)
    return opening < 0 or draft.text[opening + 1 : at].lstrip()[:1] == b"{"


def in_block(text: bytearray, at: int) -> bool:
    """Return whether what begins at `at` can be a statement, and not the first element of an initialiser."""
    before = bytes(text[max(0, at - 200) : at]).rstrip(b" \t\n#")
    if before.endswith(b","):
        return False
    if not before.endswith(b"{"):
        return True
    opener = before[:-1].rstrip(b" \t\n#")
    return not opener.endswith((b"=", b",", b"{")) and not _LITERAL_TYPE.search(opener)


def is_deeper(text: bytearray, first: int, second: int) -> bool:
    """Return whether the line of `second` is indented more than that of `first`."""
    return _indent(text, second) > _indent(text, first)


def _indent(text: bytearray, offset: int) -> int:
    start = text.rfind(b"\n", 0, offset) + 1
    line = text[start : offset + 1].expandtabs(8)
    return len(line) - len(line.lstrip())


def write_semicolon(draft: Draft, start: int, end: int) -> bool:
    """Put a `;` over the first blank of the span; False where all of it is newlines."""
    return write_sign(draft, start, end, b";")


def write_sign(draft: Draft, start: int, end: int, sign: bytes) -> bool:
    """Put a one-byte sign over the first blank of the span; False where all of it is newlines."""
    for offset in range(start, end):
        if draft.text[offset] in b" \t":
            draft.write(offset, sign)
            return True
    return False


def write_loop(draft: Draft, at: int, end: int, close: int) -> None:
    """Write a `while` over the name of a loop macro; `close` is the offset of the `)` of its arguments."""
    text = draft.text
    opening = text.index(b"(", end)
    room = opening - at
    if room < _LOOP_NAME or b"\n" in text[at:opening]:
        if room < 2:
            return
        draft.replace(at, end, b"if", "iterator")
    else:
        draft.replace(at, end, b"while", "iterator")
    if not text[opening + 1 : close].strip():
        if close - opening > 1:
            draft.write(opening + 1, b"0")
        elif room > _LOOP_NAME:
            draft.write(opening - 1, b"(0")
