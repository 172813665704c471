"""The methods of strings and containers that scripts may call, each paid for before it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gupcheck.smpl.script.formatting import brace
from gupcheck.smpl.script.rendering import elements, key, weigh
from gupcheck.smpl.script.values import Machine, Native, Value

_TEXT_METHODS = (
    "capitalize",
    "casefold",
    "count",
    "endswith",
    "find",
    "index",
    "isalnum",
    "isalpha",
    "isascii",
    "isdecimal",
    "isdigit",
    "isidentifier",
    "islower",
    "isnumeric",
    "isspace",
    "istitle",
    "isupper",
    "lower",
    "lstrip",
    "partition",
    "removeprefix",
    "removesuffix",
    "rfind",
    "rindex",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "upper",
)


def _on_text(name: str) -> Native:
    method: Callable[..., Value] = getattr(str, name)

    def run(machine: Machine, text: str, /, *given: Value, **named: Value) -> Value:
        machine.budget.text(len(text))
        made = method(str(text), *given, **named)
        if isinstance(made, list):
            machine.budget.items(len(made))
        elif isinstance(made, str):
            machine.budget.text(len(made))
        return made

    return Native(name, run)


def _padded(name: str) -> Native:
    method: Callable[..., str] = getattr(str, name)

    def run(machine: Machine, text: str, width: Value, /, *fill: Value) -> str:
        machine.budget.text(max(len(text), width if isinstance(width, int) else 0))
        return method(str(text), width, *fill)

    return Native(name, run)


def _join(machine: Machine, text: str, parts: Value, /) -> str:
    items = elements(machine.budget, parts)
    machine.budget.text(sum(len(item) for item in items if isinstance(item, str)) + len(text) * len(items))
    return str(text).join(items)


def _replace(machine: Machine, text: str, old: Value, new: Value, count: Value = -1, /) -> str:
    if isinstance(old, str) and isinstance(new, str):
        machine.budget.text(len(text) + text.count(old) * max(len(new) - len(old), 0))
    return str(text).replace(old, new, count)


def _format(machine: Machine, text: str, /, *given: Value, **named: Value) -> str:
    return brace(machine.budget, text, list(given), named)


def _append(machine: Machine, items: list[Value], item: Value, /) -> None:
    machine.budget.items(len(items) // 64 + 1)
    items.append(item)


def _insert(machine: Machine, items: list[Value], index: Value, item: Value, /) -> None:
    machine.budget.items(len(items) // 64 + 1)
    items.insert(index, item)


def _extend(machine: Machine, items: list[Value], more: Value, /) -> None:
    added = elements(machine.budget, more)
    machine.budget.items(len(items) // 64 + len(added))
    items.extend(added)


def _walking(kind: type, name: str) -> Native:
    """Return a method that compares with the container's items."""
    method: Callable[..., Value] = getattr(kind, name)

    def run(machine: Machine, items: Value, wanted: Value, /, *given: Value) -> Value:
        weigh(machine.budget, items, compared=True)
        weigh(machine.budget, wanted, compared=True)
        return method(items, wanted, *given)

    return Native(name, run)


def ordered(machine: Machine, items: list[Value], by: Value, reverse: Value) -> list[Value]:
    """Return the items sorted by `by(item)`, paid for; `by` is a function of the script, ours, or None."""
    keys = [machine.call(by, [item], {}) for item in items] if by is not None else items
    for _ in range(len(keys).bit_length()):
        weigh(machine.budget, keys, compared=True)
    order = sorted(range(len(items)), key=keys.__getitem__, reverse=bool(reverse))
    return [items[index] for index in order]


def _sort(machine: Machine, items: list[Value], /, *, key: Value = None, reverse: Value = False) -> None:
    items[:] = ordered(machine, list(items), key, reverse)


