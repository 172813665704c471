"""The control-flow graph of one function: nodes carry syntax, edges carry the condition that they took."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gupcheck.syntax.ast import Node


class Kind(StrEnum):
    """What a node of the graph stands for."""

    ENTRY = "entry"
    EXIT = "exit"
    EXPRESSION = "expression"
    DECLARATION = "declaration"
    RETURN = "return"
    GOTO = "goto"
    BREAK = "break"
    CONTINUE = "continue"
    LABEL = "label"
    CASE = "case"
    IF = "if"
    WHILE = "while"
    DO = "do"
    DO_TEST = "do-test"
    FOR = "for"
    ITERATOR = "iterator"
    SWITCH = "switch"
    IFDEF = "ifdef"
    OPEN = "open"
    CLOSE = "close"
    JOIN = "join"
    EMPTY = "empty"
    OTHER = "other"


class Label(StrEnum):
    """Why an edge is taken."""

    NEXT = "next"
    TRUE = "true"
    FALSE = "false"
    CASE = "case"
    DEFAULT = "default"
    NO_CASE = "no-case"
    JUMP = "jump"
    NO_RETURN = "no-return"


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from `source` to `target` (indices of nodes).

    `condition` is the expression whose outcome `label` tells: for TRUE and FALSE the controlling expression (None
    for an iterator macro, whose test is inside the macro, and for `#if`), for CASE the case's value.
    """

    source: int
    target: int
    label: Label = Label.NEXT
    condition: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FlowNode:
    """A node of the graph.

    `syntax` is the statement (or for IF, WHILE, DO_TEST, FOR, SWITCH, ITERATOR the whole statement of which this is the
    head; for CASE the case_statement; OPEN and CLOSE have the compound_statement), None for ENTRY, EXIT and JOIN.
    `own` is the part of it that is evaluated here: the expression of an expression statement, the condition of an
    `if`, the value of a return; None where nothing is evaluated. A FOR head evaluates three parts: its init and update
    are EXPRESSION or DECLARATION nodes of their own, `own` is the condition.
    `after` is, for IF, WHILE, DO, FOR, ITERATOR, SWITCH and IFDEF, the JOIN where control arrives when the
    statement ends normally; `mate` pairs OPEN with CLOSE, DO with DO_TEST.
    """

    index: int
    kind: Kind
    syntax: Node | None = None
    own: Node | None = None
    after: int | None = None
    mate: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cfg:
    """The control-flow graph of `function` (its `function_definition` node).

    `nodes[i].index == i`; `nodes[0]` is ENTRY, `nodes[1]` is EXIT. `successors[i]` and `predecessors[i]` are the edges
    that leave and enter node i, in source order. Unreachable statements are in the graph without predecessors.
    """

    function: Node
    nodes: tuple[FlowNode, ...]
    successors: tuple[tuple[Edge, ...], ...]
    predecessors: tuple[tuple[Edge, ...], ...]

    @property
    def entry(self) -> FlowNode:
        """Return the node where every path begins."""
        return self.nodes[0]

    @property
    def exit(self) -> FlowNode:
        """Return the node where every path that returns ends."""
        return self.nodes[1]
