"""Isomorphisms of expressions: rewrites an expression so that it stands beside what it also stands for.

Their names are those of spatch's standard.iso, so that `disable` works, and their facts are taken from there.
A rewriting that would drop a token with a position on it is not done.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, replace

from gupcheck.smpl import pattern as p

_COMMUTATIVE = {"|": "bitor_comm", "&": "bitand_comm", "+": "plus_comm", "*": "mult_comm"}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ASSOCIATIVE = {
    ("+", "+"): "plus_assoc", ("-", "-"): "minus_assoc", ("+", "-"): "plus_minus_assoc1",
    ("-", "+"): "plus_minus_assoc2", ("*", "*"): "times_assoc", ("/", "/"): "div_assoc",
    ("*", "/"): "times_div_assoc1", ("/", "*"): "times_div_assoc2",
}  # fmt: skip
_INT_TYPES = frozenset(("int", "long", "short", "char", "unsigned int", "unsigned long", "bool", "size_t"))
_TESTED = frozenset(("&&", "||"))


class ExpressionIsos:
    """Rewrites expressions; `disabled` names the isomorphisms that are switched off."""

    def __init__(self, disabled: Set[str]) -> None:
        self.disabled = disabled

    def expression(self, pattern: p.Pattern, *, test: bool = False) -> p.Pattern:
        """Return `pattern`, or a disjunction of it and what it stands for; `test` tells that only its truth
        matters where it stands."""
        if isinstance(pattern, p.Disj | p.Conj):
            return replace(
                pattern, alternatives=tuple(self.expression(part, test=test) for part in pattern.alternatives)
            )
        if isinstance(pattern, p.Paren):
            inner = self.expression(pattern.inner, test=test)
            bare = "paren" not in self.disabled and not pattern.positions
            return choice([p.Paren(inner, pattern.positions), *([inner] if bare else [])])
        inside = self._inside(pattern)
        return choice([inside, *self._others(inside, pattern, test)])

    def _inside(self, pattern: p.Pattern) -> p.Pattern:
        """Return `pattern` with the expressions in it rewritten."""
        changed: dict[str, object] = {}
        for field in fields(pattern):
            value = getattr(pattern, field.name)
            test = self._is_test(pattern, field.name)
            if isinstance(value, p.Pattern) and not isinstance(value, p.TypePattern):
                changed[field.name] = self._argument(value, pattern, field.name, test)
            elif isinstance(value, tuple) and any(isinstance(part, p.Pattern) for part in value):
                changed[field.name] = tuple(self._argument(part, pattern, field.name, test) for part in value)
        return replace(pattern, **changed) if changed else pattern

    @staticmethod
    def _is_test(pattern: p.Pattern, field: str) -> bool:
        if isinstance(pattern, p.Binary):
            return pattern.op in _TESTED and field in ("left", "right")
        if isinstance(pattern, p.Unary):
            return pattern.op == "!"
        return isinstance(pattern, p.Ternary) and field == "test"

    def _argument(self, part: p.Pattern, holder: p.Pattern, field: str, test: bool) -> p.Pattern:
        """Return an operand or argument rewritten; a whole argument `0` also stands for a zero character."""
        found = self.expression(part, test=test)
        whole = field == "arguments" or (isinstance(holder, p.Assign) and field == "right")
        if whole and _is_zero(part) and "zero_multiple_format" not in self.disabled:
            return choice([found, p.Literal(r"'\0'")])
        return found

    def _others(self, pattern: p.Pattern, raw: p.Pattern, test: bool) -> list[p.Pattern]:
        """Return what `pattern` stands for besides itself; `raw` is it as it was written."""
        if isinstance(pattern, p.Binary) and isinstance(pattern.op, str):
            return self._binary(pattern, pattern.op, test)
        if isinstance(raw, p.Unary) and raw.op == "!" and not raw.positions:
            return self._negation(raw.argument)
        if isinstance(pattern, p.Cast):
            bare = _is_bare_type(pattern.type) and "drop_cast" not in self.disabled and not pattern.positions
            return [pattern.value] if bare else []
        if isinstance(pattern, p.Ternary) and pattern.yes and "neg_if_exp" not in self.disabled:
            return [p.Ternary(negation(pattern.test), pattern.no, pattern.yes)]
        if isinstance(pattern, p.Call):
            return self._hint(pattern)
        if isinstance(pattern, p.Field) and pattern.op == "->" and "ptr_to_array" not in self.disabled:
            return [p.Field(p.Index(pattern.base, p.Dots()), ".", pattern.name)]
        if isinstance(pattern, p.Sizeof) and isinstance(pattern.argument, p.TypePattern):
            return self._sizeof(pattern, pattern.argument)
        if test and isinstance(pattern, p.Meta):
            return self._tested(pattern)
        return []

    def _binary(self, pattern: p.Binary, op: str, test: bool) -> list[p.Pattern]:
        left, right = pattern.left, pattern.right
        found: list[p.Pattern] = []
        turned = p.Binary(op, right, left, pattern.positions)
        if op in ("==", "!="):
            found += self._comparison(pattern, op, test)
            if ("commeq" if op == "==" else "commneq") not in self.disabled:
                found += [turned] if _is_constant(left) or _is_constant(right) else []
        if op in _MIRRORED and not pattern.positions:
            name = "gtr_lss" if len(op) == 1 else "gtr_lss_eq"
            found += [p.Binary(_MIRRORED[op], right, left)] if name not in self.disabled else []
        dots = isinstance(left, p.Dots) or isinstance(right, p.Dots)
        if op in _COMMUTATIVE and _COMMUTATIVE[op] not in self.disabled and not dots:
            found.append(turned)
        if isinstance(left, p.Binary) and isinstance(left.op, str) and not dots:
            name = _ASSOCIATIVE.get((left.op, op), "")
            if name and name not in self.disabled:
                found.append(replace(pattern, left=p.Paren(left)))
        return found

    def _comparison(self, pattern: p.Binary, op: str, test: bool) -> list[p.Pattern]:
        """Return the shorter ways to compare with NULL or 0."""
        value, nothing = pattern.left, pattern.right
        commuted = ("commeq" if op == "==" else "commneq") not in self.disabled
        if commuted and (_is_null(value) or _is_zero(value)):
            value, nothing = nothing, value
        null = _is_null(nothing)
        if pattern.positions or not (null or _is_zero(nothing)):
            return []
        if op == "==" and ("is_null" if null else "is_zero") not in self.disabled:
            return [p.Unary("!", value)]
        if op == "!=" and ("isnt_null1" if null else "isnt_zero") not in self.disabled:
            return [value if test else p.Tested(value)]
        return []

    def _negation(self, argument: p.Pattern) -> list[p.Pattern]:
        if is_pointer(argument) and "not_ptr1" not in self.disabled:
            null = p.Ident("NULL")
            return [p.Binary("==", argument, null), p.Binary("==", null, argument)]
        if is_int(argument) and "not_int1" not in self.disabled:
            zero = p.Literal("0")
            return [p.Binary("==", argument, zero), p.Binary("==", zero, argument)]
        return []

    def _tested(self, pattern: p.Meta) -> list[p.Pattern]:
        if is_pointer(pattern) and "not_ptr2" not in self.disabled:
            null = p.Ident("NULL")
            return [p.Binary("!=", pattern, null), p.Binary("!=", null, pattern)]
        if is_int(pattern) and "not_int2" not in self.disabled:
            zero = p.Literal("0")
            return [p.Binary("!=", pattern, zero), p.Binary("!=", zero, pattern)]
        return []

    def _hint(self, pattern: p.Call) -> list[p.Pattern]:
        """Return the other ways to write a call of likely() or unlikely()."""
        function = pattern.function
        if not isinstance(function, p.Ident) or function.positions or len(pattern.arguments) != 1:
            return []
        if function.name not in ("likely", "unlikely") or "unlikely" in self.disabled:
            return []
        other = "likely" if function.name == "unlikely" else "unlikely"
        return [p.Call(p.Ident(other), pattern.arguments), pattern.arguments[0]]

    def _sizeof(self, pattern: p.Sizeof, type_: p.TypePattern) -> list[p.Pattern]:
        """Return that `sizeof(T)` also stands for the size of an expression of that type."""
        if "sizeof_type_expr" in self.disabled or not _is_bare_type(type_) or type_.pointers:
            return []
        return [replace(pattern, argument=p.OfType(type_))]


def choice(parts: list[p.Pattern]) -> p.Pattern:
    """Return a disjunction of `parts`, or the only one of them."""
    return parts[0] if len(parts) == 1 else p.Disj(tuple(parts))


def negation(test: p.Pattern) -> p.Pattern:
    """Return the opposite of a test, pushed inwards as spatch does."""
    if isinstance(test, p.Binary) and test.op in ("==", "!="):
        return p.Binary("!=" if test.op == "==" else "==", test.left, test.right, test.positions)
    if isinstance(test, p.Unary) and test.op == "!":
        return test.argument
    return p.Unary("!", test)


def _is_bare_type(pattern: p.Pattern) -> bool:
    return isinstance(pattern, p.TypePattern) and pattern.base is not None and not pattern.base.positions


def _is_null(pattern: p.Pattern) -> bool:
    return isinstance(pattern, p.Ident) and pattern.name == "NULL" and not pattern.positions


def _is_zero(pattern: p.Pattern) -> bool:
    return isinstance(pattern, p.Literal) and pattern.text == "0" and not pattern.positions


def _is_constant(pattern: p.Pattern) -> bool:
    if isinstance(pattern, p.Ident):
        return pattern.name.isupper()
    return isinstance(pattern, p.Literal) or (isinstance(pattern, p.Meta) and pattern.var.kind == "constant")


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
        p.Update("++", base, prefix=False),
        p.Update("++", base, prefix=True),
        p.Assign("+=", base, one),
    )
    if base.positions:  # spatch has two places for the one position in `i = i + 1`, and so no match
        return written_once
    return (*written_once, p.Assign("=", base, p.Binary("+", base, one)))
