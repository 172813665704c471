"""From the text of a script block to a Python syntax tree: comments, margin, Python 2's print statement."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gupcheck.smpl.script.errors import ScriptError

MAX_SOURCE = 100_000
Mode: TypeAlias = Literal["exec", "eval"]

# Strings and Python comments are matched first so that a `//` inside them is left alone.
_SLASH_COMMENT = re.compile(
    r"""'''(?:\\.|[^\\])*?''' | \"\"\"(?:\\.|[^\\])*?\"\"\" | '(?:\\.|[^'\\\n])*' | "(?:\\.|[^"\\\n])*" """
    r"| \#[^\n]* | (?P<slash>//[^\n]*)",
    re.VERBOSE | re.DOTALL,
)
_ENDS = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
_OPERANDS = (tokenize.STRING, tokenize.NAME, tokenize.NUMBER)
_MARGIN = re.compile(r"^[ \t]*(?=[^\s])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a script's text lies in its .cocci file: the line of its first line, and the margin cut off."""

    path: str
    first_line: int
    margin: int = 0

    def error(self, message: str, line: int, column: int, construct: str, hint: str = "") -> ScriptError:
        """Return the error for a place of the script, its line from 1 and its column from 0."""
        return ScriptError(
            message, self.path, line + self.first_line - 1, column + self.margin + 1, construct, hint
        )


def without_slash_comments(source: str) -> str:
    """Return the source with `// ...` blanked: Coccinelle takes that for a comment in scripts too."""
    return _SLASH_COMMENT.sub(lambda found: "" if found["slash"] else found[0], source)


def _cut_margin(source: str) -> tuple[str, int]:
    """Return the source without its first code line's indentation, and the width that was cut."""
    first = _MARGIN.search(source)
    margin = first[0] if first else ""
    if not margin:
        return source, 0
    return re.sub(f"^{re.escape(margin)}", "", source, flags=re.MULTILINE), len(margin)


def _statements(source: str) -> Iterator[list[tokenize.TokenInfo]]:
    """Yield the tokens of each simple statement, without comments and line ends."""
    statement: list[tokenize.TokenInfo] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in _ENDS or token.string in (";", ":"):
            yield statement
            statement = []
        elif token.type not in (tokenize.NL, tokenize.COMMENT):
            statement.append(token)


def _with_print_calls(source: str) -> str:
    """Return the source with every Python 2 `print a, b` made `print(a, b)`; positions stay the same.

    The last one comes first, so that what it inserts moves none of the others.
    """
    lines = source.splitlines(keepends=True)
    for statement in reversed(list(_statements(source))):
        if len(statement) < 2 or statement[0].string != "print" or statement[1].type not in _OPERANDS:
            continue
        (row, start), (last_row, end) = statement[0].end, statement[-1].end
        closing = ' end=" ")' if statement[-1].string == "," else ")"
        last = lines[last_row - 1]
        lines[last_row - 1] = last[:end] + closing + last[end:]
        lines[row - 1] = lines[row - 1][:start] + "(" + lines[row - 1][start + 1 :]
    return "".join(lines)


def _parse(source: str, mode: Mode) -> ast.Module | ast.Expression:
    return ast.parse(source, mode="eval") if mode == "eval" else ast.parse(source)


def _tree(source: str, mode: Mode) -> ast.Module | ast.Expression:
    """Return Python's tree of the source, with Python 2 prints rewritten where it does not parse without."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _parse(source, mode)
        except SyntaxError as first:
            try:
                return _parse(_with_print_calls(source), mode)
            except (SyntaxError, tokenize.TokenError):
                raise first from None


def parse_script(
    source: str, path: str, first_line: int, mode: Mode = "exec"
) -> tuple[ast.Module | ast.Expression, Place]:
    """Return the tree of a script and the place its positions refer to.

    `mode` is "exec" for a block and "eval" for the expression of a constraint. Raises ScriptError where the
    text is not Python.
    """
    if len(source) > MAX_SOURCE:
        raise Place(path, first_line).error(
            f"This script is longer than {MAX_SOURCE} characters.", 1, 0, "script size limit"
        )
    text, margin = _cut_margin(without_slash_comments(source))
    place = Place(path, first_line, margin)
    if mode == "eval":
        # The parentheses let an expression go over several lines.
        text, place = f"(\n{text}\n)", Place(path, first_line - 1, margin)
    try:
        return _tree(text, mode), place
    except SyntaxError as error:
        line, column = error.lineno or 1, max((error.offset or 1) - 1, 0)
        raise place.error(f"This is not valid Python: {error.msg}.", line, column, "syntax") from None
    except (ValueError, RecursionError, MemoryError):
        raise place.error("This script is nested too deeply or holds a NUL byte.", 1, 0, "syntax") from None
