"""Repairs in macro arguments: types, operators, statements and blocks where C has only expressions."""

from __future__ import annotations

import re
from itertools import pairwise

from gupcheck.syntax.body import write_loop
from gupcheck.syntax.draft import KEYWORDS, REACH, SPECIFIERS, TAG_WORDS, TYPE_WORDS, Draft
from gupcheck.syntax.literals import as_literal
from gupcheck.syntax.tokens import Token, commas_of, tokens_of

_CALL = re.compile(rb"([A-Za-z_]\w*+)\s*+(\()")
_LEADERS = frozenset((b"return", b"goto", b"break", b"continue", b"case", b"default", b"else", b"do"))
_BLOCK_LEADERS = frozenset((b"if", b"for", b"while", b"switch"))
_EFFORT = 20
_SHORTEST_STATEMENT = 2
_BEFORE_STATEMENT = (b";", b"{", b"}", b")", b":")
_ASSEMBLY = frozenset((b"__volatile__", b"__volatile"))
_NUMBER = re.compile(rb"(?:0[xX][0-9a-fA-F]+|0[bB][01]+|\d[\d.]*(?:[eE][-+]?\d+)?)[uUlLfF]*$|\d+$")
_OPERATOR = re.compile(rb"[-+*/%&|^<>=!~?:.]+$")
_BLANKS = b" \t"


def repair_arguments(draft: Draft, start: int) -> None:
    """Repair the arguments of every call in the draft from `start` on, outer calls first.

    Deep nests of calls are not followed to their ends: the work is bounded by the length of the text.
    """
    budget = _EFFORT * len(draft.text)
    for match in list(_CALL.finditer(draft.text, start)):
        if budget < 0:
            return
        if match[1] in KEYWORDS or match[1] in _ASSEMBLY or draft.text[match.start(2)] != 0x28:
            continue
        opening = match.start(2)
        close = draft.closing(opening)
        budget -= close - opening if close > 0 else REACH
        if close > 0 and not _as_loop(draft, match, close):
            _repair_list(draft, opening, close)


def _as_loop(draft: Draft, call: re.Match[bytes], close: int) -> bool:
    """Read `name(a, statements);` as a loop with a body, and `name(statement);` as the statement."""
    text = draft.text
    before = bytes(text[max(0, call.start() - 200) : call.start()].rstrip(b" \t\n#"))
    if before[-1:] not in _BEFORE_STATEMENT or bytes(text[close + 1 : close + 2]) not in (b";", b"\n"):
        return False
    if _begins_statement(draft, call.end(), close):
        draft.blank(call.start(), call.end())
        draft.blank(close, close + 1)
        return True
    commas = commas_of(draft, call.end(), close)
    if not commas:
        return False
    body = next((comma + 1 for comma in commas if _begins_statement(draft, comma + 1, close)), commas[-1] + 1)
    tokens = tokens_of(draft, body, close)
    blank = next((offset for offset in range(body, close) if text[offset] in _BLANKS), close)
    if not tokens or blank >= tokens[0].start or not _holds_statements(draft, tokens, body, close):
        return False
    if bytes(text[body:close].rstrip()[-1:]) not in (b";", b"}"):
        return False
    write_loop(draft, call.start(), call.end(1), body - 1)
    draft.write(body - 1, b")")
    draft.write(blank, b"{")
    draft.write(close, b"}")
    return True


def _begins_statement(draft: Draft, start: int, end: int) -> bool:
    """Return whether a statement begins at `start`: a keyword with a head, or a declaration."""
    tokens = tokens_of(draft, start, end)
    if len(tokens) < _SHORTEST_STATEMENT:
        return False
    if tokens[0].text in _BLOCK_LEADERS or (tokens[1].is_group and tokens[2:] and tokens[2].text == b"{"):
        return True
    return b";" in draft.text[start:end] and (tokens[0].text in TYPE_WORDS or tokens[1].is_word)


def _repair_list(draft: Draft, opening: int, close: int) -> None:
    commas = commas_of(draft, opening + 1, close)
    edges = [opening, *commas, close]
    for left, right in pairwise(edges):
        if draft.text[left + 1 : right].strip():
            _repair_argument(draft, left, right)
        elif commas:
            _fill_empty(draft, left, right, last=right == close)


def _fill_empty(draft: Draft, left: int, right: int, *, last: bool) -> None:
    """Give an empty argument a name, or where there is no room for one drop its comma."""
    for offset in range(left + 1, right):
        if draft.text[offset] in _BLANKS:
            draft.write(offset, b"_")
            return
    draft.blank(left if last else right, left + 1 if last else right + 1)


def _repair_argument(draft: Draft, left: int, right: int) -> None:
    tokens = tokens_of(draft, left + 1, right)
    first = tokens[0]
    last = tokens[-1]
    if _holds_statements(draft, tokens, left + 1, right):
        _wrap_statements(draft, left, right)
    elif first.text in _LEADERS:
        draft.write(first.end - 1, b"_")
        _separate(draft, first.end, tokens[1].start if len(tokens) > 1 else first.end)
    elif _OPERATOR.match(bytes(draft.text[first.start : last.end])):
        draft.text[first.start : last.end] = b"_" * (last.end - first.start)
    elif _is_type(tokens):
        if not draft.as_type(first.start, last.end):
            _shorten_type(draft, tokens)
    elif first.text == b".":
        draft.blank(first.start, first.end)
    else:
        for token in tokens:
            if token.text[:1].isdigit() and not _NUMBER.match(token.text):
                draft.write(token.start, b"_")
        _separate_operands(draft, tokens)


