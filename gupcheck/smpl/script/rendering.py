"""Text of values as `str` and `repr` give it, their order, and their weight: each bounded by the budget.

Python's own repr, comparison and hash follow a shared list as often as it is reachable, which takes for ever
on `a = [a, a]` done forty times. Whatever walks a value is therefore paid by `weigh` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gupcheck.smpl.script.budget import Budget
from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.values import (
    Caught,
    Exported,
    ScriptPosition,
    TermList,
    Value,
    type_name,
)

CONTAINERS = (list, tuple, set, frozenset, dict, range)
_DEEPEST = 50
_BIGGEST_KEY = 2**64


def weigh(budget: Budget, value: Value, *, compared: bool = False) -> None:
    """Spend one step for each item that a walk over the value meets; raise RefusalError for too many.

    Where values are `compared`, a position in them is refused: two positions of one place are different
    objects to Coccinelle, so that what looks like a test of places never is one.
    """
    stack: list[tuple[Value, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        budget.spend(1 + len(item) // 256 if isinstance(item, str) else 1)
        if compared and isinstance(item, ScriptPosition):
            raise RefusalError(
                "Positions cannot be compared.", "comparison of positions", "Compare their .line and .column."
            )
        if not isinstance(item, CONTAINERS) or isinstance(item, range):
            continue
        if depth > _DEEPEST:
            raise RefusalError("A container is nested too deeply or holds itself.", "container nesting limit")
        budget.spend(len(item))
        stack.extend((part, depth + 1) for part in item)
        if isinstance(item, dict):
            stack.extend((part, depth + 1) for part in item.values())


def key(budget: Budget, value: Value) -> Value:
    """Return the value where it may be a key of a dictionary or a member of a set, paid for.

    Raises TypeError for a list, a dict or a set, and RefusalError for an integer of over 64 bits.
    """
    weigh(budget, value, compared=True)
    parts = list(value) if isinstance(value, tuple | frozenset) else [value]
    if any(isinstance(part, int) and abs(part) > _BIGGEST_KEY for part in parts):
        raise RefusalError("An integer of more than 64 bits cannot be a key.", "integer size limit")
    hash(value)
    return value


def elements(budget: Budget, value: Value) -> list[Value]:
    """Return what iterating over the value gives, paid for.

    A set's members come in the order of their text, so that results never depend on Python's hash seed.
    Raises TypeError where the value cannot be iterated over.
    """
    if isinstance(value, TermList):
        value = value.elements
    if isinstance(value, (str, *CONTAINERS)):
        budget.items(len(value))
        if isinstance(value, set | frozenset):
            return sorted(value, key=lambda item: (type_name(item), to_repr(budget, item)))
        return list(value)
    raise TypeError(f"'{type_name(value)}' object is not iterable")


def to_text(budget: Budget, value: Value) -> str:
    """Return `str(value)`, paid for."""
    if isinstance(value, str):
        text = str(value)
    elif isinstance(value, TermList):
        text = value.expr
    elif isinstance(value, Caught | Exported):
        text = value.text
    else:
        return to_repr(budget, value)
    budget.text(len(text))
    return text


def to_repr(budget: Budget, value: Value) -> str:
    """Return `repr(value)`, paid for; objects of ours show their kind and no address."""
    weigh(budget, value)
    text = "".join(_pieces(budget, value))
    budget.text(len(text))
    return text


def _joined(budget: Budget, opening: str, items: Iterable[Iterable[str]], closing: str) -> Iterator[str]:
    yield opening
    for number, item in enumerate(items):
        if number:
            yield ", "
        yield from item
    yield closing


def _pieces(budget: Budget, value: Value) -> Iterator[str]:
    if isinstance(value, str):
        budget.text(2 * len(value))
        yield repr(str(value))
    elif value is None or isinstance(value, bool | int | float | range):
        yield repr(value)
    elif isinstance(value, list):
        yield from _joined(budget, "[", (_pieces(budget, item) for item in value), "]")
    elif isinstance(value, tuple):
        yield from _joined(
            budget, "(", (_pieces(budget, item) for item in value), ",)" if len(value) == 1 else ")"
        )
    elif isinstance(value, dict):
        pairs = ([*_pieces(budget, name), ": ", *_pieces(budget, item)] for name, item in value.items())
        yield from _joined(budget, "{", pairs, "}")
    elif isinstance(value, set | frozenset):
        yield from _set_pieces(budget, value)
    elif isinstance(value, ScriptPosition):
        yield "<coccilib.elems.Location object>"
    elif isinstance(value, Caught):
        yield f"{value.kind}({value.text!r})"
    else:
        yield f"<{type_name(value)} object>"


def _set_pieces(budget: Budget, value: set[Value] | frozenset[Value]) -> Iterator[str]:
    frozen = isinstance(value, frozenset)
    items = (_pieces(budget, item) for item in elements(budget, value))
    if not value:
        yield "frozenset()" if frozen else "set()"
    elif frozen:
        yield from _joined(budget, "frozenset({", items, "})")
    else:
        yield from _joined(budget, "{", items, "}")
