"""Cuts the Python out of metavariable declarations: `position p : script:python(e) { test(p, e) };`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.smpl.errors import SmplError

_START = re.compile(r":\s*script\s*:\s*\w+\s*\([^()]*\)\s*\{")
_PIECE = re.compile(r"""[{}]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""")


@dataclass(frozen=True, slots=True)
class Code:
    """The Python between the braces of a script constraint, and the line on which it begins, from 1."""

    text: str
    line: int


def cut_scripts(text: str, first_line: int) -> tuple[str, list[Code]]:
    """Return declarations with the insides of their scripts blanked, lines and columns kept, and the insides.

    `text` begins on `first_line`. Raises SmplError where a brace is not closed.
    """
    found: list[Code] = []
    at = 0
    while start := _START.search(text, at):
        end = _closing(text, start.end())
        line = first_line + text.count("\n", 0, start.end())
        if end < 0:
            raise SmplError("The '}' that ends a script constraint is missing.", line=line, column=1)
        inside = text[start.end() : end]
        found.append(Code(inside, line))
        text = text[: start.end()] + re.sub(r"[^\n]", " ", inside) + text[end:]
        at = end
    return text, found


def _closing(text: str, start: int) -> int:
    """Return where the brace closes that is opened before `start`, -1 where it does not."""
    depth = 1
    for piece in _PIECE.finditer(text, start):
        depth += (piece[0] == "{") - (piece[0] == "}")
        if depth == 0:
            return piece.start()
    return -1
