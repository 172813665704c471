"""A parsed file: its functions, its macros and what stands between them, each parsed when it is asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from copy import copy
from functools import cached_property

from gupcheck.model import ParseProblem
from gupcheck.syntax.ast import Node
from gupcheck.syntax.conditionals import read_conditionals
from gupcheck.syntax.declarations import parse_declaration
from gupcheck.syntax.dialect import Dialect
from gupcheck.syntax.doctor import fold
from gupcheck.syntax.head import Name
from gupcheck.syntax.macros import Macro
from gupcheck.syntax.outline import Chunk, outline
from gupcheck.syntax.parse import Parsed, Source, TooDeepError, definition_of, function_name, parse_function
from gupcheck.syntax.scan import scan

_MOST_PROBLEMS = 100
_SHOWN = 120


def parse_unit(data: bytes, path: str, dialect: Dialect) -> Unit:
    """Return the unit of a file's bytes, whatever they are; `path` is what its problems are shown under."""
    return Unit(data, path, dialect)


class Unit:
    """One C file, `functions` and `declarations` in source order; parsed is what is asked for, when it is."""

    def __init__(self, data: bytes, path: str, dialect: Dialect) -> None:
        self.data = data
        self.path = path
        self.dialect = dialect
        scanned = scan(data)
        plain, groups = read_conditionals(scanned)
        self.source = Source(data, plain, scanned.uncommented, groups, dialect)
        self._defines = scanned.defines
        chunks = outline(plain, groups, dialect)
        self.functions: tuple[Function, ...] = tuple(
            Function(self.source, chunk) for chunk in chunks if chunk.body >= 0
        )
        self.declarations: tuple[Declaration, ...] = tuple(
            Declaration(self.source, chunk) for chunk in chunks if chunk.body < 0
        )

    def under(self, path: str) -> Unit:
        """Return this unit as the file at another path; the two share all that is parsed."""
        other = copy(self)
        other.path = path
        return other

    @cached_property
    def macros(self) -> tuple[Macro, ...]:
        """Return the `#define`s of the file, in source order."""
        return tuple(Macro(self.source, directive) for directive in self._defines)

    def function_at(self, offset: int) -> Function | None:
        """Return the function whose name begins at a byte offset, None where there is none."""
        for function in self.functions:
            # The span tells quickly; one that #if cuts may hold others.
            if function.start <= offset < function.end and function.name_start == offset:
                return function
        return None

    def macro_at(self, offset: int) -> Macro | None:
        """Return the macro whose name begins at a byte offset, None where there is none."""
        return next((macro for macro in self.macros if macro.name_start == offset), None)

    @cached_property
    def top_level(self) -> tuple[Node, ...]:
        """Return all at file level that is not a function, in source order, from every arm of `#if`."""
        return tuple(node for declaration in self.declarations for node in declaration.nodes)

    @cached_property
    def problems(self) -> tuple[ParseProblem, ...]:
        """Return the places of functions that did not parse, in source order, at most 100 of a function.

        A place where only a sign is missing is shown by what stands before it.
        """
        found: list[ParseProblem] = []
        for function in self.functions:
            if function.has_error:
                spans = function.parsed.error_spans()[:_MOST_PROBLEMS]
                found.extend(self._problem(function, start, end) for start, end in spans)
        return tuple(found)

    def _problem(self, function: Function, start: int, end: int) -> ParseProblem:
        line, column = self.position(start)
        shown = self.data[start : min(end, start + _SHOWN)] or self.data[max(0, start - _SHOWN) : start + 1]
        text = " ".join(shown.decode("utf-8", "replace").split())
        return ParseProblem(self.path, line, column + 1, function.name, fold(text), text)

    def text(self, node: Node) -> str:
        """Return the original text of a node."""
        return self.data[node.start : node.end].decode("utf-8", "replace")

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(b"\n", self.data))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line (from 1) and the column (in bytes from 0) of a byte offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1]

    def line_start(self, line: int) -> int:
        """Return the byte offset at which a line (from 1) begins. Raises IndexError if there is none."""
        return self._lines[line - 1]

    def line_text(self, line: int) -> str:
        """Return a line (from 1) without its line end, "" where the file has no such line."""
        if not 1 <= line <= len(self._lines):
            return ""
        start = self._lines[line - 1]
        end = self._lines[line] if line < len(self._lines) else len(self.data)
        return self.data[start:end].decode("utf-8", "replace").rstrip("\r\n")


class Declaration:
    """What stands at file level from `start` to `end` (byte offsets, `end` exclusive) and is no function."""

    def __init__(self, source: Source, chunk: Chunk) -> None:
        self._source = source
        self.start = chunk.start
        self.end = chunk.end

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Return its nodes, all within its span: more than one where `#if` arms lie in it."""
        return parse_declaration(self._source, self.start, self.end)


class Function:
    """One function of a unit; `start` and `end` are byte offsets of the file, `end` exclusive.

    `name` is the name that the kernel knows it by: `sys_read` for `SYSCALL_DEFINE3(read, ...)`. `name_start`
    and
    `name_end` span the identifier that it was read from.
    """

    def __init__(self, source: Source, chunk: Chunk) -> None:
        self._source = source
        self._body = chunk.body
        self.start = chunk.start
        self.end = chunk.end

    @cached_property
    def _name(self) -> Name:
        return function_name(self._source, self.start, self._body)

    @property
    def name(self) -> str:
        """Return the function's name, "" where its head has none."""
        return self._name.text

    @property
    def name_start(self) -> int:
        """Return the byte offset of the identifier that the name was read from."""
        return self._name.start

    @property
    def name_end(self) -> int:
        """Return the byte offset of that identifier's end, exclusive."""
        return self._name.end

    @property
    def is_static(self) -> bool:
        """Return whether the function is declared static."""
        return self._name.is_static

    def __repr__(self) -> str:
        return f"Function({self.name!r}, {self.start}, {self.end})"

    @cached_property
    def parsed(self) -> Parsed:
        """Return tree-sitter's trees of the function."""
        return parse_function(self._source, self.start, self.end, self._body)

    @property
    def has_error(self) -> bool:
        """Return whether a place of the function did not parse, in any of its variants."""
        return self.parsed.has_error

    @property
    def had_error(self) -> bool:
        """Return whether it was parsed, and a place of it did not parse; parses nothing itself."""
        return "parsed" in self.__dict__ and self.has_error

    @cached_property
    def _trees(self) -> tuple[Node, ...] | None:
        try:
            return tuple(definition_of(root) for root in self.parsed.roots())
        except TooDeepError:
            return None

    @property
    def too_deep(self) -> bool:
        """Return whether the function is nested too deeply to be converted: it has no trees then."""
        return self._trees is None

    @property
    def was_too_deep(self) -> bool:
        """Return whether its trees were asked for and could not be made; makes none itself."""
        return self.__dict__.get("_trees", ()) is None

    def trees(self) -> tuple[Node, ...]:
        """Return the function's `function_definition`, one for each variant that its `#if` arms make."""
        return self._trees or ()
