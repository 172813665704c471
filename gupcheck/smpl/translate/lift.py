"""Brings the disjunctions inside of an expression outside: `f(\\(a\\|b\\))` is `f(a)` or `f(b)`."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product

from gupcheck.smpl import pattern as p

MAX_ALTERNATIVES = 1000
_SEPARATE = (p.Nest, p.Block, p.Sequence)


def alternatives(pattern: p.Pattern) -> list[p.Pattern]:
    """Return the patterns without a disjunction, one of which must match where `pattern` matches.

    Where they are more than MAX_ALTERNATIVES it is `pattern` itself. Nests keep their disjunctions.
    """
    found = _alternatives(pattern)
    return found if found is not None else [pattern]


def _alternatives(pattern: p.Pattern) -> list[p.Pattern] | None:
    if not any(isinstance(part, p.Disj) for part in pattern.walk()) or isinstance(pattern, _SEPARATE):
        return [pattern]
    if isinstance(pattern, p.Disj):
        parts = [_alternatives(part) for part in pattern.alternatives]
        return _within_limit([found for some in parts if some is not None for found in some], None in parts)
    names: list[str] = []
    choices: list[list[object]] = []
    for field in fields(pattern):
        options = _options(getattr(pattern, field.name))
        if options is None:
            return None
        if len(options) > 1:
            names.append(field.name)
            choices.append(options)
    count = 1
    for options in choices:
        count *= len(options)
    if count > MAX_ALTERNATIVES:
        return None
    return [replace(pattern, **dict(zip(names, chosen, strict=True))) for chosen in product(*choices)]


def _options(value: object) -> list[object] | None:
    if isinstance(value, p.Pattern):
        found = _alternatives(value)
        return None if found is None else list(found)
    if isinstance(value, tuple) and any(isinstance(part, p.Pattern) for part in value):
        parts = [_options(part) for part in value]
        count = 1
        lists: list[list[object]] = []
        for some in parts:
            if some is None:
                return None
            count *= len(some)
            lists.append(some)
        return None if count > MAX_ALTERNATIVES else [tuple(chosen) for chosen in product(*lists)]
    return [value]


def _within_limit(found: list[p.Pattern], too_many: bool) -> list[p.Pattern] | None:
    return None if too_many or len(found) > MAX_ALTERNATIVES else found
