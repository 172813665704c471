"""The first look at a file: comments, literals and directives are blanked, no byte moves.

What is left is the *plain text* that every later step of the dialect reads: pure ASCII, of the same length
as the file,
with every newline in its place, in which each word, bracket and operator is code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SKIPPED = re.compile(
    rb"/\*(?:[^*]++|\*(?!/))*+(?:\*/)?"
    rb"|//(?:[^\n\\]++|\\\r?\n?)*+"
    rb'|"(?:[^"\\\n]++|\\\r\n|\\[\s\S])*+"'
    rb"|'(?:[^'\\\n]++|\\[\s\S])*+'"
)
_DIRECTIVE = re.compile(rb"^[ \t\x01]*+#[ \t\x01]*+([a-z_]*+)((?:[^\n\\]++|\\\r?\n|\\)*+)", re.MULTILINE)
_CONDITIONALS = frozenset((b"if", b"ifdef", b"ifndef", b"elif", b"elifdef", b"elifndef", b"else", b"endif"))

BLANK = bytes(0x0A if c in b"\n\x01" else 0x20 for c in range(256))
"""A translation table that leaves nothing but newlines."""

_COMMENT = bytes(0x01 if c == 0x0A else 0x20 for c in range(256))

_STRING = bytes(c if c in b'\n"' else 0x20 for c in range(256))
_CHARACTER = bytes(c if c in b"\n'" else 0x78 for c in range(256))
_PLAIN = bytes(c if c in b"\n\t" or 0x20 <= c < 0x7F else (0x20 if c < 0x80 else 0x78) for c in range(256))


@dataclass(frozen=True, slots=True)
class Directive:
    """A preprocessor line with its continuations, from the offset of its `#` to that of its line end.

    `argument` is the offset where the text after the keyword begins.
    """

    keyword: str
    start: int
    argument: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A file's plain text and its directives, in source order.

    Of a directive nothing is left in `plain` but the `#` of a conditional one (#if ... #endif).
    `uncommented` is the
    text with the directives still in it.
    """

    plain: bytes
    uncommented: bytes
    conditionals: tuple[Directive, ...]
    defines: tuple[Directive, ...]


def scan(data: bytes) -> Scan:
    """Return the plain text of a file and its directives. Any bytes will do, in linear time."""
    # Until the directives are read, a newline in a comment is written as \x01: it does not end a directive.
    joined = _SKIPPED.sub(_blank_skipped, data.replace(b"\\\r\n", b" \\\n").translate(_PLAIN))
    pieces: list[bytes] = []
    conditionals: list[Directive] = []
    defines: list[Directive] = []
    last = 0
    for match in _DIRECTIVE.finditer(joined):
        start = joined.index(b"#", match.start())
        keyword = match[1]
        directive = Directive(keyword.decode(), start, match.start(2), match.end())
        pieces.append(joined[last:start])
        last = match.end()
        if keyword in _CONDITIONALS:
            conditionals.append(directive)
            pieces.append(b"#")
            start += 1
        elif keyword == b"define":
            defines.append(directive)
        pieces.append(joined[start:last].translate(BLANK))
    pieces.append(joined[last:])
    plain = _without_joined_lines(b"".join(pieces).replace(b"\x01", b"\n"))
    return Scan(plain, joined.replace(b"\x01", b"\n"), tuple(conditionals), tuple(defines))


def _blank_skipped(match: re.Match[bytes]) -> bytes:
    text = match[0]
    if text[0] == 0x2F:
        return text.translate(_COMMENT)
    if text[0] == 0x27:
        return (
            b"' '" if len(text) == 3 else b"'" + text[1:-1].translate(_CHARACTER).replace(b"'", b"x") + b"'"
        )
    blank = b'"' + text[1:-1].translate(BLANK) + b'"'
    return blank.replace(b" \n", b"\\\n") if b"\n" in blank else blank


def _without_joined_lines(plain: bytes) -> bytes:
    """Blank the backslashes outside of literals: there they only join lines."""
    if b"\\" not in plain:
        return plain
    return re.sub(rb'"[^"]*+"|\\', lambda m: m[0] if len(m[0]) > 1 else b" ", plain)
