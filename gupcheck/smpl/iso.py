"""Isomorphisms: other patterns that a pattern stands for. Their names are those of spatch's standard.iso,
so that
`disable` works; their facts are taken from there.

Each function returns rewritings of one pattern in one step; the matcher tries the pattern first and then
these.
"""

from __future__ import annotations

from collections.abc import Set

from gupcheck.smpl import pattern as p

_COMMUTATIVE = {"|": "bitor_comm", "&": "bitand_comm", "+": "plus_comm", "*": "mult_comm"}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_INT_TYPES = frozenset(("int", "long", "short", "char", "unsigned int", "unsigned long", "bool", "size_t"))


def alternatives(pattern: p.Pattern, disabled: Set[str], *, test: bool) -> tuple[p.Pattern, ...]:
    """Return what `pattern` may be rewritten to; `test` tells that it stands where only its truth matters."""
    if isinstance(pattern, p.Binary) and isinstance(pattern.op, str) and not pattern.positions:
        return _binary(pattern, disabled, test)
    if isinstance(pattern, p.Unary) and pattern.op == "!" and not pattern.positions:
        return _negation(pattern, disabled)
    if isinstance(pattern, p.Cast) and "drop_cast" not in disabled and _is_bare_type(pattern.type):
        return (pattern.value,)
    if isinstance(pattern, p.Ternary) and pattern.yes and "neg_if_exp" not in disabled:
        return (p.Ternary(p.Unary("!", pattern.test), pattern.no, pattern.yes),)
    if isinstance(pattern, p.Call) and "unlikely" not in disabled and _is_hint(pattern):
        return (pattern.arguments[0], *_other_hint(pattern))
    if test and isinstance(pattern, p.Meta):
        return _tested(pattern, disabled)
    return ()


def _is_bare_type(pattern: p.Pattern) -> bool:
    return isinstance(pattern, p.TypePattern) and pattern.base is not None and not pattern.base.positions


def _is_hint(pattern: p.Call) -> bool:
    function = pattern.function
    return (
        isinstance(function, p.Ident)
        and function.name in ("likely", "unlikely")
        and len(pattern.arguments) == 1
    )


def _other_hint(pattern: p.Call) -> tuple[p.Pattern, ...]:
    function = pattern.function
    if not isinstance(function, p.Ident) or function.positions:
        return ()
    return (p.Call(p.Ident("likely" if function.name == "unlikely" else "unlikely"), pattern.arguments),)


def _is_null(pattern: p.Pattern) -> bool:
    return isinstance(pattern, p.Ident) and pattern.name == "NULL" and not pattern.positions


def _is_zero(pattern: p.Pattern) -> bool:
    return isinstance(pattern, p.Literal) and pattern.text == "0" and not pattern.positions


def _is_constant(pattern: p.Pattern) -> bool:
    if isinstance(pattern, p.Ident):
        return pattern.name.isupper()
    return isinstance(pattern, p.Literal) or (isinstance(pattern, p.Meta) and pattern.var.kind == "constant")


def _binary(pattern: p.Binary, disabled: Set[str], test: bool) -> tuple[p.Pattern, ...]:
    op, left, right = str(pattern.op), pattern.left, pattern.right
    found: list[p.Pattern] = []
    if op in ("==", "!="):
        if ("commeq" if op == "==" else "commneq") not in disabled and (
            _is_constant(left) or _is_constant(right)
        ):
            found.append(p.Binary(op, right, left))
        value = (
            left
            if _is_null(right) or _is_zero(right)
            else right
            if _is_null(left) or _is_zero(left)
            else None
        )
        if value is not None:
            null = _is_null(right) or _is_null(left)
            if op == "==" and ("is_null" if null else "is_zero") not in disabled:
                found.append(p.Unary("!", value))
            if op == "!=" and test and ("isnt_null1" if null else "isnt_zero") not in disabled:
                found.append(value)
    if op in _MIRRORED and ("gtr_lss" if len(op) == 1 else "gtr_lss_eq") not in disabled:
        found.append(p.Binary(_MIRRORED[op], right, left))
    if op in _COMMUTATIVE and _COMMUTATIVE[op] not in disabled:
        found.append(p.Binary(op, right, left))
    return tuple(found)


def _negation(pattern: p.Unary, disabled: Set[str]) -> tuple[p.Pattern, ...]:
    argument = pattern.argument
    found: list[p.Pattern] = []
    if is_pointer(argument) and "not_ptr1" not in disabled:
        null = p.Ident("NULL")
        found += [p.Binary("==", argument, null), p.Binary("==", null, argument)]
    elif is_int(argument) and "not_int1" not in disabled:
        zero = p.Literal("0")
        found += [p.Binary("==", argument, zero), p.Binary("==", zero, argument)]
    return tuple(found)


def _tested(pattern: p.Meta, disabled: Set[str]) -> tuple[p.Pattern, ...]:
    if is_pointer(pattern) and "not_ptr2" not in disabled:
        null = p.Ident("NULL")
        return (p.Binary("!=", pattern, null), p.Binary("!=", null, pattern))
    if is_int(pattern) and "not_int2" not in disabled:
        zero = p.Literal("0")
        return (p.Binary("!=", pattern, zero), p.Binary("!=", zero, pattern))
    return ()


def is_pointer(pattern: p.Pattern) -> bool:
    """Return whether `pattern` is a metavariable that is declared to be a pointer."""
    return isinstance(pattern, p.Meta) and any(
        spec.pointers > 0 or spec.name == "*" for spec in pattern.var.types
    )


def is_int(pattern: p.Pattern) -> bool:
    """Return whether `pattern` is a metavariable that is declared to be an integer."""
    return isinstance(pattern, p.Meta) and any(
        spec.pointers == 0 and not spec.meta and spec.name in _INT_TYPES for spec in pattern.var.types
    )


def increments(pattern: p.Pattern, disabled: Set[str]) -> tuple[p.Pattern, ...]:
    """Return the other ways to write the statement `i++;` for an identifier, `pattern` being its
    expression."""
    if "inc" in disabled:
        return ()
    base: p.Pattern | None = None
    if isinstance(pattern, p.Update) and pattern.op == "++" and not pattern.positions:
        base = pattern.argument
    elif isinstance(pattern, p.Assign) and not pattern.positions:
        one = pattern.right
        if pattern.op == "+=" and isinstance(one, p.Literal) and one.text == "1":
            base = pattern.left
    if not isinstance(base, p.Meta) or base.var.kind not in ("identifier", "idexpression"):
        return ()
    one = p.Literal("1")
    written_once = (
        p.Update("++", base, prefix=True),
        p.Update("++", base, prefix=False),
        p.Assign("+=", base, one),
    )
    if base.positions:  # spatch has two places for the one position in `i = i + 1`, and so no match
        return written_once
    return (*written_once, p.Assign("=", base, p.Binary("+", base, one)))
