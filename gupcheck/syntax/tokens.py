"""The tokens of a head, a parameter or a declaration, and which of its words can only be annotations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.syntax.draft import SPECIFIERS, TAG_WORDS, TYPE_WORDS, Draft

_TOKEN = re.compile(rb"[A-Za-z_]\w*|\d\w*|[^\s#]")
_TYPEOF = frozenset((b"typeof", b"__typeof__", b"__typeof"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or a bracketed part as one; offsets in the draft."""

    text: bytes
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Return whether it is an identifier or a keyword."""
        return self.text[0] == 0x5F or self.text[:1].isalpha()

    @property
    def is_group(self) -> bool:
        """Return whether it is a part in parentheses."""
        return self.text[0] == 0x28

    @property
    def is_marked(self) -> bool:
        """Return whether its name looks like an annotation: it begins with two underscores."""
        return self.text.startswith(b"__")


def tokens_of(draft: Draft, start: int, end: int) -> list[Token]:
    """Return the tokens of a span, each part in parentheses as one."""
    tokens: list[Token] = []
    position = start
    while match := _TOKEN.search(draft.text, position, end):
        position = match.end()
        if match[0] == b"(":
            close = draft.closing(match.start())
            position = close + 1 if 0 <= close < end else end
        tokens.append(Token(bytes(draft.text[match.start() : position]), match.start(), position))
    return tokens


def commas_of(draft: Draft, start: int, end: int) -> list[int]:
    """Return the offsets of the commas of a span, not those in brackets."""
    commas: list[int] = []
    depth = 0
    for match in re.finditer(rb"[,()\[\]{}]", draft.text[start:end]):
        if match[0] == b",":
            if not depth:
                commas.append(match.start() + start)
        else:
            depth += 1 if match[0] in b"([{" else -1
    return commas


def blank_calls(draft: Draft, tokens: list[Token]) -> list[Token]:
    """Blank each `word(...)` of a declaration's specifiers; return the other tokens."""
    kept: list[Token] = []
    skip = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if skip:
            skip = False
        elif token.is_word and following and following.is_group and token.text not in _TYPEOF:
            draft.blank(token.start, following.end)
            skip = True
        else:
            kept.append(token)
    return kept


def blank_extra_words(draft: Draft, tokens: list[Token], *, named: bool) -> None:
    """Blank the words of `specifiers * name` that are neither the type nor, where it is `named`, the name."""
    segments: list[list[Token]] = [[]]
    typed = tag = False
    for token in tokens:
        if token.text == b"*":
            segments.append([])
        elif tag:
            tag = False
        elif token.text in TAG_WORDS:
            typed = tag = True
        elif token.text in TYPE_WORDS:
            typed = True
        elif token.is_word and token.text not in SPECIFIERS:
            segments[-1].append(token)
    for index, words in enumerate(segments):
        room = (index == 0 and not typed) + (named and index == len(segments) - 1)
        for token in _surplus(words, room):
            draft.blank(token.start, token.end)


def _surplus(words: list[Token], room: int) -> list[Token]:
    """Return all but `room` of the words: annotations by their looks first, then the first ones."""
    extra = len(words) - room
    marked = [token for token in words if token.is_marked][: max(0, extra)]
    rest = [token for token in words if token not in marked]
    return marked + rest[: max(0, extra - len(marked))]
