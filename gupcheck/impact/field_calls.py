"""Whether a call through a field may be one of a function that is stored in a field of that name.

Fields of one name are in many structs: `->open()` calls a file's, a device's, a driver's. What the source
says next to the store and the call tells most of them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.errors.resolved import Definition

_CHAIN = rb"[(*\s]*((?:\w+(?:\[[^\]]*\])?(?:->|\.))*\w+)(?:->|\.)"
_DECLARED = rb"\bstruct\s+(\w+)\s*(?:const\s*)?\**\s*(?:const\s+)?%s\b"
_WORD_BEFORE = re.compile(rb"\w+\Z")
_LONGEST_WORD = 200
_INITIALISED = re.compile(rb"\bstruct\s+(\w+)\s+\w+\s*(?:\[[^\]]*\]\s*)?=\s*\{")


@dataclass(frozen=True, slots=True)
class FieldCall:
    """A call through `field` at the offset `start` of a file's `text`, in the function that begins before."""

    field: str
    text: bytes
    function: int
    start: int


def is_likely(definition: Definition, stored_at: bytes, call: FieldCall) -> bool:
    """Return whether nothing shows that a call is one of another struct's field than a function is stored in.

    `stored_at` is the text of the function's file. Where the type of what the field is taken from is not in
    sight, a field's name of several words (`pmd_entry`) is taken for telling enough.
    """
    tag, holder = stored_in(definition, stored_at, call.field)
    type_, parent = _receiver(call)
    telling = "_" in call.field
    if tag and type_:
        return tag == type_
    if holder and parent:
        return holder == parent or telling
    names = rb"\bstruct\s+" + re.escape(tag.encode()) + rb"\b"
    return telling or bool(tag and re.search(names, call.text))


def stored_in(definition: Definition, text: bytes, field: str) -> tuple[str, str]:
    """Return the struct's tag where the store is in an initialiser, else what the field is taken from.

    `text` is that of the function's file. Each of the two is "" where it is not told.
    """
    name = re.escape(definition.name.encode())
    # A pattern that began with the word before would be tried at each word of the text.
    stored = re.search(rb"(?:->|\.)" + field.encode() + rb"\s*=\s*&?" + name + rb"\b", text)
    if stored is None:
        return "", ""
    holder = _WORD_BEFORE.search(text[max(0, stored.start() - _LONGEST_WORD) : stored.start()])
    if holder is not None:
        return "", holder[0].decode()
    before = list(_INITIALISED.finditer(text, 0, stored.start()))
    return (before[-1][1].decode() if before else ""), ""


def _receiver(call: FieldCall) -> tuple[str, str]:
    """Return the tag of the variable's struct that a field is called of, or the field before it."""
    called = re.compile(_CHAIN + call.field.encode() + rb"\b")
    found = called.match(call.text, call.start)
    parts = re.split(rb"->|\.", found[1]) if found else []
    if len(parts) != 1:
        return "", parts[-1].decode() if parts else ""
    declared = re.compile(_DECLARED % re.escape(parts[0]))
    types = list(declared.finditer(call.text, call.function, call.start))
    return (types[-1][1].decode() if types else ""), ""
