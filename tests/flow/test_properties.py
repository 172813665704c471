"""What holds for the graph of any function, checked on random ones against reference.py."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import event, given, settings
from hypothesis import strategies as st

from gupcheck.flow import EXIT, Cfg, FlowNode, Kind, Label
from gupcheck.flow.paths import reachable
from gupcheck.syntax import Node
from tests.flow.programs import Block, function_text
from tests.flow.random_programs import functions
from tests.flow.reference import END, START, Reference
from tests.flow.show import graph_of, text

STATEMENTS = frozenset(
    (
        "break_statement",
        "case_statement",
        "compound_statement",
        "continue_statement",
        "declaration",
        "do_statement",
        "expression_statement",
        "for_statement",
        "goto_statement",
        "if_statement",
        "iterator_statement",
        "labeled_statement",
        "preproc_if",
        "return_statement",
        "switch_statement",
        "while_statement",
    )
)


def event_of(node: FlowNode, data: bytes) -> str:
    """Return the name of the call that happens in a node, "" where none does."""
    if node.kind in (Kind.ENTRY, Kind.EXIT):
        return START if node.kind is Kind.ENTRY else END
    if node.own is None or (node.gives and node.gives.child("condition") is node.own):
        return ""
    found = re.search(r"\b(a\d+|BUG)\b", text(node.own, data))
    return found[0] if found else ""


def follows(cfg: Cfg, data: bytes) -> dict[str, set[str]]:
    """Return for each event of the graph the events that can come next."""
    events = [event_of(node, data) for node in cfg.nodes]
    found: dict[str, set[str]] = {}
    for node in cfg.nodes:
        if not events[node.index] or node.index == EXIT:
            continue
        nexts = found.setdefault(events[node.index], set())
        seen = set()
        pending = [edge.target for edge in cfg.successors[node.index]]
        while pending:
            index = pending.pop()
            if events[index]:
                nexts.add(events[index])
            elif index not in seen:
                seen.add(index)
                pending.extend(edge.target for edge in cfg.successors[index])
    return found


def statements(tree: Node, *, in_expressions: bool) -> Iterator[Node]:
    pending = [tree]
    while pending:
        node = pending.pop()
        if node.kind in STATEMENTS and node.end > node.start:
            yield node
        if in_expressions or node.kind != "parenthesized_expression":
            pending.extend(node.children)


def shape(cfg: Cfg, data: bytes) -> list[object]:
    """Return all of a graph but where in its source things stand."""
    owns = ["".join(text(node.own, data).split()) if node.own else "" for node in cfg.nodes]
    nodes = [(node.kind, node.after, node.mate, own) for node, own in zip(cfg.nodes, owns, strict=True)]
    edges = [(edge.source, edge.target, edge.label) for edges in cfg.successors for edge in edges]
    return [nodes, edges]


@given(functions(), st.booleans())
@settings(max_examples=300)
def test_what_comes_after_what_is_what_c_says(body: Block, apart: bool) -> None:
    cfg, data = graph_of(function_text(body), short_circuit=apart)
    reference = Reference(body, apart=apart).follows()
    event(f"{len(reference) // 10 * 10} events or more")
    assert follows(cfg, data) == reference


@given(functions(), st.booleans())
def test_entry_reaches_what_c_says(body: Block, apart: bool) -> None:
    cfg, data = graph_of(function_text(body), short_circuit=apart)
    reference = Reference(body, apart=apart).follows()
    wanted, pending = {START}, [START]
    while pending:
        for found in reference.get(pending.pop(), set()) - wanted:
            wanted.add(found)
            pending.append(found)
    reached = {event_of(cfg.nodes[index], data) for index in reachable(cfg, 0)}
    assert reached - {""} == wanted


@given(functions(), st.booleans())
def test_every_statement_is_in_the_graph(body: Block, apart: bool) -> None:
    cfg, data = graph_of(function_text(body), short_circuit=apart)
    there = {id(node.syntax) for node in cfg.nodes}
    missing = [
        text(node, data) for node in statements(cfg.function, in_expressions=apart) if id(node) not in there
    ]
    assert missing == []


@given(functions(), st.booleans())
def test_the_graph_is_well_formed(body: Block, apart: bool) -> None:
    cfg, _ = graph_of(function_text(body), short_circuit=apart)
    leaving = [edge for edges in cfg.successors for edge in edges]
    assert sorted(leaving, key=lambda edge: (edge.target, edge.source)) == sorted(
        (edge for edges in cfg.predecessors for edge in edges), key=lambda edge: (edge.target, edge.source)
    )
    assert [node.index for node in cfg.nodes] == list(range(len(cfg.nodes)))
    assert (cfg.entry.kind, cfg.exit.kind) == (Kind.ENTRY, Kind.EXIT)
    for node in cfg.nodes:
        labels = [edge.label for edge in cfg.successors[node.index]]
        assert bool(labels) is (node.index != EXIT)
        assert labels == sorted(labels, key=lambda label: label in (Label.FALSE, Label.NO_CASE))
        sources = [edge.source for edge in cfg.predecessors[node.index]]
        assert sources == sorted(sources)
        if node.after is not None:
            assert cfg.nodes[node.after].kind is Kind.JOIN
        if node.mate is not None:
            assert cfg.nodes[node.mate].mate == node.index


@given(functions(), st.booleans())
def test_layout_changes_nothing(body: Block, apart: bool) -> None:
    plain = function_text(body)
    indented = function_text(body, indent="    \t").replace(b"();", b" (\n)\n;")
    wanted = shape(*graph_of(plain, short_circuit=apart))
    assert shape(*graph_of(plain.replace(b"\n", b"\r\n"), short_circuit=apart)) == wanted
    assert shape(*graph_of(indented, short_circuit=apart)) == wanted
