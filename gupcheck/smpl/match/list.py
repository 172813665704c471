"""Lays lists of patterns on lists of C: arguments with dots and list metavariables, braced initialisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gupcheck.smpl import pattern as p
from gupcheck.smpl.match.env import Env, Value, unique
from gupcheck.smpl.match.render import canonical, render
from gupcheck.smpl.match.syntax import has_block
from gupcheck.smpl.match.type import match_type
from gupcheck.syntax.ast import Node

if TYPE_CHECKING:
    from gupcheck.smpl.match.expression import ExpressionMatcher


def match_arguments(
    matcher: ExpressionMatcher, patterns: tuple[p.Pattern, ...], nodes: tuple[Node, ...], env: Env
) -> list[Env]:
    """Return the environments in which `patterns`, which may hold dots, are the list `nodes`."""
    matcher.binder.spend(1 + len(nodes))
    if not patterns:
        return [] if nodes else [env]
    first, rest = patterns[0], patterns[1:]
    if isinstance(first, p.Dots):
        if not rest:
            return [env]
        return unique(
            [
                found
                for cut in range(len(nodes) + 1)
                for found in match_arguments(matcher, rest, nodes[cut:], env)
            ]
        )
    if isinstance(first, p.Meta) and first.var.kind.endswith("-list"):
        return _list_meta(matcher, first, rest, nodes, env)
    if isinstance(first, p.Disj) and any(isinstance(part, p.Dots) for part in first.alternatives):
        return unique(
            [e for part in first.alternatives for e in match_arguments(matcher, (part, *rest), nodes, env)]
        )
    if not nodes:
        return []
    return unique(
        [
            e
            for bound in match_item(matcher, first, nodes[0], env)
            for e in match_arguments(matcher, rest, nodes[1:], bound)
        ]
    )


def _list_meta(
    matcher: ExpressionMatcher, first: p.Meta, rest: tuple[p.Pattern, ...], nodes: tuple[Node, ...], env: Env
) -> list[Env]:
    found: list[Env] = []
    for cut in range(len(nodes) + 1):
        part = nodes[:cut]
        matcher.binder.spend(2 * cut)
        value = Value(
            "list",
            " , ".join(canonical(node) for node in part),
            part[0] if part else None,
            part[0].start if part else 0,
            part[-1].end if part else 0,
            " , ".join(render(node) for node in part),
            items=tuple(render(node) for node in part),
        )
        bound = env.bind(first.var.name, value) if matcher.binder.allowed(first.var, value, env) else None
        if bound and first.var.length:
            bound = matcher.binder.length(first.var.length, cut, bound)
        if bound and part:
            bound = matcher.binder.positions(first.positions, part[0].start, part[-1].end, bound)
        if bound:
            found.extend(match_arguments(matcher, rest, nodes[cut:], bound))
    return found


def match_item(matcher: ExpressionMatcher, pattern: p.Pattern, node: Node, env: Env) -> list[Env]:
    """Return the environments in which `pattern` is the argument or list item `node`, a type perhaps."""
    if isinstance(pattern, p.TypePattern):
        return match_type(matcher.binder, pattern, node, env)
    if isinstance(pattern, p.InitList):
        return match_initialiser(matcher, pattern, node, env)
    if isinstance(pattern, p.Designated):
        return _designated(matcher, pattern, node, env)
    return [] if has_block(node) else matcher.match(pattern, node, env)


def match_initialiser(matcher: ExpressionMatcher, pattern: p.InitList, node: Node, env: Env) -> list[Env]:
    """Return the environments in which `pattern` is the braced initialiser `node`.

    Designated items match in any order, and those that the pattern does not name are allowed, as in
    spatch.
    """
    if node.kind != "initializer_list":
        return []
    nodes = node.named_children
    if not pattern.items:
        return [env] if all(child.kind == "initializer_pair" for child in nodes) else []
    if not any(isinstance(item, p.Designated) for item in pattern.items):
        return match_arguments(matcher, pattern.items, nodes, env)
    envs = [env]
    for item in pattern.items:
        if isinstance(item, p.Designated):
            envs = unique(
                [
                    found
                    for bound in envs
                    for child in nodes
                    for found in _designated(matcher, item, child, bound)
                ]
            )
    return envs


def _designated(matcher: ExpressionMatcher, pattern: p.Pattern, node: Node, env: Env) -> list[Env]:
    if not isinstance(pattern, p.Designated) or node.kind != "initializer_pair":
        return []
    designator = next((child for child in node.children if child.kind == "field_designator"), None)
    value = node.child("value")
    name = next((part for part in designator.children if part.named), None) if designator else None
    if name is None or value is None:
        return []
    envs = matcher.match(pattern.name, name, env)
    if isinstance(pattern.value, p.Dots):
        return envs
    return unique([found for bound in envs for found in match_item(matcher, pattern.value, value, bound)])
