"""Lays the head of a compound statement of a pattern on a node: its keyword and its test."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At, Point
from gupcheck.smpl.match.env import Env, unique
from gupcheck.smpl.match.expression import ExpressionMatcher
from gupcheck.smpl.match.list import match_arguments
from gupcheck.smpl.match.render import strip
from gupcheck.syntax.ast import Node

_LOOPS = {"while": At.WHILE, "do": At.DO, "for": At.FOR}


def match_head(
    pattern: p.Pattern | None, expressions: ExpressionMatcher, point: Point, env: Env
) -> list[Env]:
    """Return the environments in which `point` is the head of `pattern`."""
    if point.syntax is None:
        return []
    if isinstance(pattern, p.If) and point.at is At.IF and point.own is not None:
        envs = _keyword(expressions, pattern.positions, point.syntax, "if", env)
        test = point.syntax.child("condition")
        end = test.end if test else 0
        bounds = [expressions.binder.positions(pattern.closing, end - 1, end, one) for one in envs]
        envs = [one for one in bounds if one is not None]
        return _test(expressions, pattern.test, point.own, envs)
    if isinstance(pattern, p.Switch) and point.at is At.SWITCH and point.own is not None:
        envs = _keyword(expressions, pattern.positions, point.syntax, "switch", env)
        return _test(expressions, pattern.value, point.own, envs)
    if isinstance(pattern, p.Loop) and point.at is _LOOPS[pattern.kind]:
        return _loop(pattern, expressions, point, point.syntax, env)
    if isinstance(pattern, p.IteratorLoop) and point.at is At.ITERATOR:
        return _iterator(pattern, expressions, point.syntax, env)
    return []


def match_tail(
    pattern: p.Pattern | None, expressions: ExpressionMatcher, point: Point, env: Env
) -> list[Env]:
    """Return the environments in which `point` is the test at the end of a do-while loop."""
    if not isinstance(pattern, p.Loop) or point.at is not At.DO_TEST or point.own is None:
        return []
    return _test(expressions, pattern.test, point.own, [env])


def _keyword(
    expressions: ExpressionMatcher, positions: tuple[str, ...], syntax: Node, word: str, env: Env
) -> list[Env]:
    bound = expressions.binder.positions(positions, syntax.start, syntax.start + len(word), env)
    return [bound] if bound else []


def _test(
    expressions: ExpressionMatcher, pattern: p.Pattern | None, node: Node, envs: list[Env]
) -> list[Env]:
    if pattern is None or isinstance(pattern, p.Dots):
        return envs
    return unique([found for env in envs for found in expressions.match(pattern, node, env, test=True)])


def _loop(pattern: p.Loop, expressions: ExpressionMatcher, point: Point, syntax: Node, env: Env) -> list[Env]:
    envs = _keyword(expressions, pattern.positions, syntax, pattern.kind, env)
    if pattern.kind == "do":
        return envs
    if pattern.kind == "while":
        return _test(expressions, pattern.test, point.own, envs) if point.own is not None else []
    parts = (pattern.init, "initializer"), (pattern.test, "condition"), (pattern.update, "update")
    for part, field in parts:
        node = syntax.child(field)
        if isinstance(part, p.Dots):
            continue
        if part is None or node is None:
            envs = envs if part is None and node is None else []
        else:
            test = field == "condition"
            envs = [
                found for bound in envs for found in expressions.match(part, strip(node), bound, test=test)
            ]
    return unique(envs)


def _iterator(pattern: p.IteratorLoop, expressions: ExpressionMatcher, syntax: Node, env: Env) -> list[Env]:
    name, arguments = syntax.child("name"), syntax.child("arguments")
    if name is None or arguments is None:
        return []
    nodes = arguments.named_children
    envs = expressions.match(pattern.name, name, env)
    return unique(
        [e for bound in envs for e in match_arguments(expressions, pattern.arguments, nodes, bound)]
    )
