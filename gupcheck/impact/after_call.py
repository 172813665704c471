"""What becomes of one value that a call gave: the dataflow analysis of the graph from that call on.

The call is put in place of the entry, its value is one constant, and the way back to the call is cut: what
is reached is what that value leads to, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gupcheck.errors.body import BodyAnalysis
from gupcheck.errors.conditions import constant_of, decided, subject_of
from gupcheck.errors.effects import Effects
from gupcheck.errors.expressions import Evaluator, assigned_key, gives_key
from gupcheck.errors.tokens import State, Token, Tokens
from gupcheck.errors.values import Value, refine
from gupcheck.flow.graph import ENTRY, Cfg, Edge, FlowNode, Kind, Label
from gupcheck.flow.solver import GaveUpError, Solution, solve
from gupcheck.syntax.ast import Node

RESULT = "<result>"
"""The key under which the value of the call is tracked; no identifier of C looks like it."""

BUDGET = 20_000
"""Visits of nodes that one analysis may take."""


@dataclass(frozen=True, slots=True, eq=False)
class CallGraphPart:
    """The graph of a caller from one call on.

    `site` is the index of the node that holds the call, `call` its syntax. `back` are the edges of the whole
    graph that lead to `site` again; `cfg` has none of them.
    """

    cfg: Cfg
    site: int
    call: Node
    back: tuple[Edge, ...]

    def without(self, ways: frozenset[tuple[int, int]]) -> CallGraphPart:
        """Return the part without the edges `ways`, given as source and target."""
        successors = tuple(
            tuple(edge for edge in row if (edge.source, edge.target) not in ways)
            for row in self.cfg.successors
        )
        predecessors = tuple(
            tuple(edge for edge in row if (edge.source, edge.target) not in ways)
            for row in self.cfg.predecessors
        )
        return replace(self, cfg=replace(self.cfg, successors=successors, predecessors=predecessors))


def part_from(cfg: Cfg, site: int, call: Node) -> CallGraphPart:
    """Return the part of `cfg` that begins with node `site`, in which `call` is a variable, RESULT."""
    whole = with_variable(cfg, call, RESULT)
    edges = [tuple(edge for edge in row if edge.target != site) for row in whole.successors]
    edges[ENTRY] = (Edge(ENTRY, site),)
    part = replace(whole, successors=tuple(edges), predecessors=_entering(edges))
    return CallGraphPart(part, site, call, cfg.predecessors[site])


def with_variable(cfg: Cfg, call: Node, name: str) -> Cfg:
    """Return `cfg` with a variable called `name` in place of a call."""
    variable = Node("identifier", call.start, call.end, (), call.field, name)
    nodes = tuple(_with_own(node, call, variable) for node in cfg.nodes)
    edges = [tuple(_with_condition(edge, call, variable) for edge in row) for row in cfg.successors]
    return Cfg(cfg.function, nodes, tuple(edges), _entering(edges))


def _entering(successors: Sequence[Sequence[Edge]]) -> tuple[tuple[Edge, ...], ...]:
    """Return the edges by their targets."""
    entering: list[list[Edge]] = [[] for _ in successors]
    for row in successors:
        for edge in row:
            entering[edge.target].append(edge)
    return tuple(map(tuple, entering))


def _with_condition(edge: Edge, old: Node, new: Node) -> Edge:
    return replace(edge, condition=_replaced(edge.condition, old, new)) if edge.condition else edge


def _with_own(node: FlowNode, old: Node, new: Node) -> FlowNode:
    return replace(node, own=_replaced(node.own, old, new)) if node.own else node


def _replaced(node: Node, old: Node, new: Node) -> Node:
    """Return `node` with `new` where `old` stands in it; the same node where it does not."""
    if node is old:
        return new
    if not (node.start <= old.start and old.end <= node.end):
        return node
    children = tuple(_replaced(child, old, new) for child in node.children)
    if all(one is other for one, other in zip(children, node.children, strict=True)):
        return node
    return Node(node.kind, node.start, node.end, children, node.field, node.text, node.named)


class ValuesOnly(BodyAnalysis):
    """The analysis of a whole body that keeps values and origins but no checks: what matters is what is
    reached.
    """

    def __init__(self, cfg: Cfg, evaluator: Evaluator, tracked: frozenset[str]) -> None:
        # Not the base class's: dominance is for checks, and takes most of the time.
        self.cfg = cfg
        self.evaluator = evaluator
        self.tracked = tracked
        self.parameters = frozenset()
        self.effects = Effects(tracked, frozenset(), evaluator)

    def through_node(self, node: FlowNode, state: State) -> State:
        """Return the state behind `node`."""
        if node.own is None:
            return state
        state = self._effects(node, state)
        if node.gives is not None and node.kind is not Kind.RETURN:
            state = state.set(gives_key(node.gives), self.evaluator.evaluate(node.own, state))
        return state

    def along_edge(self, edge: Edge, state: State) -> State | None:
        """Return `state` refined by the test or the case that `edge` decides."""
        if edge.label is Label.NO_RETURN:
            return None
        if edge.label in (Label.TRUE, Label.FALSE) and edge.condition is not None:
            return decided(edge.condition, edge.label is Label.TRUE, state)
        if edge.label in (Label.CASE, Label.DEFAULT, Label.NO_CASE):
            return self._in_case(edge, state)
        return state

    def _in_case(self, edge: Edge, state: State) -> State | None:
        """Return `state` with what a switch tells of the variable that it is about."""
        own = self.cfg.nodes[edge.source].own
        key = subject_of(own) if own else ""
        tokens = state.get(key) if key else None
        if not tokens:
            return state
        if edge.label is Label.CASE:
            constant = constant_of(edge.condition) if edge.condition else ""
            return _kept(key, tokens, [f"eq:{constant}"] if constant else [], state)
        others = [constant_of(e.condition) for e in self.cfg.successors[edge.source] if e.condition]
        return _kept(key, tokens, [f"ne:{constant}" for constant in others if constant], state)

    def _entered(self, tokens: Tokens, index: int, subject: str = "") -> Tokens:
        return tokens


class AfterCall(ValuesOnly):
    """The analysis of a caller from one call on, for one value of the call.

    Tokens that come from the call have the offset of the call as their origin.
    """

    def __init__(
        self, part: CallGraphPart, evaluator: Evaluator, tracked: frozenset[str], before: State, value: Value
    ) -> None:
        super().__init__(part.cfg, evaluator, tracked)
        self.part = part
        self.value = value
        self.before_call = before

    def start(self) -> State:
        """Return the state before the call, with the call's value."""
        return self.before_call.set(RESULT, frozenset({Token(self.value, self.part.call.start)}))

    def is_ours(self, token: Token) -> bool:
        """Return whether a token is the value that the call gave."""
        return token.origin == self.part.call.start and token.value.kind == self.value.kind


def solve_values(analysis: ValuesOnly) -> Solution[State] | None:
    """Return what is reached, or None where that takes too long."""
    try:
        return solve(analysis.cfg, analysis, budget=BUDGET)
    except GaveUpError:
        return None


def _kept(key: str, tokens: Tokens, predicates: Sequence[str], state: State) -> State | None:
    kept = frozenset(refined for token in tokens if (refined := _refined(token, predicates)) is not None)
    return state.set(key, kept) if kept else None


def _refined(token: Token, predicates: Iterable[str]) -> Token | None:
    for predicate in predicates:
        value = refine(token.value, predicate)
        if value is None:
            return None
        token = token.with_value(value)
    return token


def carriers(cfg: Cfg) -> frozenset[str]:
    """Return the lvalues that are assigned anywhere in the function: what may carry a code or a result."""
    found: set[str] = {RESULT}
    for node in cfg.nodes:
        for part in node.own.walk() if node.own else ():
            if part.kind in ("assignment_expression", "init_declarator"):
                found.add(assigned_key(part))
    return frozenset(found - {""})
