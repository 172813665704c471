"""Functions that did not parse, or not well: the graph stays whole and loses no statement."""

from __future__ import annotations

from gupcheck.flow import EXIT, Kind, build_cfg
from gupcheck.flow.paths import reachable
from gupcheck.syntax import Node
from tests.flow.show import edges, graph


def leaf(kind: str, text: str) -> Node:
    return Node(kind, 0, len(text), (), "", text)


def statement(text: str) -> Node:
    return Node("expression_statement", 0, len(text), (leaf("identifier", text),))


def function(*children: Node, body: str = "body") -> Node:
    return Node("function_definition", 0, 9, (Node("compound_statement", 0, 9, children, body),))


def kinds_of(tree: Node) -> list[Kind]:
    return [node.kind for node in build_cfg(tree, b" " * 20).nodes]


def test_a_place_that_did_not_parse_is_a_node_of_its_own() -> None:
    assert edges("a(); = = 3; b();")[0] == "entry -> a()"
    cfg, _ = graph("a(); = = 3; b();")
    assert EXIT in reachable(cfg, 0)
    assert Kind.OTHER in {node.kind for node in cfg.nodes}


def test_statements_within_an_error_may_run_or_not() -> None:
    inner = Node("return_statement", 0, 7, (leaf("return", "return"),))
    error = Node("ERROR", 0, 9, (leaf("identifier", "x"), Node("ERROR", 0, 8, (inner,))))
    cfg = build_cfg(function(error, statement("after")), b" " * 20)
    other = next(node for node in cfg.nodes if node.kind is Kind.OTHER)
    targets = [cfg.nodes[edge.target] for edge in cfg.successors[other.index]]
    assert [node.kind for node in targets] == [Kind.RETURN, Kind.EXPRESSION]
    assert targets[0].syntax is inner


def test_a_function_without_a_body_is_an_error_as_a_whole() -> None:
    tree = function(statement("a"), body="")
    assert kinds_of(tree) == [Kind.ENTRY, Kind.EXIT, Kind.OTHER, Kind.OPEN, Kind.EXPRESSION, Kind.CLOSE]


def test_a_function_within_a_function_is_no_part_of_the_language() -> None:
    nested = function(statement("inner"))
    assert Kind.OTHER in kinds_of(function(nested, statement("a")))


def test_what_the_parser_missed_stands_for_nothing() -> None:
    missing = Node("expression_statement", 5, 5, (Node("MISSING", 5, 5, named=False),))
    assert kinds_of(function(missing, Node("MISSING", 5, 5))) == kinds_of(function())


def test_statements_that_lack_their_parts() -> None:
    for kind in ("if_statement", "while_statement", "do_statement", "for_statement", "switch_statement"):
        for short_circuit in (False, True):
            bare = function(Node(kind, 0, 9), statement("after"))
            cfg = build_cfg(bare, b" " * 20, short_circuit=short_circuit)
            reached = reachable(cfg, 0)
            assert (EXIT in reached) is (kind != "for_statement"), kind
            assert any(node.kind is Kind.EXPRESSION for node in cfg.nodes), kind


def test_operators_that_lack_their_operands_are_tested_whole() -> None:
    for kind in ("binary_expression", "conditional_expression", "comma_expression"):
        broken = Node(kind, 0, 3, (Node("&&", 1, 2, (), "", "&&", named=False),), "condition")
        cfg = build_cfg(function(Node("if_statement", 0, 9, (broken,))), b" " * 20, short_circuit=True)
        assert [node.own for node in cfg.nodes if node.kind is Kind.TEST] == [broken], kind
