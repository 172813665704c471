"""Depth and length: no recursion, linear time."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from gupcheck.flow import EXIT, build_cfg
from gupcheck.flow.dominance import control_dependence, dominators, post_dominators
from gupcheck.flow.paths import reachable, reverse_postorder, shortest_path
from gupcheck.syntax import Node

DEPTH = 20_000


def leaf(kind: str, text: str, field: str = "", named: bool = True) -> Node:
    return Node(kind, 0, 1, (), field, text, named)


def simple() -> Node:
    return Node("expression_statement", 0, 1, (leaf("identifier", "x"),))


def with_field(node: Node, field: str) -> Node:
    node.field = field
    return node


def block(inner: Node) -> Node:
    return Node("compound_statement", 0, 1, (leaf("{", "{", "", False), inner, leaf("}", "}", "", False)))


def if_then(inner: Node) -> Node:
    return Node(
        "if_statement", 0, 1, (leaf("identifier", "c", "condition"), with_field(inner, "consequence"))
    )


def else_if(inner: Node) -> Node:
    clause = Node("else_clause", 0, 1, (leaf("else", "else", "", False), inner), "alternative")
    first = with_field(simple(), "consequence")
    return Node("if_statement", 0, 1, (leaf("identifier", "c", "condition"), first, clause))


def loop(inner: Node) -> Node:
    return Node("while_statement", 0, 1, (leaf("identifier", "c", "condition"), with_field(inner, "body")))


def switch(inner: Node) -> Node:
    case = Node("case_statement", 0, 1, (leaf("number_literal", "1", "value"), inner))
    return Node(
        "switch_statement", 0, 1, (leaf("identifier", "c", "condition"), with_field(block(case), "body"))
    )


def arm(inner: Node) -> Node:
    return Node("preproc_if", 0, 1, (leaf("identifier", "A", "condition"), inner))


def label(inner: Node) -> Node:
    return Node("labeled_statement", 0, 1, (leaf("statement_identifier", "l", "label"), inner))


def bare_case(inner: Node) -> Node:
    return if_then(Node("case_statement", 0, 1, (leaf("number_literal", "1", "value"), inner, simple())))


def nested(wrap: Callable[[Node], Node], depth: int) -> Node:
    node = simple()
    for _ in range(depth):
        node = wrap(node)
    return Node("function_definition", 0, 1, (with_field(block(node), "body"),))


def statement_expression(inner: Node) -> Node:
    value = Node("parenthesized_expression", 0, 1, (block(inner),))
    return Node("expression_statement", 0, 1, (value,))


WRAPPERS = [block, if_then, else_if, loop, switch, arm, label, bare_case]


@pytest.mark.parametrize("wrap", [if_then, loop, statement_expression], ids=lambda wrap: wrap.__name__)
def test_any_depth_builds_with_short_circuits(wrap: Callable[[Node], Node]) -> None:
    cfg = build_cfg(nested(wrap, DEPTH), b"", short_circuit=True)
    assert len(cfg.nodes) > 2 * DEPTH
    assert EXIT in reachable(cfg, 0)


@pytest.mark.parametrize("wrap", WRAPPERS, ids=lambda wrap: wrap.__name__)
def test_any_depth_builds(wrap: Callable[[Node], Node]) -> None:
    cfg = build_cfg(nested(wrap, DEPTH), b"")
    assert len(cfg.nodes) > DEPTH
    assert EXIT in reachable(cfg, 0)


@pytest.mark.parametrize("wrap", [if_then, else_if], ids=lambda wrap: wrap.__name__)
def test_any_depth_is_walked(wrap: Callable[[Node], Node]) -> None:
    cfg = build_cfg(nested(wrap, DEPTH), b"")
    order = reverse_postorder(cfg)
    assert order[0] == 0
    assert set(order) == reachable(cfg, 0)
    path = shortest_path(cfg, 0, EXIT)
    assert path is not None
    assert path[-1].target == EXIT
    above, below = dominators(cfg), post_dominators(cfg)
    assert all(above.dominates(0, index) and below.dominates(EXIT, index) for index in order)


def binary(operator: str, left: Node, right: Node) -> Node:
    token = leaf(operator, operator, "operator", False)
    parts = (with_field(left, "left"), token, with_field(right, "right"))
    return Node("binary_expression", 0, 1, parts)


def deep_condition(step: Callable[[Node, int], Node]) -> Node:
    node = leaf("identifier", "x")
    for level in range(DEPTH):
        node = step(node, level)
    parts = (with_field(node, "condition"), with_field(simple(), "consequence"))
    return Node("function_definition", 0, 1, (with_field(block(Node("if_statement", 0, 1, parts)), "body"),))


@pytest.mark.parametrize(
    "step",
    [
        lambda node, level: binary("&&", node, leaf("identifier", "y")),
        lambda node, level: binary("||", leaf("identifier", "y"), node),
        lambda node, level: binary("&&" if level % 2 else "||", leaf("identifier", "y"), node),
    ],
    ids=["left", "right", "alternating"],
)
def test_long_conditions(step: Callable[[Node, int], Node]) -> None:
    cfg = build_cfg(deep_condition(step), b"", short_circuit=True)
    assert sum(node.kind == "test" for node in cfg.nodes) == DEPTH + 1
    assert reachable(cfg, 0) == frozenset(range(len(cfg.nodes)))


def error_exits(count: int) -> Node:
    """Return a function with this many `if (c) goto out;` before its label `out`."""
    goto = (leaf("goto", "goto", "", False), leaf("statement_identifier", "out", "label"))
    checks = [if_then(Node("goto_statement", 0, 1, goto)) for _ in range(count)]
    out = Node("labeled_statement", 0, 1, (leaf("statement_identifier", "out", "label"), simple()))
    body = Node("compound_statement", 0, 1, (*checks, out), "body")
    return Node("function_definition", 0, 1, (body,))


def seconds(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


def test_time_is_linear_where_every_check_jumps_to_one_label() -> None:
    def analyse(count: int) -> None:
        cfg = build_cfg(error_exits(count), b"")
        dominators(cfg)
        control_dependence(cfg)

    small = min(seconds(lambda: analyse(1_000)) for _ in range(3))
    large = seconds(lambda: analyse(8_000))
    assert large < 8 * small * 4
