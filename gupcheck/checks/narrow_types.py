"""The local variables that cannot hold a negative error code."""

from __future__ import annotations

from gupcheck.checks.subject import Subject
from gupcheck.errors.summarise import return_type_of
from gupcheck.syntax.ast import Node

_NEVER = frozenset(
    ("bool", "_Bool", "u8", "u16", "__u8", "__u16", "uint8_t", "uint16_t", "unsigned char", "unsigned short")
)
_NOT_WHERE_WIDENED = frozenset(("u32", "__u32", "uint32_t", "unsigned int", "unsigned"))
_WIDE = frozenset(("long", "ssize_t", "s64", "long long", "loff_t", "int64_t", "ptrdiff_t"))


_UNSIGNED = _NEVER | _NOT_WHERE_WIDENED | frozenset(("size_t", "unsigned long", "u64", "__u64", "uint64_t"))


def unsigned_locals(subject: Subject) -> dict[str, str]:
    """Return the locals of unsigned types, which are never negative, with the type."""
    return _locals_of(subject, _UNSIGNED)


def narrow_locals(subject: Subject) -> dict[str, str]:
    """Return the locals whose type loses the sign of an error code that the function returns, with the type.

    A `u32` keeps it where the function returns int, and loses it where that is a long.
    """
    wide = return_type_of(subject.tree, subject.unit).removeprefix("static ").strip() in _WIDE
    lost = _NEVER | (_NOT_WHERE_WIDENED if wide else frozenset())
    return _locals_of(subject, lost)


def _locals_of(subject: Subject, types: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in subject.tree.walk():
        if node.kind == "declaration":
            base = node.child("type")
            text = subject.text(base) if base is not None else ""
            if text in types:
                found.update((name, text) for name in _names(node))
    return found


def _names(declaration: Node) -> list[str]:
    """Return the plain variables of a declaration: no pointers, no arrays."""
    names: list[str] = []
    for child in declaration.children:
        inner = child.child("declarator") if child.kind == "init_declarator" else child
        if inner is not None and inner.kind == "identifier":
            names.append(inner.text)
    return names
