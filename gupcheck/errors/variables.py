"""The variables of a function by what their declarations say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gupcheck.errors.carriers import CODE, carrier_of, is_code_name
from gupcheck.errors.expressions import assigned_key
from gupcheck.syntax import Unit
from gupcheck.syntax.ast import Node

_DECLARATIONS = frozenset(("declaration", "parameter_declaration"))
_UNSIGNED = re.compile(r"unsigned\b|(?:size|pgoff)_t$|_{0,2}u(?:8|16|32|64)$|u(?:int|long)(?:\d+_t)?$")


@dataclass(frozen=True, slots=True)
class Variables:
    """The names of local variables: of all of them, with the parameters; of the arrays of numbers that may be
    codes; of the unsigned numbers that are not named as codes are, such as sizes, with the parameters."""

    names: frozenset[str]
    arrays: frozenset[str]
    counts: frozenset[str]


def variables_of(function: Node, unit: Unit) -> Variables:
    """Return what is declared in a function."""
    names: set[str] = set()
    arrays: set[str] = set()
    counts: set[str] = set()
    for node in function.of_kinds(_DECLARATIONS):
        if (base := node.child("type")) is None:
            continue
        text = unit.text(base)
        unsigned, may_be_code = _UNSIGNED.match(text), carrier_of(text) == CODE
        for part in node.children:
            if part.field != "declarator":
                continue
            name = part.text if part.kind == "identifier" else assigned_key(part)
            if not name.isidentifier():
                continue
            names.add(name)
            inner = part.child("declarator") if part.kind == "init_declarator" else part
            kind = inner.kind if inner else ""
            if may_be_code and kind == "array_declarator" and node.kind == "declaration":
                arrays.add(name)
            elif unsigned and kind == "identifier" and not is_code_name(name):
                counts.add(name)
    return Variables(frozenset(names), frozenset(arrays), frozenset(counts))
