"""What a function comes to where a call in it gives the answer that a finding is about."""

from __future__ import annotations

from collections.abc import Iterator

from gupcheck.errors.expressions import callee_name
from gupcheck.errors.values import CALL, ERRNO, NULL, NULL_VALUE, NUMBER, ONE_VALUE, STATUS, ZERO, Value
from gupcheck.impact.fate import Fate
from gupcheck.impact.uses import place_of_call
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

_TELLING = frozenset((ERRNO, NULL, ZERO, NUMBER, STATUS))
_MOST_ENDS = 2
_FAILS_WITH_NULL = ("_map", "_map_lock")
"""How the allocators' names end that return a pointer: NULL is their failure, where others return not 0."""

_ALLOCATES = ("pte_alloc", "__pte_alloc")


def verdict_of_call(unit: Unit, function: Function, offset: int, errnos: frozenset[str]) -> str:
    """Return a sentence on what `function` returns where the call at the byte offset is true, or fails.

    It is "" where that cannot be told in a few constants.
    """
    for tree in function.trees():
        call = _call_at(tree, offset)
        if call is None:
            continue
        name = callee_name(call)
        fails = name.startswith(_ALLOCATES)
        value = NULL_VALUE if fails and name.endswith(_FAILS_WITH_NULL) else ONE_VALUE
        place = place_of_call(unit, tree, call.start, errnos)
        fate = place.run(value) if place else None
        ends = _ends(fate) if fate else ""
        if ends:
            return f"When it {'fails' if fails else 'is true'}, {function.name}() {ends}."
    return ""


def _call_at(tree: Node, offset: int) -> Node | None:
    """Return the innermost call that begins at, or has its name at, the offset."""
    found = [
        node for node in tree.walk() if node.kind == "call_expression" and node.start <= offset < node.end
    ]
    return found[-1] if found else None


def _ends(fate: Fate) -> str:
    """Return "returns -EBUSY", "returns 0 (retry)", "tries again"; "" where it may be anything else."""
    values = sorted({_text(token.value) for token in fate.returned()})
    again = " (retry)" if _asks_again(fate) else ""
    if not values or len(values) > _MOST_ENDS or "" in values:
        return ""
    return f"returns {' or '.join(values)}{again}"


def _text(value: Value) -> str:
    if value.kind in _TELLING:
        return value.text()
    return f"what {value.name}() returns" if value.kind == CALL and not value.name.startswith("*") else ""


def _asks_again(fate: Fate) -> bool:
    """Return whether a page walk is told to come here again, or the function goes back to the call."""
    actions = {text for text in _assigned(fate) if text.startswith("ACTION_")}
    return fate.goes_back or actions == {"ACTION_AGAIN"}


def _assigned(fate: Fate) -> Iterator[str]:
    for node, _ in fate.reached():
        for part in node.own.walk() if node.own else ():
            right = part.child("right") if part.kind == "assignment_expression" else None
            if right is not None:
                yield right.text
