"""Lays an expression pattern on an expression of C."""

from __future__ import annotations

from collections.abc import Callable

from gupcheck.smpl import pattern as p
from gupcheck.smpl.match.bind import Binder
from gupcheck.smpl.match.env import Env, unique
from gupcheck.smpl.match.list import match_arguments, match_initialiser
from gupcheck.smpl.match.render import strip
from gupcheck.smpl.match.scope import type_of
from gupcheck.smpl.match.syntax import (
    IDENTIFIERS,
    TESTED,
    identifier_text,
    is_constant,
    is_expression,
    subexpressions,
    uncast,
    unsigned_part,
)
from gupcheck.smpl.match.type import match_type
from gupcheck.syntax.ast import Node


def _declared(declarator: Node) -> Node | None:
    """Return the identifier that a declarator declares."""
    inner: Node | None = declarator
    while inner is not None and inner.kind not in IDENTIFIERS:
        below = inner.child("declarator")
        inner = below or next((child for child in inner.named_children if "declarator" in child.kind), None)
    return inner


def _token(node: Node, text: str) -> Node | None:
    return next((child for child in node.children if child.text == text), None)


class ExpressionMatcher:
    """Matches expression patterns within one function or declaration, whose types `binder` knows."""

    def __init__(self, binder: Binder) -> None:
        self.binder = binder

    def match(self, pattern: p.Pattern, node: Node, env: Env, *, test: bool = False) -> list[Env]:
        """Return the environments in which `pattern` is the expression `node`, extending `env`.

        `test` tells that `node` stands where only its truth matters.
        """
        self.binder.spend()
        matcher = _MATCHERS.get(type(pattern))
        return unique(matcher(self, pattern, node, env, test)) if matcher else []

    def anywhere(self, pattern: p.Pattern, nodes: list[tuple[Node, bool]], env: Env) -> list[Env]:
        """Return the environments in which `pattern` is one of the expressions `nodes`, each with whether
        only its truth matters."""
        return unique([found for node, test in nodes for found in self.match(pattern, node, env, test=test)])

    # One method for each kind of pattern; `_MATCHERS` below says which.

    def _ident(self, pattern: p.Ident, node: Node, env: Env, test: bool) -> list[Env]:
        if node.kind not in IDENTIFIERS or identifier_text(node) != pattern.name:
            return []
        return self.binder.at(pattern.positions, node, env)

    def _meta(self, pattern: p.Meta, node: Node, env: Env, test: bool) -> list[Env]:
        var = pattern.var
        if var.kind == "identifier" or var.kind in ("function", "iterator", "declarer", "field"):
            if node.kind not in IDENTIFIERS:
                return []
            return self.binder.bind(pattern, node, "identifier", env)
        if var.kind == "type":
            return match_type(self.binder, p.TypePattern("", 0, pattern), node, env)
        if not is_expression(node) or not self._is_kind(var.kind, var.scope, node):
            return []
        typed = self._typed(pattern, node, env) if var.types else env
        return self.binder.bind(pattern, node, "expression", typed) if typed else []

    def _is_kind(self, kind: str, scope: str, node: Node) -> bool:
        if kind == "constant":
            return is_constant(node)
        if kind == "idexpression":
            local = node.text in self.binder.local
            return uncast(node).kind == "identifier" and (not scope or local == (scope == "local"))
        return True

    def _typed(self, pattern: p.Meta, node: Node, env: Env) -> Env | None:
        """Return `env` with type metavariables bound where `node` has one of the pattern's types, else
        None."""
        if pattern.var.kind == "constant":
            wanted = pattern.var.types[0]
            text = node.kind in ("string_literal", "concatenated_string")
            return env if text == (wanted.name == "char" and wanted.pointers == 1) else None
        ctype = type_of(self.binder.scope, node)
        return self.binder.type_fits(pattern.var.types, ctype, env)

    def _literal(self, pattern: p.Literal, node: Node, env: Env, test: bool) -> list[Env]:
        if node.kind not in ("number_literal", "char_literal", "string_literal"):
            return []
        text = node.text or self.binder.text(node)
        if text != pattern.text and not self._same_number(text, pattern.text):
            return []
        return self.binder.at(pattern.positions, node, env)

    @staticmethod
    def _same_number(left: str, right: str) -> bool:
        try:
            return int(left, 0) == int(right, 0)
        except ValueError:
            return False

    def _call(self, pattern: p.Call, node: Node, env: Env, test: bool) -> list[Env]:
        function, arguments = node.child("function"), node.child("arguments")
        if node.kind != "call_expression" or function is None or arguments is None:
            return []
        bound = self.binder.positions(pattern.positions, node.end - 1, node.end, env)
        envs = self.match(pattern.function, function, bound) if bound else []
        return unique(
            [
                e
                for bound in envs
                for e in match_arguments(self, pattern.arguments, arguments.named_children, bound)
            ]
        )

    def _field(self, pattern: p.Field, node: Node, env: Env, test: bool) -> list[Env]:
        base, name, op = node.child("argument"), node.child("field"), node.child("operator")
        if (
            node.kind != "field_expression"
            or base is None
            or name is None
            or op is None
            or op.text != pattern.op
        ):
            return []
        return unique(
            [
                found
                for bound in self.match(pattern.base, base, env)
                for found in self.match(pattern.name, name, bound)
            ]
        )

    def _index(self, pattern: p.Index, node: Node, env: Env, test: bool) -> list[Env]:
        base, index = node.child("argument"), node.child("index")
        if node.kind != "subscript_expression" or base is None or index is None:
            return []
        envs = self.match(pattern.base, base, env)
        if isinstance(pattern.index, p.Dots):
            return envs
        return unique([found for bound in envs for found in self.match(pattern.index, index, bound)])

    def _unary(self, pattern: p.Unary, node: Node, env: Env, test: bool) -> list[Env]:
        if node.kind == "number_literal" and pattern.op in "+-" and node.text[:1] == pattern.op:
            return self.match(pattern.argument, unsigned_part(node), env)
        operator, argument = node.child("operator"), node.child("argument")
        if (
            node.kind not in ("unary_expression", "pointer_expression")
            or operator is None
            or argument is None
        ):
            return []
        if operator.text != pattern.op:
            return []
        envs = self.binder.at(pattern.positions, operator, env)
        return unique(
            [
                e
                for bound in envs
                for e in self.match(pattern.argument, argument, bound, test=pattern.op == "!")
            ]
        )

    def _update(self, pattern: p.Update, node: Node, env: Env, test: bool) -> list[Env]:
        operator, argument = node.child("operator"), node.child("argument")
        if (
            node.kind != "update_expression"
            or operator is None
            or argument is None
            or operator.text != pattern.op
        ):
            return []
        if pattern.prefix != (operator.start < argument.start):
            return []
        envs = self.binder.at(pattern.positions, operator, env)
        return unique([found for bound in envs for found in self.match(pattern.argument, argument, bound)])

    def _binary(self, pattern: p.Binary | p.Assign, node: Node, env: Env, test: bool) -> list[Env]:
        if isinstance(pattern, p.Binary) and isinstance(pattern.right, p.Dots):
            return self._nested(pattern.left, str(pattern.op), node, env, test)
        if isinstance(pattern, p.Binary) and isinstance(pattern.left, p.Dots):
            return self._nested(pattern.right, str(pattern.op), node, env, test)
        kind = "assignment_expression" if isinstance(pattern, p.Assign) else "binary_expression"
        left, right, operator = node.child("left"), node.child("right"), node.child("operator")
        if kind == "assignment_expression" and node.kind == "init_declarator":
            # `X = Y` also stands for `type X = Y`
            left, right, operator = _declared(node), node.child("value"), _token(node, "=")
        elif node.kind != kind:
            return []
        if left is None or right is None or operator is None:
            return []
        envs = self.binder.operator(pattern.op, operator, env)
        envs = [e for bound in envs for e in self.binder.at(pattern.positions, operator, bound)]
        tested = operator.text in TESTED
        envs = [e for bound in envs for e in self.match(pattern.left, left, bound, test=tested)]
        if isinstance(pattern.right, p.InitList):
            return unique(
                [found for bound in envs for found in match_initialiser(self, pattern.right, right, bound)]
            )
        return unique(
            [found for bound in envs for found in self.match(pattern.right, right, bound, test=tested)]
        )

    def _nested(self, pattern: p.Pattern, op: str, node: Node, env: Env, test: bool) -> list[Env]:
        """Match `a || ...`: `pattern` is the whole expression, or an operand of it or of its left operand ...

        `&&` and `||` ask for an expression of which only the truth matters.
        """
        found: list[Env] = []
        current: Node | None = node
        while current is not None:
            if test or op not in TESTED:
                found.extend(self.match(pattern, current, env, test=test))
            operator, left, right = current.child("operator"), current.child("left"), current.child("right")
            if (
                current.kind != "binary_expression"
                or operator is None
                or operator.text != op
                or right is None
            ):
                break
            found.extend(self.match(pattern, right, env, test=op in TESTED))
            current, test = left, op in TESTED
        return unique(found)

    def _ternary(self, pattern: p.Ternary, node: Node, env: Env, test: bool) -> list[Env]:
        condition, yes, no = node.child("condition"), node.child("consequence"), node.child("alternative")
        if node.kind != "conditional_expression" or condition is None or no is None:
            return []
        if (yes is None) != (pattern.yes is None):
            return []
        envs = self.match(pattern.test, condition, env, test=True)
        if pattern.yes is not None and yes is not None:
            envs = [found for bound in envs for found in self.match(pattern.yes, yes, bound)]
        return unique([found for bound in envs for found in self.match(pattern.no, no, bound)])

    def _cast(self, pattern: p.Cast, node: Node, env: Env, test: bool) -> list[Env]:
        type_, value = node.child("type"), node.child("value")
        if node.kind != "cast_expression" or type_ is None or value is None:
            return []
        closing = next((child for child in node.children if child.kind == ")"), node)
        envs = [
            found
            for bound in self.binder.at(pattern.positions, closing, env)
            for found in match_type(self.binder, pattern.type, type_, bound)
        ]
        return unique([found for bound in envs for found in self.match(pattern.value, value, bound)])

    def _compound_literal(self, pattern: p.CompoundLiteral, node: Node, env: Env, test: bool) -> list[Env]:
        type_, values = node.child("type"), node.child("value")
        if node.kind != "compound_literal_expression" or type_ is None or values is None:
            return []
        if not isinstance(pattern.values, p.InitList):
            return []
        closing = next((child for child in node.children if child.kind == ")"), node)
        envs = [
            found
            for bound in self.binder.at(pattern.positions, closing, env)
            for found in match_type(self.binder, pattern.type, type_, bound)
        ]
        return unique(
            [found for bound in envs for found in match_initialiser(self, pattern.values, values, bound)]
        )

    def _sizeof(self, pattern: p.Sizeof, node: Node, env: Env, test: bool) -> list[Env]:
        if node.kind != "sizeof_expression":
            return []
        keyword = node.children[0]
        type_, value = node.child("type"), node.child("value")
        found: list[Env] = []
        closed = self.binder.positions(pattern.closing, node.end - 1, node.end, env)
        for bound in self.binder.at(pattern.positions, keyword, closed) if closed else []:
            found.extend(self._sizeof_argument(pattern.argument, type_, value, bound))
        return unique(found)

    def _sizeof_argument(
        self, pattern: p.Pattern, type_: Node | None, value: Node | None, env: Env
    ) -> list[Env]:
        if isinstance(pattern, p.TypePattern):
            if type_ is None and value is not None:
                inner = strip(value)
                type_ = inner if inner is not value and self.binder.scope.is_type_name(inner.text) else None
            return match_type(self.binder, pattern, type_, env) if type_ is not None else []
        if value is None:
            return []
        if isinstance(pattern, p.OfType) and isinstance(pattern.type, p.TypePattern):
            bound = self.binder.type_of_expression(pattern.type, type_of(self.binder.scope, value), env)
            return [bound] if bound else []
        return self.match(pattern, value, env)

    def _paren(self, pattern: p.Paren, node: Node, env: Env, test: bool) -> list[Env]:
        inner = [child for child in node.children if child.named]
        if node.kind != "parenthesized_expression" or len(inner) != 1:
            return []
        bound = self.binder.positions(pattern.positions, node.end - 1, node.end, env)
        return self.match(pattern.inner, inner[0], bound, test=test) if bound else []

    def _tested(self, pattern: p.Tested, node: Node, env: Env, test: bool) -> list[Env]:
        return self.match(pattern.inner, node, env, test=True) if test else []

    def _dots(self, pattern: p.Dots, node: Node, env: Env, test: bool) -> list[Env]:
        return [env] if is_expression(node) else []

    def _comma(self, pattern: p.Comma, node: Node, env: Env, test: bool) -> list[Env]:
        left, right = node.child("left"), node.child("right")
        if node.kind != "comma_expression" or left is None or right is None:
            return []
        return unique(
            [
                found
                for bound in self.match(pattern.left, left, env)
                for found in self.match(pattern.right, right, bound)
            ]
        )

    def _disj(self, pattern: p.Disj, node: Node, env: Env, test: bool) -> list[Env]:
        found: list[Env] = []
        for part in pattern.alternatives:
            new = self.match(part, node, env, test=test)
            found += [candidate for candidate in new if not any(old.agrees(candidate) for old in found)]
        return found

    def _conj(self, pattern: p.Conj, node: Node, env: Env, test: bool) -> list[Env]:
        envs = [env]
        for part in pattern.alternatives:
            envs = [found for bound in envs for found in self.match(part, node, bound, test=test)]
        return unique(envs)

    def _nest(self, pattern: p.Nest, node: Node, env: Env, test: bool) -> list[Env]:
        inside = self.anywhere(pattern.inner, subexpressions(node), env)
        return inside if inside or pattern.plus else [env]


_MATCHERS: dict[type[p.Pattern], Callable[..., list[Env]]] = {
    p.Ident: ExpressionMatcher._ident,
    p.Meta: ExpressionMatcher._meta,
    p.Literal: ExpressionMatcher._literal,
    p.Call: ExpressionMatcher._call,
    p.Field: ExpressionMatcher._field,
    p.Index: ExpressionMatcher._index,
    p.Unary: ExpressionMatcher._unary,
    p.Update: ExpressionMatcher._update,
    p.Binary: ExpressionMatcher._binary,
    p.Assign: ExpressionMatcher._binary,
    p.Ternary: ExpressionMatcher._ternary,
    p.Cast: ExpressionMatcher._cast,
    p.CompoundLiteral: ExpressionMatcher._compound_literal,
    p.Sizeof: ExpressionMatcher._sizeof,
    p.Comma: ExpressionMatcher._comma,
    p.Paren: ExpressionMatcher._paren,
    p.Tested: ExpressionMatcher._tested,
    p.Dots: ExpressionMatcher._dots,
    p.Disj: ExpressionMatcher._disj,
    p.Conj: ExpressionMatcher._conj,
    p.Nest: ExpressionMatcher._nest,
}
