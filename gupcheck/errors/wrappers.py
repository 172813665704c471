"""Calls that turn a code from a number to a pointer or back, or hand it on: ERR_PTR(), PTR_ERR() ..."""

from __future__ import annotations

from collections.abc import Callable

from gupcheck.errors.values import SYMBOLS, ZERO_VALUE, Value, as_number, as_pointer, refine


def _to_pointer(value: Value) -> tuple[Value, ...]:
    turned = as_pointer(value)
    return (turned,) if turned else ()


def _to_number(value: Value) -> tuple[Value, ...]:
    return (as_number(value),)


def _error_or_zero(value: Value) -> tuple[Value, ...]:
    """Return what PTR_ERR_OR_ZERO() makes of a value: its error as a number, or 0."""
    if value.kind in SYMBOLS:
        failed = refine(value, "error")
        return (*((as_number(failed),) if failed else ()), ZERO_VALUE)
    return (as_number(value),) if value.pointer else (ZERO_VALUE,)


def _same(value: Value) -> tuple[Value, ...]:
    return (value,)


WRAPPERS: dict[str, tuple[int, Callable[[Value], tuple[Value, ...]]]] = {
    "ERR_PTR": (0, _to_pointer),
    "PTR_ERR": (0, _to_number),
    "ERR_CAST": (0, _same),
    "PTR_ERR_OR_ZERO": (0, _error_or_zero),
    "dev_err_probe": (1, _same),
    "dev_warn_probe": (1, _same),
    "dev_err_ptr_probe": (1, _to_pointer),
}
"""Of each the place of the argument that it turns, from 0, and what it makes of that one's values."""
