"""What the shape of an expression tells, whatever its variables hold."""

from __future__ import annotations

from gupcheck.errors.carriers import CODE, carrier_of
from gupcheck.syntax.ast import Node


def last_name(node: Node) -> str:
    """Return the name of what is read in the end: the field, the array, the pointer."""
    field = node.child("field") if node.kind == "field_expression" else None
    if field is not None:
        return field.text
    last = ""
    for part in node.walk():
        if part.kind == "subscript_expression":
            return last_name(part.children[0])
        if part.kind in ("field_identifier", "identifier"):
            last = part.text
    return last


def is_decoded(node: Node) -> bool:
    """Return whether a shifted value is a pointer's, read as a signed number: `(long)entry >> 2`, as xa_err()
    does."""
    kind = node.child("type") if node.kind == "cast_expression" else None
    return kind is not None and carrier_of(" ".join(part.text for part in kind.walk() if part.text)) == CODE
