"""Lays an expression pattern on an expression of C."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gupcheck.smpl import iso
from gupcheck.smpl import pattern as p
from gupcheck.smpl.bind import Binder
from gupcheck.smpl.env import Env, unique
from gupcheck.smpl.match_list import has_block, match_arguments, match_initialiser
from gupcheck.smpl.match_type import match_type
from gupcheck.smpl.types import type_of
from gupcheck.syntax.ast import Node

IDENTIFIERS = frozenset(
    ("identifier", "field_identifier", "type_identifier", "statement_identifier", "null", "true", "false")
)
_EXPRESSION_KINDS = IDENTIFIERS | frozenset(
    (
        "number_literal", "char_literal", "string_literal", "concatenated_string", "call_expression",
        "field_expression", "subscript_expression", "pointer_expression", "unary_expression",
        "binary_expression", "assignment_expression", "update_expression", "conditional_expression",
        "cast_expression", "sizeof_expression", "parenthesized_expression", "comma_expression",
        "compound_literal_expression",
        "offsetof_expression", "alignof_expression", "generic_expression",
    )
)  # fmt: skip
_TESTED = frozenset(("!", "&&", "||"))


def is_expression(node: Node) -> bool:
    """Return whether `node` is an expression of C."""
    return node.kind in _EXPRESSION_KINDS


def identifier_text(node: Node) -> str:
    """Return the word that an identifier is; NULL is a token of its own inside of its node."""
    return node.text or (node.children[0].text if node.children else "")


def subexpressions(node: Node) -> list[Node]:
    """Return `node` and the expressions below it, parents first; a declarator with a value is an assignment.

    The insides of type names are left out, and an argument that holds a statement expression, as in spatch.
    """
    found: list[Node] = []
    blocks = any(part.kind == "compound_statement" for part in node.walk())
    stack = [node]
    while stack:
        current = stack.pop()
        if current.kind == "type_descriptor":
            continue
        if current.kind in _EXPRESSION_KINDS or current.kind == "init_declarator":
            found.append(current)
        below: Iterable[Node] = current.children
        if blocks and current.kind == "argument_list":
            below = [child for child in current.children if not has_block(child)]
        stack.extend(reversed(tuple(below)))
    return found


def _declared(declarator: Node) -> Node | None:
    """Return the identifier that a declarator declares."""
    inner: Node | None = declarator
    while inner is not None and inner.kind not in IDENTIFIERS:
        below = inner.child("declarator")
        inner = below or next((child for child in inner.named_children if "declarator" in child.kind), None)
    return inner


def _token(node: Node, text: str) -> Node | None:
    return next((child for child in node.children if child.text == text), None)


def _has_dots(pattern: p.Binary) -> bool:
    left = isinstance(pattern.left, p.Binary) and pattern.left.op == pattern.op and _has_dots(pattern.left)
    return left or isinstance(pattern.right, p.Dots)


def _operands(pattern: p.Pattern, op: str) -> list[p.Pattern]:
    """Return the operands of a chain of `op` in a pattern, dots left out."""
    if isinstance(pattern, p.Binary) and pattern.op == op:
        return [*_operands(pattern.left, op), *_operands(pattern.right, op)]
    return [] if isinstance(pattern, p.Dots) else [pattern]


def _links(node: Node, op: str) -> list[Node]:
    """Return the operands of a chain of `op` in C; another expression is a chain of one."""
    operator, left, right = node.child("operator"), node.child("left"), node.child("right")
    if node.kind == "binary_expression" and operator and operator.text == op and left and right:
        return [*_links(left, op), right]
    return [node]


class ExpressionMatcher:
    """Matches expression patterns within one function or declaration, whose types `binder` knows."""

    def __init__(self, binder: Binder) -> None:
        self.binder = binder
        self._alternatives: dict[tuple[int, bool], tuple[p.Pattern, ...]] = {}

    def match(self, pattern: p.Pattern, node: Node, env: Env, *, test: bool = False) -> list[Env]:
        """Return the environments in which `pattern` is the expression `node`, extending `env`.

        `test` tells that `node` stands where only its truth matters.
        """
        self.binder.spend()
        matcher = _MATCHERS.get(type(pattern))
        found = matcher(self, pattern, node, env, test) if matcher else []
        for other in self.alternatives(pattern, test):
            found = [*found, *self.match(other, node, env, test=test and not isinstance(other, p.Unary))]
        return unique(found) if len(found) > 1 else found

    def alternatives(self, pattern: p.Pattern, test: bool) -> tuple[p.Pattern, ...]:
        """Return the patterns that isomorphisms make of `pattern`, each form once."""
        key = (id(pattern), test)
        if key not in self._alternatives:
            # Alternatives of alternatives are only sought where the first rewriting is no swap back.
            self._alternatives[key] = iso.alternatives(pattern, self.binder.disabled, test=test)
            for other in self._alternatives[key]:
                self._alternatives[id(other), test] = ()
                self._alternatives[id(other), False] = ()
        return self._alternatives[key]

    def anywhere(self, pattern: p.Pattern, nodes: list[Node], env: Env) -> list[Env]:
        """Return the environments in which `pattern` is one of the expressions `nodes`."""
        return unique([found for node in nodes for found in self.match(pattern, node, env)])

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
            return node.kind in (
                "number_literal",
                "char_literal",
                "string_literal",
                "concatenated_string",
            ) or (node.kind in ("identifier", "null") and node.text.isupper())
        if kind == "idexpression":
            local = node.text in self.binder.local
            return node.kind == "identifier" and (not scope or local == (scope == "local"))
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
            return int(left.rstrip("uUlL"), 0) == int(right.rstrip("uUlL"), 0)
        except ValueError:
            return False

    def _call(self, pattern: p.Call, node: Node, env: Env, test: bool) -> list[Env]:
        function, arguments = node.child("function"), node.child("arguments")
        if node.kind != "call_expression" or function is None or arguments is None:
            return []
        envs = self.match(pattern.function, function, env)
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
            bare = Node("number_literal", node.start + 1, node.end, text=node.text[1:].lstrip())
            return self.match(pattern.argument, bare, env)
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
        if isinstance(pattern, p.Binary) and _has_dots(pattern):
            return self._chain(_operands(pattern, str(pattern.op)), _links(node, str(pattern.op)), env, test)
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
        tested = operator.text in _TESTED
        envs = [e for bound in envs for e in self.match(pattern.left, left, bound, test=tested)]
        if isinstance(pattern.right, p.InitList):
            return unique(
                [found for bound in envs for found in match_initialiser(self, pattern.right, right, bound)]
            )
        return unique(
            [found for bound in envs for found in self.match(pattern.right, right, bound, test=tested)]
        )

    def _chain(self, patterns: list[p.Pattern], nodes: list[Node], env: Env, test: bool) -> list[Env]:
        """Match `a || ...`: the patterns are some of the operands, in their order; dots stand for the
        others."""
        if not patterns:
            return [env]
        found: list[Env] = []
        for number, node in enumerate(nodes):
            for bound in self.match(patterns[0], node, env, test=test):
                found.extend(self._chain(patterns[1:], nodes[number + 1 :], bound, test))
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
        envs = match_type(self.binder, pattern.type, type_, env)
        return unique([found for bound in envs for found in self.match(pattern.value, value, bound)])

    def _sizeof(self, pattern: p.Sizeof, node: Node, env: Env, test: bool) -> list[Env]:
        if node.kind != "sizeof_expression":
            return []
        keyword = node.children[0]
        type_, value = node.child("type"), node.child("value")
        found: list[Env] = []
        for bound in self.binder.at(pattern.positions, keyword, env):
            found.extend(self._sizeof_argument(pattern.argument, type_, value, bound))
        return unique(found)

    def _sizeof_argument(
        self, pattern: p.Pattern, type_: Node | None, value: Node | None, env: Env
    ) -> list[Env]:
        if not isinstance(pattern, p.TypePattern):
            return self.match(pattern, value, env) if value else []
        if type_ is not None:
            return match_type(self.binder, pattern, type_, env)
        if value is None or "sizeof_type_expr" in self.binder.disabled:
            return []
        bound = self.binder.type_of_expression(pattern, type_of(self.binder.scope, value), env)
        return [bound] if bound else []

    def _paren(self, pattern: p.Paren, node: Node, env: Env, test: bool) -> list[Env]:
        """Match `(E)`, which also stands for `E`; the other way round parentheses count, as in spatch."""
        found: list[Env] = []
        inner = [child for child in node.children if child.named]
        if node.kind == "parenthesized_expression" and len(inner) == 1:
            found = self.match(pattern.inner, inner[0], env, test=test)
        if "paren" not in self.binder.disabled:
            found = [*found, *self.match(pattern.inner, node, env, test=test)]
        return unique(found)

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
    p.Sizeof: ExpressionMatcher._sizeof,
    p.Comma: ExpressionMatcher._comma,
    p.Paren: ExpressionMatcher._paren,
    p.Disj: ExpressionMatcher._disj,
    p.Conj: ExpressionMatcher._conj,
    p.Nest: ExpressionMatcher._nest,
}
