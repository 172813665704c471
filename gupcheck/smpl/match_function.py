"""Lays a function definition of a pattern on a function: storage, type, name, parameters, body."""

from __future__ import annotations

from gupcheck.flow.graph import Kind
from gupcheck.smpl import pattern as p
from gupcheck.smpl.env import Env, unique
from gupcheck.smpl.match_path import PathMatcher
from gupcheck.smpl.match_type import match_declared
from gupcheck.syntax.ast import Node


def match_function(pattern: p.Function, paths: PathMatcher, function: Node, env: Env) -> list[Env]:
    """Match a function definition: its name, type and parameters, then its body from the opening brace on."""
    name, parameters = _signature(function)
    if name is None or not _storage_fits(pattern, function):
        return []
    envs = paths.expressions.match(pattern.name, name, env)
    base = function.child("type")
    if isinstance(pattern.type, p.TypePattern):
        stars = _stars(function)
        envs = (
            [e for bound in envs for e in match_declared(paths.binder, pattern.type, base, stars, bound)]
            if base
            else []
        )
    envs = [e for bound in envs for e in _match_parameters(pattern.parameters, parameters, paths, bound)]
    opening = next((node for node in paths.cfg.nodes if node.kind is Kind.OPEN), None)
    if opening is None or opening.mate is None:
        return []
    ends = frozenset({opening.mate, paths.cfg.exit.index})
    elements = pattern.body.body.elements
    return unique(
        [e for bound in envs for e in paths.rest(elements, paths.next_of(opening.index), bound, ends, None)]
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


def _stars(function: Node) -> int:
    stars, node = 0, function.child("declarator")
    while node is not None and node.kind == "pointer_declarator":
        stars, node = stars + 1, node.child("declarator")
    return stars


def _match_parameters(
    patterns: tuple[p.Pattern, ...], nodes: tuple[Node, ...], paths: PathMatcher, env: Env
) -> list[Env]:
    if not patterns:
        return [env] if not nodes or _is_void(nodes) else []
    first, rest = patterns[0], patterns[1:]
    if isinstance(first, p.Dots) or (isinstance(first, p.Meta) and first.var.kind == "parameter-list"):
        cuts = range(len(nodes) + 1)
        return unique([found for cut in cuts for found in _match_parameters(rest, nodes[cut:], paths, env)])
    if not nodes:
        return []
    envs = _match_parameter(first, nodes[0], paths, env)
    return unique([found for bound in envs for found in _match_parameters(rest, nodes[1:], paths, bound)])


def _is_void(nodes: tuple[Node, ...]) -> bool:
    return len(nodes) == 1 and nodes[0].child("declarator") is None


def _match_parameter(pattern: p.Pattern, node: Node, paths: PathMatcher, env: Env) -> list[Env]:
    if isinstance(pattern, p.Meta):
        return paths.binder.bind(pattern, node, "parameter", env)
    base = node.child("type")
    if not isinstance(pattern, p.Parameter) or not isinstance(pattern.type, p.TypePattern) or base is None:
        return []
    inner, pointers = node.child("declarator"), 0
    while inner is not None and inner.kind in (
        "pointer_declarator",
        "abstract_pointer_declarator",
        "array_declarator",
    ):
        pointers, inner = pointers + 1, inner.child("declarator")
    envs = match_declared(paths.binder, pattern.type, base, pointers, env)
    if pattern.name is None:
        return envs if inner is None else []
    return (
        [found for bound in envs for found in paths.expressions.match(pattern.name, inner, bound)]
        if inner
        else []
    )
