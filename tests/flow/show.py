"""Graphs as lines of text that a reader can follow: `if (a) -true-> b()`."""

from __future__ import annotations

from gupcheck.flow import Cfg, FlowNode, Kind, Label, build_cfg
from gupcheck.syntax import Node, load_dialect, parse_unit

DIALECT = load_dialect()
PASSED = (Kind.OPEN, Kind.CLOSE, Kind.JOIN)
WORDS = {
    Kind.BREAK: "break",
    Kind.CLOSE: "}",
    Kind.CONTINUE: "continue",
    Kind.DO: "do",
    Kind.EMPTY: ";",
    Kind.ENTRY: "entry",
    Kind.EXIT: "exit",
    Kind.IFDEF: "#if",
    Kind.JOIN: "join",
    Kind.OPEN: "{",
}
HEADS = {
    Kind.CASE: "case {}",
    Kind.DO_TEST: "while ({}) of do",
    Kind.FOR: "for ({})",
    Kind.GOTO: "goto *{}",
    Kind.IF: "if ({})",
    Kind.OTHER: "? {}",
    Kind.RETURN: "return {}",
    Kind.SWITCH: "switch ({})",
    Kind.TEST: "{}?",
    Kind.WHILE: "while ({})",
}


def graph(code: str, **options: bool) -> tuple[Cfg, bytes]:
    """Return the graph of a function with this body, and its whole source."""
    return graph_of(b"void f(void)\n{\n" + code.encode() + b"\n}\n", **options)


def graph_of(source: bytes, **options: bool) -> tuple[Cfg, bytes]:
    [function] = parse_unit(source, "test.c", DIALECT).functions
    [tree] = function.trees()
    return build_cfg(tree, source, **options), source


def text(node: Node, source: bytes) -> str:
    return " ".join(source[node.start : node.end].decode().split())


def name(node: FlowNode, source: bytes) -> str:
    own = text(node.own, source) if node.own else ""
    if node.kind is Kind.CASE and not own:
        return "default"
    if node.kind in WORDS:
        return WORDS[node.kind]
    if node.kind in HEADS and not (node.kind is Kind.GOTO and not own):
        return HEADS[node.kind].format(own).replace(" ()", "").rstrip()
    assert node.syntax
    if node.kind is Kind.ITERATOR:
        return text(node.syntax, source).split("(")[0] + own
    if node.kind in (Kind.ONE, Kind.ZERO):
        return f"{node.kind} of {text(node.syntax, source)}"
    whole = text(node.syntax, source).rstrip(";")
    return whole.split(":")[0] + ":" if node.kind is Kind.LABEL else own.rstrip(";") or whole


def arrow(label: Label) -> str:
    return "->" if label is Label.NEXT else f"-{label}->"


def edges(code: str, *, passed: tuple[Kind, ...] = PASSED, **options: bool) -> list[str]:
    """Return the edges of the graph, in order, passing over the nodes of the kinds `passed`."""
    cfg, source = graph(code, **options)
    lines = []
    for node in cfg.nodes:
        if node.kind in passed:
            continue
        for edge in cfg.successors[node.index]:
            target = cfg.nodes[edge.target]
            while target.kind in passed:
                [onward] = cfg.successors[target.index]
                target = cfg.nodes[onward.target]
            lines.append(f"{name(node, source)} {arrow(edge.label)} {name(target, source)}")
    return lines


def listed(block: str) -> list[str]:
    """Return the lines of a block of expected edges."""
    return [line.strip() for line in block.strip().splitlines()]
