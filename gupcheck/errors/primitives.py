"""What the source cannot tell of a few functions, from a table: allocators, user copies, waits, processor
reads."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from gupcheck.errors.values import (
    ANY_SUCCESS,
    BOOL,
    NULL_VALUE,
    NUMBER,
    SUCCESS_VALUE,
    ZERO_VALUE,
    Value,
    errno,
)

_WORDS = {
    "NULL": NULL_VALUE,
    "0": ZERO_VALUE,
    "success": SUCCESS_VALUE,
    "any": ANY_SUCCESS,
    "bool": Value(BOOL),
    "-1": Value(NUMBER, "-1"),
}


@cache
def primitives() -> Mapping[str, tuple[Value, ...]]:
    """Return the values of each function and macro that is in the shipped table."""
    text = files("gupcheck.errors").joinpath("primitives.toml").read_text(encoding="utf-8")
    found: dict[str, tuple[Value, ...]] = {}
    for entry in tomllib.loads(text)["primitive"]:
        values = tuple(_WORDS.get(word) or errno(word.removeprefix("-")) for word in entry["values"])
        found.update(dict.fromkeys(entry["names"], values))
    return found
