"""The graph that SmPL's patterns are laid on: statements, and around them the nodes that spatch's formulas
ask for.

It holds more than `flow.graph` does, since the meaning of `...` hangs on it: each brace, the first node of
each branch, the end of each statement, a node AFTER that leads from a statement's head past it, and behind
each jump a copy of every closing brace that it passes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gupcheck.syntax.ast import Node


class At(StrEnum):
    """What a node of the graph stands for."""

    TOP = "top"
    HEADER = "header"
    OPEN = "open"
    CLOSE = "close"
    EXPRESSION = "expression"
    DECLARATION = "declaration"
    RETURN = "return"
    GOTO = "goto"
    BREAK = "break"
    CONTINUE = "continue"
    LABEL = "label"
    CASE = "case"
    IF = "if"
    ELSE = "else"
    WHILE = "while"
    DO = "do"
    DO_TEST = "do-test"
    FOR = "for"
    ITERATOR = "iterator"
    SWITCH = "switch"
    DIRECTIVE = "directive"
    END = "end"
    TRUE = "true"
    FALSE = "false"
    IN_LOOP = "in-loop"
    FALL = "fall"
    LOOP_FALL = "loop-fall"
    AFTER = "after"
    EXIT = "exit"
    ERROR_EXIT = "error-exit"
    UNREACHED = "unreached"
    OTHER = "other"


@dataclass(slots=True, eq=False)
class Point:
    """One node of the graph.

    `syntax` is the statement, `own` what is evaluated here. `labels` name the nesting: a statement inside of
    another one has the other's labels as a prefix. `brace` pairs OPEN with its CLOSEs. `fake` tells a copy
    of a closing brace that a jump passes. `escapes` tells a TRUE whose branch does not end normally,
    `goto_after` an AFTER that leads to such a copy behind a goto, `jump_labels` the labels of the loop or
    switch that a break or continue belongs to. `loop` tells that a cycle begins here.
    """

    index: int
    at: At
    labels: tuple[int, ...] = ()
    syntax: Node | None = None
    own: Node | None = None
    brace: int = 0
    fake: bool = False
    escapes: bool = False
    goto_after: bool = False
    jump_labels: tuple[int, ...] = ()
    loop: bool = False


@dataclass(slots=True, eq=False)
class Graph:
    """The graph of one function, macro body or declaration; node 0 is TOP.

    Every node has a successor: TOP, EXIT and the ends lead to themselves, as formulas over paths need.
    """

    nodes: tuple[Point, ...]
    successors: tuple[tuple[int, ...], ...]
    predecessors: tuple[tuple[int, ...], ...]
    by_kind: Mapping[At, tuple[int, ...]] = field(default_factory=dict)
    has_loop: bool = False
