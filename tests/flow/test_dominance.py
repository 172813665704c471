"""Dominators, post-dominators and control dependence against their definitions."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gupcheck.flow import ENTRY, EXIT, Cfg, Kind
from gupcheck.flow.dominance import control_dependence, dominators, post_dominators
from gupcheck.flow.paths import endless_loops, reachable
from tests.flow.programs import Block, function_text
from tests.flow.random_programs import functions
from tests.flow.show import arrow, graph, graph_of, name


def depends(code: str, **options: bool) -> dict[str, list[str]]:
    """Return for each node but joins and braces the branches that decide whether it runs."""
    cfg, source = graph(code, **options)
    found: dict[str, list[str]] = {}
    for node, edges in zip(cfg.nodes, control_dependence(cfg), strict=True):
        if node.kind not in (Kind.JOIN, Kind.OPEN, Kind.CLOSE, Kind.ENTRY, Kind.EXIT):
            names = [f"{name(cfg.nodes[edge.source], source)} {arrow(edge.label)}" for edge in edges]
            found[name(node, source)] = names
    return found


def test_a_branch_decides_its_arms_and_not_what_follows() -> None:
    assert depends("if (a) b(); else c(); d();") == {
        "if (a)": [],
        "b()": ["if (a) -true->"],
        "c()": ["if (a) -false->"],
        "d()": [],
    }


def test_an_early_return_decides_the_rest() -> None:
    assert depends("if (a) return b; c();") == {
        "if (a)": [],
        "return b": ["if (a) -true->"],
        "c()": ["if (a) -false->"],
    }


def test_a_loop_decides_its_body_and_itself() -> None:
    assert depends("while (a) { b(); if (c) break; } d();") == {
        "while (a)": ["if (c) -false->"],
        "b()": ["while (a) -true->"],
        "if (c)": ["while (a) -true->"],
        "break": ["if (c) -true->"],
        "d()": [],
    }


def test_each_test_of_a_condition_is_a_cause() -> None:
    found = depends("if (a || b) return c; d();", short_circuit=True)
    assert found["b?"] == ["a? -false->"]
    assert found["return c"] == ["a? -true->", "b? -true->"]
    assert found["d()"] == ["b? -false->"]


def test_cases_decide() -> None:
    found = depends("switch (a) { case 1: b(); case 2: c(); break; default: d(); } e();")
    assert found["b()"] == ["switch (a) -case->"]
    assert found["c()"] == ["switch (a) -case->", "switch (a) -case->"]
    assert found["d()"] == ["switch (a) -default->"]
    assert found["e()"] == []


def test_an_endless_loop_decides_nothing_by_its_head() -> None:
    assert depends("a(); for (;;) { b(); if (c) d(); }") == {
        "a()": [],
        "for": [],
        "b()": [],
        "if (c)": [],
        "d()": ["if (c) -true->"],
    }


def paths_avoid(
    cfg: Cfg, start: int, goal: int, avoided: int, *, leaving: frozenset[int] = frozenset()
) -> bool:
    """Return whether a path leads from `start` to `goal` past `avoided`; `leaving` have an edge to EXIT
    more."""
    if avoided in (start, goal):
        return False
    seen = reachable(cfg, start, usable=lambda edge: avoided not in (edge.source, edge.target))
    return goal in seen or (goal == EXIT and bool(seen & leaving - {avoided}))


@given(functions(), st.booleans())
@settings(max_examples=60)
def test_dominators_are_on_every_path(body: Block, apart: bool) -> None:
    cfg, _ = graph_of(function_text(body), short_circuit=apart)
    tree = dominators(cfg)
    reached = sorted(reachable(cfg, ENTRY))
    for below in reached:
        chain = set(tree.chain(below))
        for above in reached:
            wanted = above == below or not paths_avoid(cfg, ENTRY, below, above)
            assert tree.dominates(above, below) is wanted
            assert (above in chain) is wanted
    for lost in set(range(len(cfg.nodes))) - set(reached):
        assert tree.parents[lost] is None
        assert not tree.dominates(ENTRY, lost)


@given(functions(), st.booleans())
@settings(max_examples=60)
def test_post_dominators_are_on_every_path_to_exit(body: Block, apart: bool) -> None:
    cfg, _ = graph_of(function_text(body), short_circuit=apart)
    tree = post_dominators(cfg)
    leaving = frozenset(endless_loops(cfg))
    for below in range(len(cfg.nodes)):
        assert tree.dominates(EXIT, below)
        for above in range(len(cfg.nodes)):
            wanted = above == below or not paths_avoid(cfg, below, EXIT, above, leaving=leaving)
            assert tree.dominates(above, below) is wanted


@given(functions(), st.booleans())
@settings(max_examples=60)
def test_control_dependence_is_as_defined(body: Block, apart: bool) -> None:
    cfg, _ = graph_of(function_text(body), short_circuit=apart)
    tree = post_dominators(cfg)
    found = control_dependence(cfg, tree)
    for node in range(len(cfg.nodes)):
        wanted = [
            edge
            for edges in cfg.successors
            for edge in edges
            if len(edges) > 1
            and tree.dominates(node, edge.target)
            and (node == edge.source or not tree.dominates(node, edge.source))
        ]
        assert list(found[node]) == wanted
