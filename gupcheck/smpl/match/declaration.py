"""Lays a declaration of a pattern on a declaration of C."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At, Point
from gupcheck.smpl.match.env import Env, unique
from gupcheck.smpl.match.expression import ExpressionMatcher
from gupcheck.smpl.match.list import match_item
from gupcheck.smpl.match.type import declared, match_declared, match_whole_type
from gupcheck.syntax.ast import Node


def match_declaration(
    pattern: p.Declaration | p.DeclarerCall, expressions: ExpressionMatcher, point: Point, env: Env
) -> list[Env]:
    """Return the environments in which `pattern` is the declaration, or the declarer's call, at `point`."""
    syntax = point.syntax
    if isinstance(pattern, p.DeclarerCall):
        return _match_declarer(pattern, expressions, point, env)
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


def _match_declarer(
    pattern: p.DeclarerCall, expressions: ExpressionMatcher, point: Point, env: Env
) -> list[Env]:
    """Return the environments in which a declarer's call stands at `point`.

    In a function a call is a declarer's where the rule names it; a metavariable asks for a storage class
    beside it.
    """
    syntax = point.syntax
    if syntax is None or point.at not in (At.EXPRESSION, At.DECLARATION):
        return []
    if point.at is At.EXPRESSION and isinstance(pattern.name, p.Meta):
        return []
    if syntax.kind == "declaration":
        # The parser takes `static D(x)` for a variable x of type D, in parentheses.
        type_, around = syntax.child("type"), syntax.child("declarator")
        inner = around.named_children if around and around.kind == "parenthesized_declarator" else ()
        if type_ is None or len(inner) != 1 or len(pattern.arguments) != 1:
            return []
        name = Node("identifier", type_.start, type_.end, text=type_.text)
        envs = expressions.match(pattern.name, name, env)
        return unique(
            [e for bound in envs for e in match_item(expressions, pattern.arguments[0], inner[0], bound)]
        )
    call = next((child for child in syntax.children if child.named), None)
    return expressions.match(p.Call(pattern.name, pattern.arguments), call, env) if call else []


def _declarator(
    expressions: ExpressionMatcher,
    pattern: p.Declaration,
    type_: p.TypePattern,
    syntax: Node,
    node: Node,
    env: Env,
) -> list[Env]:
    value = node.child("value") if node.kind == "init_declarator" else None
    if (pattern.value is None) != (value is None):
        return []
    declarator = node.child("declarator") if node.kind == "init_declarator" else node
    found = declared(syntax, declarator)
    if found is None or declarator is None:
        return []
    if type_.base is not None and not type_.pointers and not pattern.array:
        name = _name_in(declarator)
        envs = match_whole_type(expressions.binder, type_, found, declarator, name, env) if name else []
    else:
        name = found.inner if found.inner is not None and found.inner.kind == "identifier" else None
        envs = match_declared(expressions.binder, type_, found, env) if name else []
        envs = [e for bound in envs for e in _sizes(expressions, pattern.array, declarator, bound)]
    if name is None:
        return []
    envs = [e for bound in envs for e in expressions.match(pattern.name, name, bound)]
    if value is None or pattern.value is None:
        return unique(envs)
    equals = next((child for child in node.children if child.kind == "="), node)
    envs = [e for bound in envs for e in expressions.binder.at(pattern.positions, equals, bound)]
    if isinstance(pattern.value, p.Dots):
        return unique(envs)
    return unique([e for bound in envs for e in match_item(expressions, pattern.value, value, bound)])


def _name_in(declarator: Node) -> Node | None:
    """Return the identifier that a declarator declares, inside of whatever stands around it."""
    node: Node | None = declarator
    while node is not None and node.kind != "identifier":
        below = node.child("declarator")
        node = below or next((child for child in node.named_children if "declarator" in child.kind), None)
    return node


def _sizes(
    expressions: ExpressionMatcher, patterns: tuple[p.Pattern, ...], declarator: Node, env: Env
) -> list[Env]:
    """Return the environments in which the brackets of a declarator hold what the pattern's do."""
    sizes: list[Node | None] = []
    node: Node | None = declarator
    while node is not None:
        if node.kind == "array_declarator":
            sizes.append(node.child("size"))
        node = node.child("declarator")
    if len(sizes) != len(patterns):
        return []
    envs = [env]
    for pattern, size in zip(patterns, reversed(sizes), strict=True):
        if isinstance(pattern, p.Sequence):
            envs = envs if size is None else []
        elif not isinstance(pattern, p.Dots) or size is None:
            envs = [e for bound in envs for e in expressions.match(pattern, size, bound)] if size else []
    return envs
