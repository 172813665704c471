"""Summaries and symbols as plain lists, for the cache. Reading anything else raises ValueError."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gupcheck.errors.field_stores import FieldStores
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.symbols import Symbol
from gupcheck.errors.values import Value


def value_to_list(value: Value) -> list[Any]:
    """Return a value as a list; the parts at its end that are as usual are left out."""
    parts: list[Any] = [value.kind, value.name, value.pointer, value.decoded, list(value.tests), value.place]
    parts.append([[value_to_list(one) for one in argument] for argument in value.arguments])
    usual = ["", "", False, False, [], 0, []]
    while len(parts) > 1 and parts[-1] == usual[len(parts) - 1]:
        parts.pop()
    return parts


def value_of_list(parts: list[Any]) -> Value:
    """Return the value that `value_to_list` made a list of."""
    if len(parts) <= 2:
        return Value(*parts)
    rest = [tuple(parts[4])] if len(parts) > 4 else []
    rest += parts[5:6]
    if len(parts) > 6:
        rest.append(tuple(tuple(value_of_list(one) for one in argument) for argument in parts[6]))
    return Value(*parts[:4], *rest)


def body_to_list(body: BodySummary) -> list[Any]:
    """Return a body summary as a list, without its file."""
    return [
        body.name,
        body.line,
        body.return_type,
        body.is_static,
        [_outcome_to_list(outcome) for outcome in body.outcomes],
        body.gave_up,
        list(body.parameters),
        [[key, [_outcome_to_list(outcome) for outcome in outcomes]] for key, outcomes in body.stores],
    ]


def body_of_list(parts: list[Any], file: str) -> BodySummary:
    """Return the body summary that `body_to_list` made a list of."""
    try:
        name, line, return_type, is_static, outcomes, gave_up, parameters, stores = parts
        return BodySummary(
            name,
            file,
            line,
            return_type,
            is_static,
            tuple(_outcome_of_list(outcome) for outcome in outcomes),
            gave_up,
            tuple(parameters),
            tuple((key, tuple(_outcome_of_list(outcome) for outcome in found)) for key, found in stores),
        )
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError(f"no body summary: {error}") from None


def symbols_to_list(symbols: Iterable[Symbol]) -> list[Any]:
    """Return the symbols of a file as a list."""
    return [[one.name, one.start, one.line, one.kind, one.is_static] for one in symbols]


def symbols_of_list(parts: list[Any]) -> tuple[Symbol, ...]:
    """Return the symbols that `symbols_to_list` made a list of."""
    try:
        return tuple(Symbol(*one) for one in parts)
    except TypeError as error:
        raise ValueError(f"no symbols: {error}") from None


def stores_to_list(found: FieldStores) -> list[Any]:
    """Return what a file stores in fields as a list."""
    return [list(map(list, found.stores)), list(found.code_fields)]


def stores_of_list(parts: list[Any]) -> FieldStores:
    """Return the stores that `stores_to_list` made a list of."""
    try:
        stores, fields = parts
        return FieldStores(tuple((field, source) for field, source in stores), tuple(fields))
    except TypeError as error:
        raise ValueError(f"no stores: {error}") from None


def _outcome_to_list(outcome: Outcome) -> list[Any]:
    return [value_to_list(outcome.value), outcome.cause, outcome.origin, outcome.line, outcome.cause_line]


def _outcome_of_list(parts: list[Any]) -> Outcome:
    return Outcome(value_of_list(parts[0]), *parts[1:])