def _holds_statements(draft: Draft, tokens: list[Token], start: int, end: int) -> bool:
    """Return whether the argument is statements: it has a `;` outside of brackets, or begins as one."""
    if draft.text[start:end].lstrip()[:1] == b"{":
        return True
    depth = 0
    for match in re.finditer(rb"[()\[\]{};]", draft.text[start:end]):
        if match[0] == b";" and not depth:
            return True
        depth += (match[0] in b"([{") - (match[0] in b")]}")
    return tokens[0].text in _BLOCK_LEADERS


def _wrap_statements(draft: Draft, left: int, right: int) -> None:
    """Make a statement expression of an argument that is a list of statements."""
    text = draft.text
    first = left + 1
    while text[first] in b" \t\n":
        first += 1
    last = right - 1
    while text[last] in b" \t\n":
        last -= 1
    ahead = [offset for offset in range(left + 1, first) if text[offset] in _BLANKS]
    braced = text[first] == 0x7B and text[last] == 0x7D
    opening = b"(" if braced else b"({"
    ending = b")" if braced else b"})" if text[last] in b";}" else b";})"
    if len(ahead) < len(opening) or not _lay(draft, last + 1, right, ending):
        _as_expressions(draft, left, right)
        return
    for offset, sign in zip(ahead[-len(opening) :], opening, strict=True):
        text[offset] = sign


def _lay(draft: Draft, start: int, right: int, ending: bytes) -> bool:
    """Write `ending` and the signs at `right` over the blanks from `start` on; False if they are too few."""
    text = draft.text
    signs = bytearray(ending)
    places = [offset for offset in range(start, right) if text[offset] in _BLANKS]
    position = right
    while len(places) < len(signs) and position < len(text):
        if text[position] in b"),;":
            signs.append(text[position])
            places.append(position)
        elif text[position] in _BLANKS:
            places.append(position)
        elif text[position] != 0x0A:
            return False
        position += 1
    if len(places) < len(signs):
        return False
    for index, offset in enumerate(places):
        if index < len(signs):
            text[offset] = signs[index]
        elif text[offset] not in _BLANKS:
            text[offset] = 0x20
    return True


def _as_expressions(draft: Draft, left: int, right: int) -> None:
    """Write commas for the `;` between the statements of an argument, which keeps them as expressions."""
    last = draft.text.rfind(b";", left, right)
    for match in list(re.finditer(rb";", draft.text[left:right])):
        offset = match.start() + left
        draft.write(offset, b" " if offset == last and not draft.text[offset + 1 : right].strip() else b",")
    for token in tokens_of(draft, left + 1, right):
        if token.text in _LEADERS:
            draft.write(token.end - 1, b"_")
            _separate(draft, token.end, token.end + 1)


def _separate(draft: Draft, start: int, end: int) -> bool:
    """Write a comma over the first blank of a span."""
    for offset in range(start, end):
        if draft.text[offset] in _BLANKS:
            draft.write(offset, b",")
            return True
    return False


def _is_type(tokens: list[Token]) -> bool:
    """Return whether the tokens are a type: words and stars that make no expression."""
    words = [token for token in tokens if token.is_word]
    stars = [token for token in tokens if token.text == b"*"]
    if not words or not tokens[0].is_word:
        return False
    known = any(t.text in TYPE_WORDS or t.text in TAG_WORDS or t.text in SPECIFIERS for t in words)
    if len(words) + len(stars) == len(tokens):
        return known or tokens[-1].text == b"*"
    rest = tokens[len(words) + len(stars) :]
    if known and all(
        token.is_group or token.text in (b"[", b"]") or token.text[:1].isalnum() for token in rest
    ):
        return tokens[-1].text == b"]" or (len(rest) > 1 and rest[0].is_group)
    return False


def _shorten_type(draft: Draft, tokens: list[Token]) -> None:
    """Leave one word of a type that several lines hold."""
    words = [token for token in tokens if token.is_word and token.text not in SPECIFIERS]
    for token in tokens:
        if token is not words[-1:][0]:
            draft.blank(token.start, token.end)


def _concatenate(draft: Draft, left: Token, right: Token, tokens: list[Token]) -> None:
    """Make literals of `WORD macro("text")`, which concatenates strings."""
    group = next((token for token in tokens if token.is_group and token.start >= right.end), right)
    as_literal(draft, right.start, group.end)
    as_literal(draft, left.start, left.end)


def _separate_operands(draft: Draft, tokens: list[Token]) -> None:
    """Put a comma between two operands that only a blank parts, where neither is a string."""
    for left, right in pairwise(tokens):
        ends = left.is_word or left.is_group or left.text in (b"]", b"}")
        begins = right.is_word or right.text[:1].isdigit()
        if not ends or not begins or left.text in KEYWORDS or right.text in KEYWORDS:
            continue
        if left.is_group and left is tokens[0]:
            continue
        if b'"' not in bytes(draft.text[left.start : right.end]):
            _separate(draft, left.end, right.start)
        elif b'"' in left.text + right.text or right.is_word:
            _concatenate(draft, left, right, tokens)
