"""Orders, reachability, shortest paths, endless loops, components."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from gupcheck.flow import ENTRY, EXIT, Cfg, Kind, Label
from gupcheck.flow.paths import components, endless_loops, reachable, reverse_postorder, shortest_path
from tests.flow.programs import Block, function_text
from tests.flow.random_programs import functions
from tests.flow.show import graph, graph_of, name


def find(cfg: Cfg, source: bytes, wanted: str) -> int:
    [index] = [
        node.index
        for node in cfg.nodes
        if node.kind not in (Kind.IFDEF,) and label(cfg, source, node.index) == wanted
    ]
    return index


def label(cfg: Cfg, source: bytes, index: int) -> str:
    return name(cfg.nodes[index], source)


def test_a_shortest_path_tells_its_branches() -> None:
    cfg, source = graph("if (a) { b(); if (c) d(); } e();")
    path = shortest_path(cfg, find(cfg, source, "b()"), find(cfg, source, "e()"))
    assert path is not None
    assert [edge.label for edge in path] == [
        Label.NEXT,
        Label.FALSE,
        Label.NEXT,
        Label.NEXT,
        Label.NEXT,
    ]
    assert all(first.target == second.source for first, second in pairwise(path))


def test_a_path_over_usable_edges_only() -> None:
    cfg, source = graph("if (a) b(); c();")
    start, goal = find(cfg, source, "if (a)"), find(cfg, source, "c()")
    short = shortest_path(cfg, start, goal)
    long = shortest_path(cfg, start, goal, usable=lambda edge: edge.label is not Label.FALSE)
    assert short is not None
    assert long is not None
    assert long[0].target == find(cfg, source, "b()")
    assert len(short) < len(long)
    assert shortest_path(cfg, start, goal, usable=lambda edge: edge.source != start) is None


def test_no_path_backward_and_an_empty_one_to_itself() -> None:
    cfg, source = graph("a(); b();")
    here, there = find(cfg, source, "a()"), find(cfg, source, "b()")
    assert shortest_path(cfg, there, here) is None
    assert shortest_path(cfg, here, here) == ()


def test_reachability_forward_backward_and_over_usable_edges() -> None:
    cfg, source = graph("a(); return; b();")
    here, there = find(cfg, source, "a()"), find(cfg, source, "b()")
    assert there not in reachable(cfg, ENTRY)
    assert EXIT in reachable(cfg, there)
    assert here in reachable(cfg, EXIT, backward=True)
    assert reachable(cfg, here, usable=lambda edge: False) == {here}


def test_an_endless_loop_is_known_by_its_first_node() -> None:
    cfg, source = graph("if (a) for (;;) { b(); if (c) d(); } again: e(); while (f) g(); goto again;")
    assert [label(cfg, source, index) for index in endless_loops(cfg)] == ["for", "again:"]


def test_a_loop_that_leads_into_an_endless_one_is_not_endless() -> None:
    cfg, source = graph("while (a) b(); for (;;) { for (;;) c(); }")
    loops = endless_loops(cfg)
    assert [cfg.nodes[index].kind for index in loops] == [Kind.FOR]
    [inner] = [node for node in cfg.nodes if node.kind is Kind.FOR and node.index in loops]
    assert inner.index > find(cfg, source, "while (a)")


def test_a_function_that_ends_has_no_endless_loop() -> None:
    cfg, _ = graph("while (1) { if (a) break; }")
    assert endless_loops(cfg) == ()


@given(functions(), st.booleans())
def test_an_order_has_every_node_before_what_only_it_leads_to(body: Block, backward: bool) -> None:
    cfg, _ = graph_of(function_text(body))
    order = reverse_postorder(cfg, backward=backward)
    assert len(set(order)) == len(order)
    assert set(order) == reachable(cfg, EXIT if backward else ENTRY, backward=backward)
    place = {index: position for position, index in enumerate(order)}
    for index in order[1:]:
        edges = cfg.successors[index] if backward else cfg.predecessors[index]
        before = [edge.target if backward else edge.source for edge in edges]
        assert min(place[other] for other in before if other in place) < place[index]


graphs = st.integers(1, 7).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, size - 1), max_size=3, unique=True), min_size=size, max_size=size
    )
)


def closure(successors: list[list[int]]) -> list[set[int]]:
    found = []
    for start in range(len(successors)):
        seen, pending = {start}, [start]
        while pending:
            for target in successors[pending.pop()]:
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
        found.append(seen)
    return found


@given(graphs)
def test_components_are_the_nodes_that_reach_each_other(successors: list[list[int]]) -> None:
    reach = closure(successors)
    found = components(successors)
    assert sorted(node for component in found for node in component) == list(range(len(successors)))
    number = {node: place for place, component in enumerate(found) for node in component}
    for first, second in permutations(range(len(successors)), 2):
        together = second in reach[first] and first in reach[second]
        assert (number[first] == number[second]) is together
        if second in reach[first] and not together:
            assert number[second] < number[first]
