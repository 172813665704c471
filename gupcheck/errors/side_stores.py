"""Which stores through a function's parameters are outcomes beside its return: `*err`, `walk->action`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from gupcheck.errors.carriers import is_code_name
from gupcheck.errors.expressions import assigned_key, key_of, without_wrapping
from gupcheck.syntax.ast import Node

_FIELD_OF = re.compile(r"(\w+)(?:->|\.)[\w.>-]+")
_CODE = re.compile(r"-E[A-Z]|ERR_PTR\b")


@cache
def _prefixes() -> tuple[str, ...]:
    text = files("gupcheck.errors").joinpath("statuses.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["prefixes"])


@cache
def _stores() -> re.Pattern[bytes]:
    names = "|".join(_prefixes())
    return re.compile(
        rb"[{;)\s]\*[ (]*\w+[ )]*=[^=]"
        rb"|->\w+\s*=\s*(?:\([^()]*\)\s*)?(?:-E[A-Z]|ERR_PTR|" + names.encode() + rb")"
        rb"|->(?:\w+_)?(?:err|error|errno|ret|retval|rc|status|result|res)\s*=[^=]"
    )


def may_store(data: bytes, start: int, end: int) -> bool:
    """Return whether the text from `start` to `end` may hold a store that `stored_keys` would return."""
    return _stores().search(data, start, end) is not None


def stored_keys(trees: Iterable[Node], parameters: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of what the function stores codes and statuses in through its parameters, sorted.

    These are `*err`, whatever is stored there, and fields such as `walk->action` that are given an error code
    or a named status, or are named as codes are.
    """
    found: set[str] = set()
    for tree in trees:
        for node in tree.of_kinds(("assignment_expression",)):
            found.update(_key(node, parameters))
    return tuple(sorted(found))


def _key(assignment: Node, parameters: tuple[str, ...]) -> Iterator[str]:
    key = assigned_key(assignment)
    field = _FIELD_OF.fullmatch(key)
    if field:
        is_code = is_code_name(key) or _is_code(assignment.child("right"))
        if field[1] in parameters and is_code:
            yield key
    elif key.startswith("*") and key[1:] in parameters:
        yield key


def _is_code(value: Node | None) -> bool:
    """Return whether an expression is written as a code or a status."""
    if value is None:
        return False
    value = without_wrapping(value)
    if value.kind == "conditional_expression":
        return _is_code(value.child("consequence")) or _is_code(value.child("alternative"))
    if value.kind == "call_expression":
        function = value.child("function")
        return function is not None and function.text == "ERR_PTR"
    if value.kind == "unary_expression":
        operator, inner = value.child("operator"), value.child("argument")
        return bool(operator and inner and _CODE.match(f"{operator.text}{inner.text}"))
    return key_of(value).startswith(_prefixes())
