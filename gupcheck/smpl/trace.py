"""One path on which a rule matched, for the steps of a finding."""

from __future__ import annotations

from itertools import pairwise

from gupcheck.flow.graph import Cfg, FlowNode
from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At, Point
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.match.bind import Binder, Budget
from gupcheck.smpl.match.constraints import BudgetSpentError
from gupcheck.smpl.match.env import EMPTY, Env
from gupcheck.smpl.match.expression import ExpressionMatcher
from gupcheck.smpl.match.node import NodeMatcher
from gupcheck.smpl.rulefile import PatternRule
from gupcheck.smpl.target import Place

STEPS = 20_000
_KINDS = frozenset(At)


def trace_of(rule: PatternRule, place: Place, env: Env) -> tuple[int, ...]:
    """Return the nodes of `place.cfg` on a shortest path through the positions of a match, in the order of
    the rule.

    The path passes nothing that a `when !=` of the rule forbids, where there is such a path. It is empty
    where the positions are not on one path or need no graph.
    """
    if not place.has_graph:
        return ()
    cfg = place.cfg
    names = dict.fromkeys(p.positions_of(rule.body))
    stops = [_holder(cfg, value.start, value.end) for name in names if (value := env.get(name)) is not None]
    stops = [stop for number, stop in enumerate(stops) if not number or stop != stops[number - 1]]
    barred = _Barred(rule, place, env)
    trace: list[int] = stops[:1]
    for start, end in pairwise(stops):
        path = _path(cfg, start, end, barred) or _path(cfg, start, end, None)
        if not path:
            return ()
        trace.extend(path)
    return tuple(trace) if -1 not in trace else ()


def _holder(cfg: Cfg, start: int, end: int) -> int:
    """Return the node with the smallest piece of syntax around a span, -1 where there is none."""
    best, size = -1, 0
    for node in cfg.nodes:
        syntax = node.own or node.syntax
        if syntax is not None and syntax.start <= start and end <= syntax.end:
            length = syntax.end - syntax.start
            if best < 0 or length < size:
                best, size = node.index, length
    return best


class _Barred:
    """Tells which nodes a `when !=` of the rule forbids."""

    def __init__(self, rule: PatternRule, place: Place, env: Env) -> None:
        whens = [part for part in rule.body.walk() if isinstance(part, p.When) and part.kind == "not"]
        self.patterns = [when.what for when in whens if when.what is not None]
        known = {name: value for name, value in env.bindings.items() if value.kind != "position"}
        self.env = Env(known)
        binder = Binder(place, rule.metavars, rule.disabled, EMPTY, Budget(STEPS))
        self.nodes = NodeMatcher(ExpressionMatcher(binder))

    def __call__(self, node: FlowNode) -> bool:
        if node.kind.value not in _KINDS:
            return False
        point = Point(node.index, At(node.kind.value), (), node.syntax, node.own)
        try:
            return any(self.nodes.match(c.Match(pattern), point, self.env) for pattern in self.patterns)
        except (BudgetSpentError, RecursionError):
            return False


def _path(cfg: Cfg, start: int, end: int, barred: _Barred | None) -> list[int]:
    """Return the nodes of a shortest path from behind `start` to `end`, [] where there is none."""
    came: dict[int, int] = {}
    queue = [start]
    for index in queue:
        for edge in cfg.successors[index]:
            target = edge.target
            if target in came or (barred and target != end and barred(cfg.nodes[target])):
                continue
            came[target] = index
            if target == end:
                path = [end]
                while came[path[-1]] != start:
                    path.append(came[path[-1]])
                return path[::-1]
            queue.append(target)
    return []