def _pop(machine: Machine, items: list[Value], index: Value = -1, /) -> Value:
    machine.budget.spend(1 + len(items) // 64)
    return items.pop(index)


def _copied(kind: type, name: str) -> Native:
    """Return a method without arguments that goes over the whole container."""
    method: Callable[..., Value] = getattr(kind, name)

    def run(machine: Machine, items: Value, /) -> Value:
        machine.budget.items(len(items))
        return method(items)

    return Native(name, run)


def _listed(name: str) -> Native:
    method: Callable[..., Value] = getattr(dict, name)

    def run(machine: Machine, items: dict[Value, Value], /) -> list[Value]:
        machine.budget.items(len(items))
        return list(method(items))

    return Native(name, run)


def _keyed(name: str) -> Native:
    method: Callable[..., Value] = getattr(dict, name)

    def run(machine: Machine, items: dict[Value, Value], wanted: Value, /, *given: Value) -> Value:
        machine.budget.items(len(items) // 1024)
        return method(items, key(machine.budget, wanted), *given)

    return Native(name, run)


def pairs(machine: Machine, source: Value) -> dict[Value, Value]:
    """Return the dictionary that `dict(source)` makes; raise TypeError or ValueError as Python does."""
    if isinstance(source, dict):
        machine.budget.items(len(source))
        return dict(source)
    made: dict[Value, Value] = {}
    for item in elements(machine.budget, source):
        name, value = elements(machine.budget, item)
        made[key(machine.budget, name)] = value
    return made


def _update(machine: Machine, items: dict[Value, Value], source: Value = (), /, **named: Value) -> None:
    more = pairs(machine, source)
    machine.budget.items(len(items) // 1024 + len(more))
    items.update(more, **named)


def _set_item(name: str) -> Native:
    method: Callable[..., Value] = getattr(set, name)

    def run(machine: Machine, items: set[Value], item: Value, /) -> None:
        machine.budget.items(len(items) // 1024)
        method(items, key(machine.budget, item))

    return Native(name, run)


def _set_pop(machine: Machine, items: set[Value], /) -> Value:
    if not items:
        raise KeyError("pop from an empty set")
    first = elements(machine.budget, items)[0]
    items.discard(first)
    return first


def members(machine: Machine, source: Value) -> set[Value]:
    """Return the set that `set(source)` makes, every member paid for."""
    return {key(machine.budget, item) for item in elements(machine.budget, source)}


def _set_algebra(name: str) -> Native:
    def run(machine: Machine, items: set[Value], /, *others: Value) -> Value:
        machine.budget.items(len(items))
        return getattr(items, name)(*(members(machine, other) for other in others))

    return Native(name, run)


TEXT = {name: _on_text(name) for name in _TEXT_METHODS}
TEXT.update({name: _padded(name) for name in ("ljust", "rjust", "center", "zfill")})
TEXT.update(join=Native("join", _join), replace=Native("replace", _replace), format=Native("format", _format))

LIST = {
    name: Native(name, function)
    for name, function in (
        ("append", _append),
        ("insert", _insert),
        ("extend", _extend),
        ("sort", _sort),
        ("pop", _pop),
    )
}
LIST.update({name: _walking(list, name) for name in ("remove", "index", "count")})
LIST.update({name: _copied(list, name) for name in ("reverse", "copy", "clear")})
TUPLE = {name: _walking(tuple, name) for name in ("index", "count")}
DICT = {name: _listed(name) for name in ("keys", "values", "items")}
DICT.update({name: _keyed(name) for name in ("get", "setdefault", "pop")})
DICT.update(
    {name: _copied(dict, name) for name in ("copy", "clear", "popitem")}, update=Native("update", _update)
)
FROZENSET = {
    name: _set_algebra(name)
    for name in (
        "union",
        "intersection",
        "difference",
        "symmetric_difference",
        "issubset",
        "issuperset",
        "isdisjoint",
    )
}
SET = {name: _set_item(name) for name in ("add", "remove", "discard")}
SET.update({name: _set_algebra(name) for name in ("update", "intersection_update", "difference_update")})
SET.update({name: _copied(set, name) for name in ("copy", "clear")}, pop=Native("pop", _set_pop), **FROZENSET)

METHODS: Mapping[type, Mapping[str, Native]] = {
    str: TEXT,
    list: LIST,
    tuple: TUPLE,
    dict: DICT,
    set: SET,
    frozenset: FROZENSET,
}
