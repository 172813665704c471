"""The solver on three small analyses: forward, backward, and one whose edges refine."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given

from gupcheck.flow import Cfg, Edge, FlowNode, Kind, Label
from gupcheck.flow.paths import reachable
from gupcheck.flow.solver import GaveUpError, Solution, solve
from tests.flow.programs import Block, function_text
from tests.flow.random_programs import functions
from tests.flow.show import graph, graph_of, name, text

Names = frozenset[str]


@dataclass(frozen=True)
class Sets:
    """What all three share: states are sets of names, and their union joins them."""

    source: bytes

    def start(self) -> Names:
        return frozenset()

    def join(self, first: Names, second: Names) -> Names:
        return first | second

    def leq(self, first: Names, second: Names) -> bool:
        return first <= second

    def along_edge(self, edge: Edge, state: Names) -> Names | None:
        return state

    def own(self, node: FlowNode) -> str:
        return text(node.own, self.source) if node.own else ""


class Called(Sets):
    """The functions that may have been called."""

    def through_node(self, node: FlowNode, state: Names) -> Names:
        return state | set(re.findall(r"(\w+)\(", self.own(node)))


class Live(Sets):
    """The variables that may still be read: `x = y` ends x's life and begins y's."""

    def through_node(self, node: FlowNode, state: Names) -> Names:
        target, _, value = self.own(node).rpartition(" = ")
        return (state - {target}) | set(re.findall(r"[a-z]+", value))


class Known(Called):
    """Calls as above, but no path on which a variable is both true and false."""

    def along_edge(self, edge: Edge, state: Names) -> Names | None:
        if edge.label not in (Label.TRUE, Label.FALSE) or edge.condition is None:
            return state
        condition = text(edge.condition, self.source)
        known, opposite = condition, f"not {condition}"
        if edge.label is Label.FALSE:
            known, opposite = opposite, known
        return None if opposite in state else state | {known}


def state_before(cfg: Cfg, source: bytes, solution: Solution[Names], wanted: str) -> Names | None:
    [index] = [
        node.index for node in cfg.nodes if node.kind is not Kind.CLOSE and name(node, source) == wanted
    ]
    return solution.before[index]


def test_forward_over_branches_and_loops() -> None:
    cfg, source = graph("a(); while (x) { if (y) b(); else c(); } d(); return; e();")
    solution = solve(cfg, Called(source))
    assert state_before(cfg, source, solution, "b()") == {"a", "b", "c"}
    assert state_before(cfg, source, solution, "return") == {"a", "b", "c", "d"}
    assert state_before(cfg, source, solution, "e()") is None


def test_a_state_that_is_empty_arrives_as_well() -> None:
    cfg, source = graph("x; y; z();")
    assert solve(cfg, Called(source)).after[cfg.exit.index] == {"z"}


def test_backward() -> None:
    cfg, source = graph("x = y; while (z) { w = x; } return w;")
    solution = solve(cfg, Live(source), backward=True)
    assert solution.after[cfg.entry.index] == {"y", "z", "w"}


def test_backward_from_a_loop_that_does_not_end() -> None:
    cfg, source = graph("x = y; for (;;) z = x;")
    assert solve(cfg, Live(source), backward=True).after[cfg.entry.index] == {"y"}


def test_an_edge_that_cannot_be_taken_leads_nowhere() -> None:
    cfg, source = graph("if (x && !y) { a(); if (!x || y) b(); else c(); }", short_circuit=True)
    solution = solve(cfg, Known(source))
    assert state_before(cfg, source, solution, "b()") is None
    assert state_before(cfg, source, solution, "c()") == {"x", "not y", "a"}


def test_without_loops_every_node_is_visited_once() -> None:
    cfg, source = graph("if (x) a(); else b(); switch (y) { case 1: c(); case 2: d(); } e();")
    assert solve(cfg, Called(source)).steps == len(reachable(cfg, 0))
    assert solve(cfg, Live(source), backward=True).steps == len(cfg.nodes)


def test_the_budget_ends_it() -> None:
    cfg, source = graph("a(); while (x) b();")
    steps = solve(cfg, Called(source)).steps
    assert solve(cfg, Called(source), budget=steps).steps == steps
    with pytest.raises(GaveUpError, match=f"gave up after {steps - 1} steps") as error:
        solve(cfg, Called(source), budget=steps - 1)
    assert error.value.steps == steps - 1


@given(functions())
def test_the_solution_is_what_paths_say(body: Block) -> None:
    cfg, source = graph_of(function_text(body))
    analysis = Called(source)
    solution = solve(cfg, analysis)
    from_entry = reachable(cfg, 0)
    made = {index: analysis.through_node(cfg.nodes[index], frozenset()) for index in from_entry}
    for index in range(len(cfg.nodes)):
        if index not in from_entry:
            assert solution.before[index] is None
            continue
        earlier = [edge.source for edge in cfg.predecessors[index] if edge.source in from_entry]
        behind = {other for start in earlier for other in reachable(cfg, start, backward=True) & from_entry}
        assert solution.before[index] == frozenset().union(*(made[other] for other in behind))
