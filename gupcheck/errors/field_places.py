"""Functions that a structure gets by the place of its members: `static const struct x_ops y = { f, g };`.

A structure's definition says which pointer is at which place, an initialiser which function; they stand in
different files, so both become stores of a field that is named after the structure and the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRUCT = re.compile(rb"\n(?=[tsc])(?:typedef |static |const )*+struct[ \t]++(\w++)\s*+\{")
_END = re.compile(rb"\n\}|\};")
_POINTER = re.compile(rb"\(\s*+\*\s*+(?:const\s++)?(\w++)\s*+\)\s*+\(")
_GIVEN = re.compile(rb"\{(?<==\{|\s\{)(?=\s*+[^\s.}])")
_DECLARED = re.compile(rb"\bstruct[ \t]++(\w++)[ \t]++\w++[ \t]*+(\[[^\]\n]*+\])?[\w \t()\".]*+=\s*+\{\Z")
_LONGEST_DECLARATION = 120
_NO_CODE = re.compile(rb"/\*.*?\*/|//[^\n]*+|\"(?:\\.|[^\"\\\n])*+\"|\n#[^\n]*+", re.DOTALL)
_MARK = re.compile(rb"[{}(),;]")
_NAME = re.compile(rb"&?([a-z_]\w*+)")
_DESIGNATED = re.compile(rb"\s*+(?:\[[^\]]*+\]\s*+=\s*+)?")


def stores_by_place(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield pairs as in `FieldStores.stores`.

    Of a member they are its name and the field of its structure and place, of an initialiser the field of
    its structure and a place, and the function that is put there.
    """
    if b"(*" in data:
        for match in _STRUCT.finditer(data):
            start, closing = match.end(), _END.search(data, match.end())
            if closing is not None and data.find(b"(*", start, closing.start()) >= 0:
                yield from _members(match[1], _NO_CODE.sub(b" ", data[start : closing.start()]))
    for brace in _GIVEN.finditer(data):
        end = brace.end()
        begin = max(data.rfind(b"\n", 0, end) + 1, end - _LONGEST_DECLARATION)
        declared = _DECLARED.search(data[begin:end])
        if declared is None:
            continue
        text = _NO_CODE.sub(b" ", data[end : data.find(b"};", end) + 1])
        for element in _elements(text, array=declared[2] is not None):
            for place, part in enumerate(element):
                if part.startswith(b"."):
                    break
                if (name := _NAME.fullmatch(part)) is not None:
                    yield _field(declared[1], place), name[1].decode()


def _field(structure: bytes, place: int) -> str:
    return f"struct {structure.decode()} {place}"


def _members(structure: bytes, body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the function pointers among the members; those of structures and unions within have no place."""
    if b"{" in body:
        body = b";".join(part if b"{" not in part else b"" for part in _split(body + b"}", b";"))
    place = counted = 0
    for pointer in _POINTER.finditer(body):
        place += body.count(b";", counted, pointer.start())
        counted = pointer.start()
        yield pointer[1].decode(), f".{_field(structure, place)}"


def _elements(text: bytes, *, array: bool) -> Iterator[list[bytes]]:
    """Yield the members' texts of each structure in the initialiser that follows a `{`."""
    parts = list(_split(text, b","))
    if not array:
        yield parts
        return
    for part in parts:
        brace = part.find(b"{")
        if brace >= 0 and _DESIGNATED.fullmatch(part, 0, brace):
            yield list(_split(part[brace + 1 :], b","))


def _split(text: bytes, separator: bytes) -> Iterator[bytes]:
    """Yield the texts between separators up to the brace that closes, those in brackets being one."""
    depth = begin = 0
    for match in _MARK.finditer(text):
        token = match[0]
        if token in b"{(":
            depth += 1
        elif depth and token in b"})":
            depth -= 1
        elif not depth and token in (separator, b"}"):
            part = text[begin : match.start()].strip()
            if part or token == separator:
                yield part
            if token == b"}":
                return
            begin = match.end()
