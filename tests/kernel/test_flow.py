"""Every function of mm/ and kernel/ of a real kernel has its graphs, with every statement."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gupcheck.flow import ENTRY, EXIT, build_cfg
from gupcheck.flow.dominance import control_dependence, dominators
from gupcheck.flow.paths import endless_loops, reachable
from gupcheck.syntax import Function, Node, load_dialect, parse_unit

TREE = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser() / "linux-6.1"
STATEMENTS = (
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
    "return_statement",
    "switch_statement",
    "while_statement",
)


def functions(folder: str) -> Iterator[tuple[str, Function, bytes]]:
    dialect = load_dialect()
    for path in sorted((TREE / folder).rglob("*.c")):
        data = path.read_bytes()
        for function in parse_unit(data, str(path), dialect).functions:
            yield f"{path.relative_to(TREE)}: {function.name}", function, data


def statements(tree: Node, *, in_expressions: bool) -> Iterator[Node]:
    """Yield the statements below `tree`; those of blocks within expressions only if asked for."""
    pending = [tree]
    while pending:
        node = pending.pop()
        if node.kind in STATEMENTS and node.end > node.start:
            yield node
        whole = not in_expressions and node.kind in ("parenthesized_expression", "argument_list")
        pending.extend(child for child in node.children if not (whole and child.kind == "compound_statement"))


@pytest.mark.kernel
@pytest.mark.parametrize("folder", ["mm", "kernel"])
@pytest.mark.parametrize("short_circuit", [False, True], ids=["statements", "short circuits"])
def test_every_statement_of_every_function_is_in_its_graph(folder: str, short_circuit: bool) -> None:
    seen, missing = 0, []
    for name, function, data in functions(folder):
        for tree in function.trees():
            cfg = build_cfg(tree, data, short_circuit=short_circuit)
            seen += 1
            there = {id(node.syntax) for node in cfg.nodes}
            wanted = statements(tree, in_expressions=short_circuit)
            missing += [(name, node) for node in wanted if id(node) not in there]
    assert missing == []
    assert seen > 5_000


@pytest.mark.kernel
def test_every_function_ends_or_loops_and_is_dominated_by_its_entry() -> None:
    for name, function, data in functions("mm"):
        for tree in function.trees():
            cfg = build_cfg(tree, data, short_circuit=True)
            reached = reachable(cfg, ENTRY)
            assert EXIT in reached or reached & set(endless_loops(cfg)), name
            above = dominators(cfg)
            assert all(above.dominates(ENTRY, index) for index in reached), name
            causes = control_dependence(cfg)
            assert all(len(cfg.successors[edge.source]) > 1 for edges in causes for edge in edges), name
