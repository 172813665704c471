"""Lays a function definition of a pattern on a function: storage, type, name, parameters, body."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At, Point
from gupcheck.smpl.match.env import Env, unique
from gupcheck.smpl.match.expression import ExpressionMatcher
from gupcheck.smpl.match.type import declared, match_declared
from gupcheck.syntax.ast import Node


def match_header(pattern: p.Function, expressions: ExpressionMatcher, point: Point, env: Env) -> list[Env]:
    """Return the environments in which `point` is the head of a function that `pattern` describes."""
    function = point.syntax
    if point.at is not At.HEADER or function is None:
        return []
    name, parameters = _signature(function)
    if name is None or not _storage_fits(pattern, function):
        return []
    envs = expressions.match(pattern.name, name, env)
    if isinstance(pattern.type, p.TypePattern):
        returned = declared(function, function.child("declarator"))
        if returned is None:
            return []
        envs = [e for one in envs for e in match_declared(expressions.binder, pattern.type, returned, one)]
    return unique(
        [e for bound in envs for e in _match_parameters(pattern.parameters, parameters, expressions, bound)]
    )


def _signature(function: Node) -> tuple[Node | None, tuple[Node, ...]]:
    node = function.child("declarator")
    while node is not None and node.kind != "function_declarator":
        node = node.child("declarator")
    if node is None:
        return None, ()
    parameters = node.child("parameters")
    return node.child("declarator"), parameters.named_children if parameters else ()


def _storage_fits(pattern: p.Function, function: Node) -> bool:
    words = {
        leaf.text
        for child in function.children
        if child.kind == "storage_class_specifier"
        for leaf in child.walk()
    }
    return set(pattern.storage) <= words


def _match_parameters(
    patterns: tuple[p.Pattern, ...], nodes: tuple[Node, ...], expressions: ExpressionMatcher, env: Env
) -> list[Env]:
    if not patterns:
        return [] if nodes else [env]
    first, rest = patterns[0], patterns[1:]
    if isinstance(first, p.Dots) or (isinstance(first, p.Meta) and first.var.kind == "parameter-list"):
        cuts = range(len(nodes) + 1)
        return unique(
            [found for cut in cuts for found in _match_parameters(rest, nodes[cut:], expressions, env)]
        )
    if not nodes:
        return []
    envs = _match_parameter(first, nodes[0], expressions, env)
    return unique(
        [found for bound in envs for found in _match_parameters(rest, nodes[1:], expressions, bound)]
    )


def _match_parameter(pattern: p.Pattern, node: Node, expressions: ExpressionMatcher, env: Env) -> list[Env]:
    if isinstance(pattern, p.Meta):
        return expressions.binder.bind(pattern, node, "parameter", env)
    found = declared(node, node.child("declarator"))
    if not isinstance(pattern, p.Parameter) or not isinstance(pattern.type, p.TypePattern) or found is None:
        return []
    inner = found.inner
    envs = match_declared(expressions.binder, pattern.type, found, env)
    if pattern.name is None:
        return envs if inner is None else []
    return (
        [found for bound in envs for found in expressions.match(pattern.name, inner, bound)] if inner else []
    )
