"""Where a file's functions are: one walk over the brackets of the plain text, without a parser.

Because the brackets alone decide, an error inside one function never swallows the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gupcheck.syntax.conditionals import Group
from gupcheck.syntax.dialect import Dialect

_OUTSIDE = re.compile(rb"[(){};=#]")
_INSIDE = re.compile(rb"[{}#]")
_CALLED = re.compile(rb"(\w+)\s*+\(|\(")
_PARENTHESES = rb"\((?:[^()]++|\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\))*+\)"
_GROUP = re.compile(_PARENTHESES)
_LEADING_CALL = re.compile(rb"[\s#]*+([A-Za-z_]\w*+)[ \t]*+" + _PARENTHESES + rb"[ \t]*+(?=\n|#)")
_HEAD_AFTER = re.compile(rb"[\s#]*+(?:(?:typedef|static|const|struct|union|enum)\b|[A-Za-z_][^;={}(]*+\()")
_INITIALISER = re.compile(rb"[\s#]*+[.\[]")
_LINE_AFTER_BODY = re.compile(rb"\}(?:[ \t]*+\n)++[^\s}]")
_LATE_HEAD = re.compile(rb"\n\w[^;{}#]*\)[ \t]*$")
_BLANKS = b" \t\n#"
_SPACE = re.compile(rb"[ \t\n#]*+")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span of the file at its top level: a function with its body, or a declaration up to its `;`.

    `body` is the offset of a function's `{`, -1 for anything else.
    """

    start: int
    end: int
    body: int = -1


@dataclass(slots=True)
class _State:
    """Where the walk stands: what it must restore when it enters the next arm of an `#if`."""

    start: int = 0
    parens: int = 0
    braces: int = 0
    body: int = -1
    initialiser: bool = False
    closes: int = -1
    braced: int = -1

    def copy(self) -> _State:
        return replace(self)


