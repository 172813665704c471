"""Lays a declaration of a pattern on a declaration of C."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.env import Env, unique
from gupcheck.smpl.graph import At, Point
from gupcheck.smpl.match_expression import ExpressionMatcher
from gupcheck.smpl.match_list import match_item
from gupcheck.smpl.match_type import declared, match_declared
from gupcheck.syntax.ast import Node


def match_declaration(
    pattern: p.Declaration | p.DeclarerCall, expressions: ExpressionMatcher, point: Point, env: Env
) -> list[Env]:
    """Return the environments in which `pattern` is the declaration, or the declarer's call, at `point`."""
    syntax = point.syntax
    if isinstance(pattern, p.DeclarerCall):
        call = next((child for child in syntax.children if child.named), None) if syntax else None
        if call is None or point.at not in (At.EXPRESSION, At.DECLARATION):
            return []
        return expressions.match(p.Call(pattern.name, pattern.arguments), call, env)
    if point.at is not At.DECLARATION or syntax is None or syntax.kind != "declaration":
        return []
    storage = {
        child.text or expressions.binder.text(child)
        for child in syntax.children
        if child.kind == "storage_class_specifier"
    }
    if not set(pattern.storage) <= storage or not isinstance(pattern.type, p.TypePattern):
        return []
    found: list[Env] = []
    for child in syntax.children:
        if child.field == "declarator":
            found.extend(_declarator(expressions, pattern, pattern.type, syntax, child, env))
    return unique(found)


def _declarator(
    expressions: ExpressionMatcher,
    pattern: p.Declaration,
    type_: p.TypePattern,
    syntax: Node,
    node: Node,
    env: Env,
) -> list[Env]:
    value = node.child("value") if node.kind == "init_declarator" else None
    if pattern.value is None and value is not None and "decl_init" in expressions.binder.disabled:
        return []
    if value is None and pattern.value is not None and not isinstance(pattern.value, p.Dots):
        return []
    type_of = declared(syntax, node.child("declarator") if node.kind == "init_declarator" else node)
    inner = type_of.inner if type_of else None
    if type_of is None or inner is None or inner.kind != "identifier" or type_of.arrays != len(pattern.array):
        return []
    envs = match_declared(expressions.binder, type_, type_of, env)
    envs = [found for bound in envs for found in expressions.match(pattern.name, inner, bound)]
    if pattern.value is None or isinstance(pattern.value, p.Dots) or value is None:
        return envs
    return unique([found for bound in envs for found in match_item(expressions, pattern.value, value, bound)])
