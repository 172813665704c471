"""The dialect in a function's head: its name, its annotations, heads that a macro makes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.syntax.body import blank_call
from gupcheck.syntax.dialect import Dialect
from gupcheck.syntax.draft import SPECIFIERS, TAG_WORDS, TYPE_WORDS, Draft

_TOKEN = re.compile(rb"\w+|\S")
_WORD = re.compile(rb"[A-Za-z_]\w*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of a head, or `(...)` as one token."""

    text: bytes
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Return whether it is an identifier or a keyword."""
        return _WORD.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Name:
    """A function's name and the span of the identifier that it was read from."""

    text: str
    start: int
    end: int
    is_static: bool = False


def tokens_of(draft: Draft, start: int, end: int) -> list[Token]:
    """Return the tokens of a span, each bracketed part as one."""
    tokens: list[Token] = []
    position = start
    while match := _TOKEN.search(draft.text, position, end):
        position = match.end()
        if match[0] == b"#":
            continue
        if match[0] == b"(":
            close = draft.closing(match.start())
            position = close + 1 if 0 <= close < end else end
        tokens.append(Token(bytes(draft.text[match.start() : position]), match.start(), position))
    return tokens


def rewrite_head(draft: Draft, end: int, dialect: Dialect) -> Name:
    """Rewrite the head in `draft.text[:end]` in place and return the function's name."""
    blank_annotations(draft, 0, end, dialect)
    tokens = tokens_of(draft, 0, end)
    static = any(token.text == b"static" for token in tokens)
    at = _name_index(tokens, dialect)
    if at is None:
        return Name("", 0, 0, static)
    token, arguments = tokens[at], tokens[at + 1]
    template = dialect.name_template(token.text)
    if template:
        return _made_by_macro(draft, token, arguments, template, static)
    nested = _nested_name(draft, tokens, at)
    if nested:
        return Name(nested.text.decode(), nested.start, nested.end, static)
    _specifiers(draft, tokens[:at])
    for extra in tokens[at + 2 :]:
        if extra.is_word or extra.text.startswith(b"("):
            draft.blank(extra.start, extra.end)
    _parameters(draft, arguments.start + 1, arguments.end - 1)
    return Name(token.text.decode(), token.start, token.end, static)


def blank_annotations(draft: Draft, start: int, end: int, dialect: Dialect) -> None:
    """Blank the known annotations of a span, and read a project's storage classes as `static`."""
    for match in list(re.finditer(rb"[A-Za-z_]\w*", draft.text[start:end])):
        word = match[0]
        at, stop = match.start() + start, match.end() + start
        if word in dialect.attributes:
            draft.blank(at, stop)
        elif word in dialect.attribute_calls and draft.text[at : at + 1] != b" ":
            blank_call(draft, at, stop)
        elif word in dialect.storage and len(word) >= 6:
            draft.replace(at, stop, b"static", "storage")


def _name_index(tokens: list[Token], dialect: Dialect) -> int | None:
    """Return the index of the word before the parameters."""
    pairs = [
        index
        for index in range(len(tokens) - 1)
        if tokens[index].is_word and tokens[index + 1].text.startswith(b"(")
    ]
    if not pairs:
        return None
    best = pairs[0]
    for index in pairs[1:]:
        word = tokens[index].text
        follows = index == best + 2
        if dialect.name_template(word):
            return index
        if follows and (word.startswith(b"__") or not tokens[best].text.isupper()):
            continue
        if tokens[best].text in (b"typeof", b"__typeof__") or not follows or tokens[best].text.isupper():
            best = index
    return best


def _nested_name(draft: Draft, tokens: list[Token], at: int) -> Token | None:
    """Return the name in `int (*name(int a))(void)`, where the word at `at` is a type."""
    group = tokens[at + 1]
    if at + 2 >= len(tokens) or not tokens[at + 2].text.startswith(b"("):
        return None
    if not group.text[1:].lstrip().startswith(b"*"):
        return None
    inner = tokens_of(draft, group.start + 1, group.end - 1)
    return next((token for token in inner if token.is_word and token.text not in SPECIFIERS), None)


def _made_by_macro(draft: Draft, macro: Token, arguments: Token, template: str, static: bool) -> Name:
    """Rewrite `MACRO(name, type, argument ...)` as a function definition."""
    commas = _commas(draft, arguments)
    first_end = commas[0] if commas else arguments.end - 1
    names = [draft.text[a + 1 : b].strip().decode() for a, b in zip([arguments.start, *commas], [*commas, arguments.end - 1], strict=True)]
    start = arguments.start + 1
    while draft.text[start : start + 1].isspace():
        start += 1
    end = start + len(names[0])
    draft.replace(macro.start, arguments.start + 1, b"long", "made")
    if commas:
        draft.write(first_end, b"(")
        for comma in commas[1::2]:
            draft.write(comma, b" ")
    else:
        draft.blank(arguments.end - 1, arguments.end)
        draft.marks[start] = "no-parameters"
    text = template
    for index, name in enumerate(names[:3], 1):
        text = text.replace(f"{{{index}}}", name)
    return Name(text, start, end, static)


def _commas(draft: Draft, arguments: Token) -> list[int]:
    """Return the offsets of the commas of an argument list, not those of lists inside of it."""
    commas = []
    depth = 0
    for offset in range(arguments.start, arguments.end):
        char = draft.text[offset]
        if char in b"([{":
            depth += 1
        elif char in b")]}":
            depth -= 1
        elif char == 0x2C and depth == 1:
            commas.append(offset)
    return commas


def _specifiers(draft: Draft, tokens: list[Token]) -> None:
    """Blank the words before a name that cannot be its type: unknown annotations."""
    typed = False
    candidates: list[Token] = []
    after_tag = False
    for token in tokens:
        if after_tag:
            after_tag = False
            continue
        if token.text in TAG_WORDS:
            typed = after_tag = True
        elif token.text in TYPE_WORDS:
            typed = True
        elif token.is_word and token.text not in SPECIFIERS:
            candidates.append(token)
    for token in candidates if typed else candidates[:-1]:
        draft.blank(token.start, token.end)


def _parameters(draft: Draft, start: int, end: int) -> None:
    """Blank the words of a parameter that are neither its type nor its name."""
