"""The copy of a stretch of plain text that the dialect writes in, and what it wrote where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gupcheck.syntax.scan import BLANK

KEYWORDS = frozenset(
    b"if else for while do switch case default return goto break continue sizeof typeof defined "
    b"typeof_unqual struct union enum typedef static extern const volatile register inline auto "
    b"asm __asm__ __asm "
    b"unsigned signed long short int char float double void".split()
)
TYPE_WORDS = frozenset(
    b"unsigned signed long short int char float double void bool _Bool size_t ssize_t __int128 "
    b"__signed__ __signed".split()
)
TAG_WORDS = frozenset((b"struct", b"union", b"enum"))
SPECIFIERS = frozenset(
    b"static extern const volatile register inline __inline __inline__ typedef auto restrict __restrict "
    b"__restrict__ __volatile__ __volatile __const __const__ _Atomic _Thread_local __thread _Noreturn "
    b"__extension__".split()
)
REACH = 16_384
_PARENS = re.compile(rb"[()]")
_WORDLESS = re.compile(rb"[^\w\n]")


@dataclass(slots=True)
class Draft:
    """A stretch of plain text being rewritten. Every change keeps the length and the newlines.

    `marks` maps offsets in `text` to what the dialect wrote there; `convert` turns it back.
    """

    text: bytearray
    marks: dict[int, str] = field(default_factory=dict)

    def blank(self, start: int, end: int) -> None:
        """Blank a span but for its newlines."""
        self.text[start:end] = self.text[start:end].translate(BLANK)

    def write(self, start: int, word: bytes) -> None:
        """Put `word` over the bytes at `start`; there must be no newline in them."""
        self.text[start : start + len(word)] = word

    def replace(self, start: int, end: int, word: bytes, mark: str) -> None:
        """Put `word` over the span, blanks behind it, and note `mark`; nothing where it does not fit."""
        if len(word) <= end - start:
            self.text[start:end] = word.ljust(end - start)
            self.marks[start] = mark

    def as_type(self, start: int, end: int) -> bool:
        """Make one name of the type in the span; False, and nothing done, where a newline is inside."""
        old = bytes(self.text[start:end])
        if b"\n" in old:
            return False
        new = _WORDLESS.sub(b"_", old)
        if new in KEYWORDS:
            new = new[:-1] + b"_"
        self.text[start:end] = new
        self.marks[start] = "type"
        return True

    def blank_call(self, at: int, end: int) -> None:
        """Blank the word at `at`..`end` and the arguments that follow it, if any."""
        text = self.text
        opening = end
        while opening < len(text) and text[opening] in b" \t\n":
            opening += 1
        if opening < len(text) and text[opening] == 0x28:
            close = self.closing(opening)
            end = close + 1 if close >= 0 else end
        self.blank(at, end)

    def closing(self, opening: int) -> int:
        """Return the offset of the `)` for the `(` at `opening`, -1 where none is within `REACH` bytes."""
        depth = 0
        for match in _PARENS.finditer(self.text, opening, opening + REACH):
            depth += 1 if match[0] == b"(" else -1
            if not depth:
                return match.start()
        return -1

    def opening(self, inside: int) -> int:
        """Return the offset of the `(` that encloses `inside`, -1 where none does within `REACH` bytes."""
        depth = 0
        low = max(0, inside - REACH)
        position = inside
        while True:
            left = self.text.rfind(b"(", low, position)
            if left < 0:
                return -1
            depth += 1 - self.text.count(b")", left, position)
            if depth > 0:
                return left
            position = left

    def word_before(self, offset: int) -> bytes:
        """Return the word that ends before `offset` and the blanks there; b"" where none does."""
        end = offset
        while end > 0 and self.text[end - 1] in b" \t\n":
            end -= 1
        start = end
        while start > 0 and (self.text[start - 1] in b"_" or self.text[start - 1 : start].isalnum()):
            start -= 1
        return bytes(self.text[start:end])
