"""The fast symbol pass: where a file defines functions and macros.

A tree has a hundred thousand functions and a query needs a few hundred of them, so the pass does not parse:
it looks for what stands at the margin, as kernel code does. Whoever uses a definition parses its file and
finds out whether it is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.syntax import Dialect

_HEAD = re.compile(rb"\n(?=[A-Za-z_])([\w \t*]*+)\(")
_STATIC = re.compile(rb"\bstatic\b|\bSTATIC\b")
_BODY = re.compile(rb"[^;{}#=]*+\{")
_BODY_ACROSS = re.compile(rb"(?:\n#[^\n]*+|[^;{}#=])*+\{")
_AFTER_ATTRIBUTE = re.compile(rb"[^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)([\w \t\n*]*+)\(")
_BLANK_LINE = re.compile(rb"\n[ \t]*+\n\s*+[^\s{]")
_NAME = re.compile(rb"(\w+)[ \t]*+$")
_ARGUMENT = re.compile(rb"\s*+(\w++)\s*+[,)]")
_MACRO = re.compile(rb"\n#[ \t]*+define[ \t]++(\w++)(\()?")
_NUMBER_BODY = re.compile(rb"[ \t(]*+(?:0[xX])?[0-9a-fA-F]+[uUlL]*+[ \t)]*+(?:/\*|\n|$)")


_QUICK_HEAD = re.compile(rb"\n([A-Za-z_][\w \t*]*+)\((?=[^;{}#]*+[{#])")
# A mark is rarer than a line's end, and so quicker to begin with.
_QUICK_MACRO = re.compile(rb"#(?<=\n#)[ \t]*+define[ \t]++(\w++)(?:\(|[ \t]++[(\-]*+[A-Za-z_])")


def names_in(data: bytes, dialect: Dialect) -> str:
    """Return every name that `symbols_of` may have for a file, and a few more, at a tenth of its cost.

    There is a blank before and behind each, so that one can be searched for.
    """
    text = b"\n" + data
    heads = {head.rsplit(None, 1)[-1].rpartition(b"*")[2] for head in _QUICK_HEAD.findall(text)}
    found = heads.union(_QUICK_MACRO.findall(text))
    for name in heads:
        definer = dialect.definer(name) if name.isupper() or b"DEFINE" in name else None
        if definer:
            arguments = re.findall(rb"\b" + name + rb"[ \t]*+\([ \t]*+(\w++)", text)
            found.update(_made(definer.template, argument) for argument in arguments)
    if not heads.isdisjoint(dialect.attribute_calls):
        found.update(name for _, name, _, _ in _functions(text, dialect))
    return f" {b' '.join(found).decode('ascii', 'replace')} "


@dataclass(frozen=True, slots=True)
class Symbol:
    """A definition as the pass sees it; `start` is the byte offset of its name, `kind` as in Definition."""

    name: str
    start: int
    line: int
    kind: str
    is_static: bool = False


def symbols_of(data: bytes, dialect: Dialect) -> tuple[Symbol, ...]:
    """Return the symbols of a file's bytes, in source order."""
    text = b"\n" + data
    found = [*_functions(text, dialect), *_macros(text)]
    found.sort()
    lines = _Lines(text)
    return tuple(
        Symbol(name.decode("utf-8", "replace"), start - 1, lines.at(start), kind, is_static)
        for start, name, kind, is_static in found
    )


_Found = tuple[int, bytes, str, bool]


class _Lines:
    """Counts lines for offsets that only grow."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._offset = 1
        self._line = 1

    def at(self, offset: int) -> int:
        self._line += self._text.count(b"\n", self._offset, offset)
        self._offset = offset
        return self._line


def _functions(text: bytes, dialect: Dialect) -> list[_Found]:
    found: list[_Found] = []
    bodies: set[int] = set()
    for match in _HEAD.finditer(text):
        heads, before = match[1], _static_before(text, match.start())
        while (named := _NAME.search(match[1])) and named[1] in dialect.attribute_calls:
            following = _AFTER_ATTRIBUTE.match(text, match.end())
            if following is None:
                break
            match = following
            heads += match[1]
        body = _BODY.match(text, match.end()) or _BODY_ACROSS.match(text, match.end())
        if named is None or body is None or body.end() in bodies or _BLANK_LINE.search(body[0]):
            continue
        if _begins_another(body[0], named[1]):
            continue
        bodies.add(body.end())
        start, name = match.start(1) + named.start(1), named[1]
        definer = dialect.definer(name)
        is_static = before or bool(_STATIC.search(heads))
        if definer is not None:
            argument = _ARGUMENT.match(text, match.end())
            if argument is None:
                continue
            name = _made(definer.template, argument[1])
            start = argument.start(1)
        elif name in dialect.attribute_calls:
            continue
        found.append((start, name, "function", is_static))
    return found


def _begins_another(text: bytes, name: bytes) -> bool:
    """Return whether the text between a name's parenthesis and a `{` has the head of another function."""
    for match in _HEAD.finditer(text):
        named = _NAME.search(match[1])
        if named is not None and named[1] != name and not named[1].startswith(b"__"):
            return True
    return False


def _made(template: str, argument: bytes) -> bytes:
    return template.replace("{1}", argument.decode()).encode()


def _static_before(text: bytes, offset: int) -> bool:
    """Return whether the line before a head without a type says `static`."""
    begin = text.rfind(b"\n", 0, offset)
    line = text[begin + 1 : offset]
    return b"static" in line and b";" not in line and b"}" not in line and b"{" not in line


def _macros(text: bytes) -> list[_Found]:
    found: list[_Found] = []
    for match in _MACRO.finditer(text):
        if match[2]:
            found.append((match.start(1), match[1], "macro", False))
        elif not _NUMBER_BODY.match(text, match.end()):
            found.append((match.start(1), match[1], "constant", False))
    return found
