"""What a file stores in fields: functions that are called through them later, and error codes.

The pass reads text, as `symbols` does. What it can't tell it keeps as OTHER, so that nobody takes the
functions that it names for all that a field may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gupcheck.errors.field_places import stores_by_place

OTHER = "?"
"""Something that may be a function and has no plain name: the result of a call, an element of an array."""

_ASSIGNED = re.compile(rb"=(?<=[\w \t]=)(?!=)\s*+((?:[&(A-Za-z_]|-E)[^,;{}\n]*+)")
_FIELD_BEFORE = re.compile(rb"(?:\.|->)(\w+)[ \t]*\Z")
_LONGEST_FIELD = 60
_SETTER = {
    word: re.compile(rb"%b(?<!\w%b)\([^,;()]*?(?:\.|->)(\w+),\s*+([^;\n]*)\)" % (word, word))
    for word in (b"WRITE_ONCE", b"rcu_assign_pointer", b"RCU_INIT_POINTER", b"smp_store_release", b"xchg")
}
_CAST = re.compile(rb"^(?:\((?:const |struct )*\w+[ *]*\)|&|\s)+")
_NAME = re.compile(rb"[A-Za-z_]\w*")
_FIELD = re.compile(rb"[\w\->.\[\]]*(?:\.|->)(\w+)")
_CHOICE = re.compile(rb"[^?]*\?\s*&?(\w+)\s*:\s*&?(\w+)")
_DATA = re.compile(rb"[-\d\"'{~!]|[^(]*(?:[|+*/%<>&=^]|-(?!>))")
_CODE = re.compile(rb"-E[A-Z]|ERR_PTR|PTR_ERR|(?:err(?:or|no)?|ret(?:val)?|rc|rv|res(?:ult)?|status)\Z")


@dataclass(frozen=True, slots=True)
class FieldStores:
    """What one file stores in fields, sorted and without repeats.

    `stores` are pairs of a field and what is assigned to it: a name, `.f` for what a field f holds, or OTHER;
    numbers, texts and constants in capitals are left out. `code_fields` are the fields that an error code or
    an error pointer is assigned to.
    """

    stores: tuple[tuple[str, str], ...] = ()
    code_fields: tuple[str, ...] = ()


def field_stores(data: bytes) -> FieldStores:
    """Return what a file's bytes store in fields."""
    found: set[tuple[str, str]] = set()
    codes: set[str] = set()
    for field, text in _assignments(data):
        plain = _CAST.sub(b"", text).rstrip(b" \t\\)")
        found.update((field.decode(), source) for source in _sources(plain, field))
        if _CODE.match(plain):
            codes.add(field.decode())
    found.update(stores_by_place(data))
    return FieldStores(tuple(sorted(found)), tuple(sorted(codes)))


def _assignments(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each field that is assigned to, with the text that it gets: all of it, or its beginning."""
    for match in _ASSIGNED.finditer(data):
        start = match.start()
        field = _FIELD_BEFORE.search(data[max(start - _LONGEST_FIELD, 0) : start])
        if field is not None:
            yield field[1], match[1]
    for word, setter in _SETTER.items():
        if word in data:
            yield from setter.findall(data)


def _sources(plain: bytes, field: bytes) -> Iterator[str]:
    """Yield what of the right side of an assignment to `field` may be a function."""
    if not plain or plain.isupper():
        return
    if _NAME.fullmatch(plain):
        yield plain.decode()
    elif other := _FIELD.fullmatch(plain):
        if other[1] != field:
            yield f".{other[1].decode()}"
    elif choice := _CHOICE.fullmatch(plain):
        yield from (name.decode() for name in choice.groups() if not name.isupper() and not name.isdigit())
    elif not _DATA.match(plain):
        yield OTHER
