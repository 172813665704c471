"""Lays one simple statement of a pattern on one node of a control-flow graph."""

from __future__ import annotations

from gupcheck.flow.graph import Cfg, FlowNode, Kind
from gupcheck.smpl import iso
from gupcheck.smpl import pattern as p
from gupcheck.smpl.env import Env, unique
from gupcheck.smpl.match_expression import ExpressionMatcher, subexpressions
from gupcheck.smpl.match_list import match_item
from gupcheck.smpl.match_type import match_declared
from gupcheck.syntax.ast import Node

_JUMPS = {"break": Kind.BREAK, "continue": Kind.CONTINUE, "goto": Kind.GOTO}
_STORAGE = frozenset(("storage_class_specifier",))


class NodeMatcher:
    """Matches statements that are one node each, within one graph."""

    def __init__(self, expressions: ExpressionMatcher, cfg: Cfg) -> None:
        self.expressions = expressions
        self.binder = expressions.binder
        self.cfg = cfg
        self._parts: dict[int, list[Node]] = {}

    def parts(self, node: FlowNode) -> list[Node]:
        """Return the expressions that are evaluated at `node`, outer ones first."""
        if node.index not in self._parts:
            root = (
                node.own if node.own is not None else node.syntax if node.kind is Kind.DECLARATION else None
            )
            self._parts[node.index] = subexpressions(root) if root is not None else []
        return self._parts[node.index]

    def match(self, pattern: p.Pattern, node: FlowNode, env: Env) -> list[Env]:
        """Return the environments in which `pattern`, a simple statement or an expression, matches at
        `node`."""
        if isinstance(pattern, p.Within):
            return self._within(pattern.expression, node, env)
        if isinstance(pattern, p.ExprStatement):
            return self._expression_statement(pattern, node, env)
        if isinstance(pattern, p.Return):
            return self._return(pattern, node, env)
        if isinstance(pattern, p.Declaration):
            return self._declaration(pattern, node, env)
        if isinstance(pattern, p.Jump):
            return self._jump(pattern, node, env)
        if isinstance(pattern, p.Labelled):
            return self._label(pattern, node, env)
        if isinstance(pattern, p.CaseLabel):
            return self._case(pattern, node, env)
        if isinstance(pattern, p.DeclarerCall):
            return self._declarer(pattern, node, env)
        return []

    def _within(self, expression: p.Pattern, node: FlowNode, env: Env) -> list[Env]:
        parts = self.parts(node)
        test = node.kind in (Kind.IF, Kind.WHILE, Kind.DO_TEST, Kind.FOR)
        found = self.expressions.match(expression, parts[0], env, test=True) if test and parts else []
        return unique([*found, *self.expressions.anywhere(expression, parts, env)])

    def _expression_statement(self, pattern: p.ExprStatement, node: FlowNode, env: Env) -> list[Env]:
        if node.kind is not Kind.EXPRESSION or node.own is None or node.syntax is None:
            return []
        if node.syntax.kind != "expression_statement":
            return []
        found = self.expressions.match(pattern.expression, node.own, env)
        for other in iso.increments(pattern.expression, self.binder.disabled):
            found = [*found, *self.expressions.match(other, node.own, env)]
        return unique(found)

    def _return(self, pattern: p.Return, node: FlowNode, env: Env) -> list[Env]:
        if (
            self._falls_off(node)
            and not pattern.positions
            and (pattern.value is None or isinstance(pattern.value, p.Dots))
        ):
            return [env]
        if node.kind is not Kind.RETURN or node.syntax is None:
            return []
        envs = self._keyword(pattern.positions, node.syntax, "return", env)
        if isinstance(pattern.value, p.Dots):
            return envs if node.own is not None or "ret" not in self.binder.disabled else []
        if pattern.value is None or node.own is None:
            return envs if pattern.value is None and node.own is None else []
        return unique(
            [found for bound in envs for found in self.expressions.match(pattern.value, node.own, bound)]
        )

    def _falls_off(self, node: FlowNode) -> bool:
        """Return whether `node` is the last brace of the function, where a void function returns without a
        word."""
        return node.kind is Kind.CLOSE and node.syntax is self.cfg.function.child("body")

    def _keyword(self, positions: tuple[str, ...], syntax: Node, word: str, env: Env) -> list[Env]:
        bound = self.binder.positions(positions, syntax.start, syntax.start + len(word), env)
        return [bound] if bound else []

    def _jump(self, pattern: p.Jump, node: FlowNode, env: Env) -> list[Env]:
        if node.kind is not _JUMPS[pattern.kind] or node.syntax is None:
            return []
        envs = self._keyword(pattern.positions, node.syntax, pattern.kind, env)
        if pattern.label is None or isinstance(pattern.label, p.Dots):
            return envs
        label = node.syntax.child("label")
        return (
            [found for bound in envs for found in self.expressions.match(pattern.label, label, bound)]
            if label
            else []
        )

    def _label(self, pattern: p.Labelled, node: FlowNode, env: Env) -> list[Env]:
        label = node.syntax.child("label") if node.kind is Kind.LABEL and node.syntax else None
        return self.expressions.match(pattern.label, label, env) if label else []

    def _case(self, pattern: p.CaseLabel, node: FlowNode, env: Env) -> list[Env]:
        if node.kind is not Kind.CASE or node.syntax is None:
            return []
        value = node.syntax.child("value")
        if pattern.value is None or value is None:
            both = pattern.value is None and value is None
            return self._keyword(pattern.positions, node.syntax, "default", env) if both else []
        envs = self._keyword(pattern.positions, node.syntax, "case", env)
        return unique(
            [found for bound in envs for found in self.expressions.match(pattern.value, value, bound)]
        )

    def _declaration(self, pattern: p.Declaration, node: FlowNode, env: Env) -> list[Env]:
        if node.kind is not Kind.DECLARATION or node.syntax is None:
            return []
        return self.declaration(pattern, node.syntax, env)

    def declaration(self, pattern: p.Declaration, syntax: Node, env: Env) -> list[Env]:
        """Return the environments in which one declarator of the declaration `syntax` is `pattern`."""
        base = syntax.child("type")
        storage = {
            child.text or self.binder.text(child) for child in syntax.children if child.kind in _STORAGE
        }
        if base is None or not set(pattern.storage) <= storage or not isinstance(pattern.type, p.TypePattern):
            return []
        found: list[Env] = []
        for child in syntax.children:
            if child.field == "declarator":
                found.extend(self._declarator(pattern, pattern.type, base, child, env))
        return unique(found)

    def _declarator(
        self, pattern: p.Declaration, type_: p.TypePattern, base: Node, node: Node, env: Env
    ) -> list[Env]:
        value = node.child("value") if node.kind == "init_declarator" else None
        if (pattern.value is None) != (value is None) and not (
            isinstance(pattern.value, p.Dots) or pattern.value is None
        ):
            return []
        if pattern.value is None and value is not None and "decl_init" in self.binder.disabled:
            return []
        inner: Node | None = node.child("declarator") if node.kind == "init_declarator" else node
        pointers, arrays = 0, 0
        while inner is not None and inner.kind in ("pointer_declarator", "array_declarator"):
            pointers += inner.kind == "pointer_declarator"
            arrays += inner.kind == "array_declarator"
            inner = inner.child("declarator")
        if (
            inner is None
            or inner.kind not in ("identifier", "field_identifier")
            or arrays != len(pattern.array)
        ):
            return []
        envs = match_declared(self.binder, type_, base, pointers, env)
        envs = [found for bound in envs for found in self.expressions.match(pattern.name, inner, bound)]
        if pattern.value is None or isinstance(pattern.value, p.Dots) or value is None:
            return envs
        return unique(
            [found for bound in envs for found in match_item(self.expressions, pattern.value, value, bound)]
        )

    def _declarer(self, pattern: p.DeclarerCall, node: FlowNode, env: Env) -> list[Env]:
        if node.own is None:
            return []
        return self.expressions.match(p.Call(pattern.name, pattern.arguments), node.own, env)
