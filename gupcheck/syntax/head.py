"""The dialect in a function's head: its name, its annotations, heads that a macro makes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.syntax.dialect import Definer, Dialect
from gupcheck.syntax.draft import SPECIFIERS, TAG_WORDS, TYPE_WORDS, Draft
from gupcheck.syntax.tokens import Token, blank_calls, blank_extra_words, commas_of, tokens_of

_WORD = re.compile(rb"[A-Za-z_]\w*+")
_PLAIN_HEAD = re.compile(
    rb"\s*+(?:(?:static|inline|const|extern|unsigned|struct|union|enum)\s++)*+([A-Za-z_]\w*+)"
    rb"(?:\s++const\b)?[\s*]++"
    rb"([A-Za-z_]\w*+)\s*+\(([^()#]*+)\)\s*+"
)
_TAG = re.compile(rb"(?:struct|union|enum)\s++")
_STATIC_ROOM = len(b"static")


@dataclass(frozen=True, slots=True)
class Name:
    """A function's name and the span of the identifier that it was read from."""

    text: str
    start: int
    end: int
    is_static: bool = False


def rewrite_head(draft: Draft, end: int, dialect: Dialect) -> Name:
    """Rewrite the head in `draft.text[:end]` in place; return the function's name, "" where it has none."""
    plain = _PLAIN_HEAD.fullmatch(draft.text, 0, end)
    if plain and not _needs_rewriting(plain, dialect):
        static = draft.text.find(b"static", 0, plain.start(1)) >= 0
        return Name(plain[2].decode(), plain.start(2), plain.end(2), static)
    blank_annotations(draft, 0, end, dialect)
    tokens = tokens_of(draft, 0, end)
    static = any(token.text == b"static" for token in tokens)
    at = _name_index(tokens, dialect)
    if at is None:
        return Name("", 0, 0, static)
    token, arguments = tokens[at], tokens[at + 1]
    definer = dialect.definer(token.text)
    if not at and not definer and token.text.isupper():
        made = _made_by_macro(draft, tokens, at, Definer(token.text.decode(), pairs=False), static)
        return Name(made.text, token.start, token.end)
    if definer:
        return _made_by_macro(draft, tokens, at, definer, static)
    nested = _nested_name(draft, tokens, at)
    if nested:
        return Name(nested.text.decode(), nested.start, nested.end, static)
    braces = [index for index, word in enumerate(tokens[:at]) if word.text == b"}"]
    specifiers = blank_calls(draft, tokens[braces[-1] + 1 if braces else 0 : at])
    if specifiers and all(word.text in SPECIFIERS for word in specifiers):
        draft.replace(specifiers[-1].start, specifiers[-1].end, b"int", "implicit")
    blank_extra_words(draft, specifiers, named=False)
    for extra in tokens[at + 2 :]:
        if extra.is_word or extra.is_group:
            draft.blank(extra.start, extra.end)
    rewrite_parameters(draft, arguments.start + 1, arguments.end - 1)
    return Name(token.text.decode(), token.start, token.end, static)


def _needs_rewriting(head: re.Match[bytes], dialect: Dialect) -> bool:
    """Return whether a head of the plainest form holds an annotation, or a macro that makes its name."""
    first, name = head[1], head[2]
    return (
        first in dialect.attributes
        or first in dialect.storage
        or first.startswith(b"__")
        or b"__" in head[3]
        or name in dialect.attribute_calls
        or dialect.definer(name) is not None
    )


def blank_annotations(draft: Draft, start: int, end: int, dialect: Dialect) -> None:
    """Blank the known annotations of a span, and read a project's storage classes as `static`."""
    for match in list(_WORD.finditer(draft.text, start, end)):
        word = match[0]
        at, stop = match.span()
        if word in dialect.attributes:
            draft.blank(at, stop)
        elif word in dialect.attribute_calls:
            draft.blank_call(at, stop)
        elif word in dialect.storage and stop - at >= _STATIC_ROOM:
            draft.replace(at, stop, b"static", "storage")


