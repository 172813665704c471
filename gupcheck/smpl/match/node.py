"""Lays what a formula asks of one node on a node of the graph."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At, Point
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.match.declaration import match_declaration
from gupcheck.smpl.match.env import Env, Value, spot_of, unique
from gupcheck.smpl.match.expression import ExpressionMatcher
from gupcheck.smpl.match.function import match_header
from gupcheck.smpl.match.head import match_head, match_tail
from gupcheck.smpl.match.record import match_record
from gupcheck.smpl.match.render import canonical, render
from gupcheck.smpl.match.syntax import subexpressions
from gupcheck.syntax.ast import Node

_JUMPS = {"break": At.BREAK, "continue": At.CONTINUE, "goto": At.GOTO}
_TESTS = frozenset((At.IF, At.WHILE, At.DO_TEST))
_FOR_PARTS = ("initializer", "condition", "update")
_NO_STATEMENT = frozenset((At.CLOSE, At.ELSE, At.DO_TEST, At.HEADER, At.DECLARATION, At.OTHER))


_EVALUATING = (
    At.EXPRESSION, At.DECLARATION, At.RETURN, At.CASE, At.IF, At.WHILE, At.DO_TEST, At.FOR, At.ITERATOR,
    At.SWITCH, At.GOTO, At.OTHER,
)  # fmt: skip
_KINDS: dict[type[p.Pattern], tuple[At, ...]] = {
    p.Within: _EVALUATING,
    p.ExprStatement: (At.EXPRESSION,),
    p.Return: (At.RETURN,),
    p.Declaration: (At.DECLARATION,),
    p.DeclarerCall: (At.DECLARATION, At.EXPRESSION),
    p.Record: (At.DECLARATION,),
    p.Jump: (At.BREAK, At.CONTINUE, At.GOTO),
    p.Labelled: (At.LABEL,),
    p.CaseLabel: (At.CASE,),
    p.If: (At.IF,),
    p.Loop: (At.WHILE, At.DO, At.FOR, At.DO_TEST),
    p.IteratorLoop: (At.ITERATOR,),
    p.Switch: (At.SWITCH,),
    p.Function: (At.HEADER,),
}


def kinds_of(match: c.Match) -> tuple[At, ...] | None:
    """Return the kinds of nodes at which `match` may hold; None where it may hold at any."""
    if match.part in ("open", "close", "falls-off"):
        return (At.OPEN,) if match.part == "open" else (At.CLOSE,)
    return _KINDS.get(type(match.pattern)) if match.pattern is not None else None


class NodeMatcher:
    """Matches within one graph."""

    def __init__(self, expressions: ExpressionMatcher) -> None:
        self.expressions = expressions
        self.binder = expressions.binder
        self._parts: dict[int, list[tuple[Node, bool]]] = {}

    def match(self, match: c.Match, point: Point, env: Env) -> list[Env]:
        """Return the environments in which `match` holds at `point`."""
        pattern = match.pattern
        if match.part == "head":
            if isinstance(pattern, p.Function):
                return match_header(pattern, self.expressions, point, env)
            return match_head(pattern, self.expressions, point, env)
        if match.part == "tail":
            return match_tail(pattern, self.expressions, point, env)
        if match.part in ("open", "close"):
            return self._brace(pattern, match.part, point, env)
        if match.part == "falls-off" and isinstance(pattern, p.Return):
            return self._falls_off(pattern, point, env)
        return self._simple(match, point, env)

    def parts(self, point: Point) -> list[tuple[Node, bool]]:
        """Return the expressions that are evaluated at `point`, outer ones first, each with whether only its
        truth matters."""
        if point.index not in self._parts:
            roots = [(point.own, point.at in _TESTS)] if point.own is not None else []
            if point.at is At.FOR and point.syntax is not None:
                fields = ((point.syntax.child(name), name == "condition") for name in _FOR_PARTS)
                roots = [(node, test) for node, test in fields if node is not None]
            self._parts[point.index] = [
                found for root, test in roots for found in subexpressions(root, test=test)
            ]
        return self._parts[point.index]

    def _simple(self, match: c.Match, point: Point, env: Env) -> list[Env]:
        pattern = match.pattern
        if isinstance(pattern, p.Within):
            return self._within(pattern.expression, match.spot, point, env)
        if isinstance(pattern, p.ExprStatement):
            if point.at is not At.EXPRESSION or point.own is None or point.syntax is None:
                return []
            end = point.syntax.end
            bound = self.binder.positions(pattern.positions, end - 1, end, env)
            return self.expressions.match(pattern.expression, point.own, bound) if bound else []
        if isinstance(pattern, p.Meta):
            return self._statement(pattern, point, env)
        if isinstance(pattern, p.Return):
            return self._return(pattern, point, env)
        if isinstance(pattern, p.Declaration | p.DeclarerCall):
            return match_declaration(pattern, self.expressions, point, env)
        if isinstance(pattern, p.Record):
            top = point.syntax
            return (
                match_record(pattern, self.expressions, top, env)
                if top and point.at is At.DECLARATION
                else []
            )
        if isinstance(pattern, p.Jump):
            return self._jump(pattern, point, env)
        if isinstance(pattern, p.Labelled):
            label = point.syntax.child("label") if point.at is At.LABEL and point.syntax else None
            return self.expressions.match(pattern.label, label, env) if label else []
        return self._case(pattern, point, env) if isinstance(pattern, p.CaseLabel) else []

    def _within(self, expression: p.Pattern, spot: str, point: Point, env: Env) -> list[Env]:
        found: list[Env] = []
        for node, test in self.parts(point):
            envs = self.expressions.match(expression, node, env, test=test)
            if spot and envs:
                value = spot_of(node.start, node.end)
                envs = [bound for bound in (one.bind(spot, value) for one in envs) if bound]
            found.extend(envs)
        return unique(found)

    def _statement(self, pattern: p.Meta, point: Point, env: Env) -> list[Env]:
        syntax = point.syntax
        if syntax is None or point.at in _NO_STATEMENT or point.fake:
            return []
        value = Value("statement", canonical(syntax), syntax, syntax.start, syntax.end, render(syntax))
        bound = env.bind(pattern.var.name, value)
        return self.binder.at(pattern.positions, syntax, bound) if bound else []

    def _brace(self, pattern: p.Pattern | None, part: str, point: Point, env: Env) -> list[Env]:
        if point.at is not (At.OPEN if part == "open" else At.CLOSE) or point.syntax is None:
            return []
        if not isinstance(pattern, p.Block):
            return []
        syntax = point.syntax
        names = pattern.open_positions if part == "open" else pattern.close_positions
        start = syntax.start if part == "open" else syntax.end - 1
        bound = self.binder.positions(names, start, start + 1, env)
        return [bound] if bound else []

    def _falls_off(self, pattern: p.Return, point: Point, env: Env) -> list[Env]:
        if point.at is not At.CLOSE or point.syntax is None:
            return []
        bound = self.binder.positions(pattern.positions, point.syntax.end - 1, point.syntax.end, env)
        return [bound] if bound else []

    def _return(self, pattern: p.Return, point: Point, env: Env) -> list[Env]:
        if point.at is not At.RETURN or point.syntax is None:
            return []
        envs = self._keyword(pattern.positions, point.syntax, "return", env)
        if pattern.value is None or point.own is None:
            return envs if pattern.value is None and point.own is None else []
        if isinstance(pattern.value, p.Dots):
            return envs
        return unique([e for bound in envs for e in self.expressions.match(pattern.value, point.own, bound)])

    def _keyword(self, positions: tuple[str, ...], syntax: Node, word: str, env: Env) -> list[Env]:
        bound = self.binder.positions(positions, syntax.start, syntax.start + len(word), env)
        return [bound] if bound else []

    def _jump(self, pattern: p.Jump, point: Point, env: Env) -> list[Env]:
        if point.at is not _JUMPS[pattern.kind] or point.syntax is None:
            return []
        envs = self._keyword(pattern.positions, point.syntax, pattern.kind, env)
        if pattern.label is None or isinstance(pattern.label, p.Dots):
            return envs
        label = point.syntax.child("label")
        if label is None:
            return []
        return [found for bound in envs for found in self.expressions.match(pattern.label, label, bound)]

    def _case(self, pattern: p.CaseLabel, point: Point, env: Env) -> list[Env]:
        if point.at is not At.CASE or point.syntax is None:
            return []
        word = "default" if pattern.value is None else "case"
        envs = self._keyword(pattern.positions, point.syntax, word, env)
        if pattern.value is None or point.own is None:
            return envs if pattern.value is None and point.own is None else []
        return unique([e for bound in envs for e in self.expressions.match(pattern.value, point.own, bound)])