class _Walk:
    """One walk over a file's plain text."""

    def __init__(self, plain: bytes, groups: Sequence[Group], dialect: Dialect) -> None:
        self.dialect = dialect
        self.plain = plain
        self.marks = _marks(groups)
        self.chunks: list[Chunk] = []
        self.state = _State()
        self.saved: list[tuple[_State, _State | None]] = []
        self.strict = False

    def run(self) -> list[Chunk]:
        position = self.walk(0)
        while self.state.braces and self.state.body >= 0:
            # A function that never closes: its first `}` at the start of a line must have been the end.
            self.strict = True
            end = self.state.closes if self.state.closes > 0 else len(self.plain)
            self.chunks.append(Chunk(self.state.start, end, self.state.body))
            self.state = _State(start=end)
            self.saved.clear()
            position = self.walk(end)
        self.emit(position)
        return sorted(self.chunks, key=lambda chunk: chunk.start)

    def walk(self, position: int) -> int:
        """Walk from `position` to the end of the file and return it."""
        while match := (_INSIDE if self.state.braces else _OUTSIDE).search(self.plain, position):
            position = match.end()
            token = match[0]
            if token == b"#":
                self.at_mark(match.start())
            elif self.state.braces:
                self.inside(token, position)
            else:
                position = self.outside(token, position)
        return len(self.plain)

    def at_mark(self, offset: int) -> None:
        """Go on from where the `#if` began in each arm, after the `#endif` from the first arm's end."""
        kind = self.marks.get(offset)
        if not self.state.braces and not self.state.parens:
            self.end_call(offset)
            self.drop_blanks(offset)
        if kind == "if":
            self.saved.append((self.state.copy(), None))
        elif self.saved:
            before, first = self.saved.pop()
            first = first or self.state
            if kind == "arm":
                self.saved.append((before, first))
                self.state = before.copy()
            else:
                self.state = first
        if self.state.start < 0:
            self.state.start = offset + 1

    def end_call(self, offset: int) -> None:
        """Emit a call without a `;` that ends right before a directive."""
        match = _LEADING_CALL.match(self.plain, max(0, self.state.start), offset + 1)
        if not match or self.plain[match.end() : offset].strip(_BLANKS):
            return
        if match[1] not in self.dialect.attribute_calls and not self.dialect.definer(match[1]):
            self.emit(match.end())

    def drop_blanks(self, offset: int) -> None:
        """Note by a negative start that nothing stands between the last chunk and `offset`."""
        state = self.state
        if state.start >= 0 and not self.plain[state.start : offset].strip(_BLANKS):
            state.start = -1

    def outside(self, token: bytes, position: int) -> int:
        """Take a token outside of braces; return where to go on."""
        state = self.state
        if state.parens and token in b"{}" and self.plain[position - 2 : position - 1] == b"\n":
            state.parens = 0
        if token == b"(":
            state.parens += 1
        elif token == b")":
            state.parens = max(0, state.parens - 1)
        elif state.parens:
            return position
        elif token == b"=":
            state.initialiser = True
        elif token == b"{":
            self.cut_calls(position - 1)
            state = self.state
            state.braces = 1
            state.body = position - 1 if self.is_function(position - 1) else -1
            return self.end_of_plain(position)
        else:
            self.cut_calls(position)
            self.emit(position)
        return position

    def end_of_plain(self, position: int) -> int:
        """Skip a body that ends, with even braces and no `#if`, at the next `}` in the first column."""
        plain, state = self.plain, self.state
        end = plain.find(b"\n}", position - 1) + 2
        if (
            state.body < 0
            or end < 2
            or plain.count(b"{", position, end) + 1 != plain.count(b"}", position, end)
        ):
            return position
        if plain.find(b"#", position, end) >= 0 or _LINE_AFTER_BODY.search(plain, position, end):
            return position
        self.emit(end)
        return end

    def inside(self, token: bytes, position: int) -> None:
        state = self.state
        at_margin = self.plain[position - 2 : position - 1] == b"\n"
        if token == b"{":
            if at_margin and state.body >= 0 and self.begins_late(position - 1):
                return
            state.braces += 1
            return
        state.braces -= 1
        if at_margin and state.body >= 0:
            if state.closes < 0:
                state.closes = position
            if self.strict:
                state.braces = 0
        if not state.braces:
            if state.body >= 0:
                self.emit(position)
            else:
                state.braced = position

    def begins_late(self, brace: int) -> bool:
        """At a `{` in the first column inside of a function: start anew if a head stands before it."""
        state = self.state
        if state.closes < 0 or not _LATE_HEAD.search(self.plain[state.closes : brace].rstrip()):
            return False
        self.chunks.append(Chunk(state.start, state.closes, state.body))
        self.state = _State(start=state.closes, braces=1, body=brace)
        return True

    def is_function(self, brace: int) -> bool:
        """Return whether the `{` at `brace` opens a function's body."""
        state = self.state
        if state.initialiser:
            return False
        if _INITIALISER.match(self.plain, brace + 1):
            return False
        if state.braced >= 0 and self.plain[brace - 1 : brace] != b"\n":
            return False
        position = max(0, state.start, state.braced)
        while match := _CALLED.search(self.plain, position, brace):
            if match[1] not in self.dialect.attribute_calls:
                return True
            group = _GROUP.match(self.plain, match.end() - 1, brace)
            position = group.end() if group else match.end()
        return False

    def cut_calls(self, end: int) -> None:
        """Emit the calls without a `;`, each on lines of its own, that stand before a declaration."""
        initialiser = self.state.initialiser
        if self.state.braced >= 0:
            return
        while match := _LEADING_CALL.match(self.plain, max(0, self.state.start), end):
            word = match[1]
            if not _HEAD_AFTER.match(self.plain, match.end(), end):
                return
            if word in self.dialect.attribute_calls or self.dialect.definer(word):
                return
            self.emit(match.end())
            self.state.initialiser = initialiser

    def emit(self, end: int) -> None:
        state = self.state
        blanks = _SPACE.match(self.plain, max(0, state.start))
        start = blanks.end() if blanks else state.start
        if start < end:
            self.chunks.append(Chunk(start, end, state.body))
        self.state = _State(start=end)


def _marks(groups: Sequence[Group]) -> dict[int, str]:
    marks: dict[int, str] = {}
    for group in groups:
        marks.update((arm.mark, "arm") for arm in group.arms)
        marks[group.start] = "if"
        marks[group.endif] = "end"
    return marks


def outline(plain: bytes, groups: Sequence[Group], dialect: Dialect) -> list[Chunk]:
    """Return the chunks of a file's plain text, by their start; time is linear in its length.

    A call that no `;` ends, such as `module_init(f)` on a line of its own, is a chunk too.
    Chunks of different arms of one `#if` may overlap where the arms split a function's head.
    """
    return _Walk(plain, groups, dialect).run()