def _name_index(tokens: list[Token], dialect: Dialect) -> int | None:
    """Return the index of the word before the parameters."""
    pairs = [
        index for index in range(len(tokens) - 1) if tokens[index].is_word and tokens[index + 1].is_group
    ]
    if not pairs:
        return None
    best = pairs[0]
    for index in pairs[1:]:
        if dialect.definer(tokens[index].text):
            return index
        follows = index == best + 2
        leads = tokens[best].text.isupper() or tokens[best].is_marked
        if (not follows or leads) and not (follows and tokens[index].is_marked):
            best = index
    return best


def _nested_name(draft: Draft, tokens: list[Token], at: int) -> Token | None:
    """Return the name in `int (*name(int a))(void)`, where the word at `at` is a type."""
    group = tokens[at + 1]
    if at + 2 >= len(tokens) or not tokens[at + 2].is_group or not group.text[1:].lstrip().startswith(b"*"):
        return None
    inner = tokens_of(draft, group.start + 1, group.end - 1)
    return next((token for token in inner if token.is_word and token.text not in SPECIFIERS), None)


def _made_by_macro(draft: Draft, tokens: list[Token], at: int, definer: Definer, static: bool) -> Name:
    """Rewrite `MACRO(name, type, argument ...)` as a function definition that is named as `definer` says."""
    macro, arguments = tokens[at], tokens[at + 1]
    start, close = arguments.start + 1, arguments.end - 1
    commas = commas_of(draft, start, close)
    ends = [*commas, close]
    values = [
        bytes(draft.text[a:b]).strip() for a, b in zip([start, *(c + 1 for c in commas)], ends, strict=True)
    ]
    first = draft.text.index(values[0], start)
    tag = _TAG.match(draft.text, first, close)
    if tag:
        draft.blank(*tag.span())
    typed = any(token.text in TYPE_WORDS or token.text in TAG_WORDS for token in tokens[:at])
    blank_extra_words(draft, blank_calls(draft, tokens[:at]), named=False)
    draft.blank(arguments.start, start)
    draft.replace(
        macro.start, macro.end, b"" if typed else b"long" if len(macro.text) > 4 else b"int", "made"
    )
    if commas:
        draft.write(commas[0], b"(")
        for comma in commas[1::2] if definer.pairs else ():
            draft.write(comma, b" ")
        rewrite_parameters(draft, commas[0] + 1, close)
        _blank_numbers(draft, commas[0] + 1, close)
    else:
        draft.blank(close, arguments.end)
    text = definer.template
    for index, value in enumerate(values[:3], 1):
        text = text.replace(f"{{{index}}}", value.decode())
    return Name(text, first, first + len(values[0]), static)


def _blank_numbers(draft: Draft, start: int, end: int) -> None:
    """Blank the arguments of a macro that can be no parameters."""
    for token in tokens_of(draft, start, end):
        if token.text[:1].isdigit() or token.text[:1] in b"\"'":
            draft.blank(token.start, token.end)


def rewrite_parameters(draft: Draft, start: int, end: int) -> None:
    """Blank the words of each parameter in a span that are neither its type nor its name."""
    commas = commas_of(draft, start, end)
    for left, right in zip([start, *(comma + 1 for comma in commas)], [*commas, end], strict=True):
        tokens = tokens_of(draft, left, right)
        if tokens and tokens[0].text[:1].isdigit():
            draft.blank(left, right)
        kept: list[Token] = []
        skip = False
        for index, token in enumerate(tokens):
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if skip:
                skip = False
            elif token.is_marked and following and following.is_group and following.text[1:2] != b"*":
                draft.blank(token.start, following.end)
                skip = True
            elif token.is_group or token.text == b"[":
                break
            else:
                kept.append(token)
        blank_extra_words(draft, kept, named=True)
