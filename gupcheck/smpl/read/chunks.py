"""Cuts the text of a `.cocci` file into its rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.smpl.errors import SmplError

MAX_RULES = 1000
_HEADER_AT = re.compile(r"^[ \t]*@", re.MULTILINE)
_COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One rule as text: its header between the first two @, its declarations, its body, with their first
    lines."""

    header: str
    declarations: str
    body: str
    line: int
    declarations_line: int
    body_line: int


def _blank_comments(text: str) -> str:
    """Return `text` with comments blanked, lines and columns kept."""
    return _COMMENT.sub(lambda m: m[0] if m[0][0] == '"' else re.sub(r"[^\n]", " ", m[0]), text)


def _first_rule(text: str) -> int:
    found = _HEADER_AT.search(_blank_comments(text))
    return found.start() if found else len(text)


def virtuals_of(text: str) -> frozenset[str]:
    """Return the virtual names that the lines before the first rule declare."""
    prologue = text[: _first_rule(text)]
    names: set[str] = set()
    for line in _blank_comments(prologue).splitlines():
        match = re.match(r"\s*virtual\s+(.*?);?\s*$", line)
        if match:
            names.update(re.findall(r"\w+", match[1]))
        elif re.match(r"\s*#\s*spatch", line) or not line.strip(" ;\t"):
            continue
        elif re.match(r"\s*using\s", line):
            raise SmplError("'using' an isomorphism file is not supported.", line=1, column=1)
    return frozenset(names)


def chunks_of(text: str) -> list[Chunk]:
    """Return the rules of `text` in order."""
    blank = _blank_comments(text)
    found: list[Chunk] = []
    match = _HEADER_AT.search(blank)
    while match:
        start = match.end()
        if len(found) == MAX_RULES:
            raise SmplError(
                f"The file holds more than {MAX_RULES} rules.", line=_line(text, start), column=1,
                hint="Split it into several files.",
            )  # fmt: skip
        header_end = blank.find("@", start)
        if header_end < 0:
            raise SmplError(
                "The '@' that ends a rule's header is missing.", line=_line(text, start), column=1
            )
        declarations_end = blank.find("@@", header_end + 1)
        if declarations_end < 0:
            raise SmplError(
                "The '@@' that ends the metavariables is missing.", line=_line(text, start), column=1
            )
        body_start = declarations_end + 2
        match = _HEADER_AT.search(blank, body_start)
        body_end = match.start() if match else len(text)
        header = blank[start:header_end]
        source = text if re.match(r"\s*(script|initialize|finalize)\s*:", header) else blank
        found.append(
            Chunk(
                header,
                blank[header_end + 1 : declarations_end],
                source[body_start:body_end],
                _line(text, start),
                _line(text, header_end),
                _line(text, body_start),
            )
        )
    return found


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
