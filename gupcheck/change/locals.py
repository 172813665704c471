"""The locals of a function, and which of them have another name in another version of it."""

from __future__ import annotations

from collections.abc import Iterator

from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

_DECLARATIONS = frozenset(("declaration", "parameter_declaration"))


def renamed_locals(old: Unit, before: Function, new: Unit, after: Function) -> dict[str, str]:
    """Return the new names of parameters and locals that have only been renamed, by the old ones.

    Of each type those that went and those that came are taken to be the same in their order, if there are as
    many of both.
    """
    went, came = _declared(old, before), _declared(new, after)
    gone = _by_type({name: kind for name, kind in went.items() if name not in came})
    fresh = _by_type({name: kind for name, kind in came.items() if name not in went})
    return {
        name: other
        for kind, names in gone.items()
        if len(names) == len(fresh.get(kind, ()))
        for name, other in zip(names, fresh[kind], strict=True)
    }


def _by_type(names: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, kind in names.items():
        found.setdefault(kind, []).append(name)
    return found


def _declared(unit: Unit, function: Function) -> dict[str, str]:
    """Return the declared names of a function with their types, stars counted, in source order."""
    return dict(
        found
        for tree in function.trees()
        for node in tree.of_kinds(_DECLARATIONS)
        for found in _names(unit, node)
    )


def _names(unit: Unit, node: Node) -> Iterator[tuple[str, str]]:
    kind = node.child("type")
    if kind is None:
        return
    base = " ".join(unit.text(kind).split())
    for part in node.children:
        stars, inner = "", part
        while inner.kind in ("pointer_declarator", "array_declarator", "init_declarator"):
            stars += "*" if inner.kind != "init_declarator" else ""
            declarator = inner.child("declarator")
            if declarator is None:
                break
            inner = declarator
        if inner.kind == "identifier":
            yield inner.text, base + stars
