"""The control-flow graph of one function: nodes carry syntax, edges carry the condition that they took."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gupcheck.syntax.ast import Node

ENTRY = 0
"""The index of the node where every path begins."""

EXIT = 1
"""The index of the node where every path that returns ends."""


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
    TEST = "test"
    ONE = "one"
    ZERO = "zero"
    OTHER = "other"


class Label(StrEnum):
    """Why an edge is taken.

    NEXT: control simply goes on; JUMP: goto, asm goto, break, continue, return. CASE and DEFAULT lead from a
    SWITCH to its CASE nodes, NO_CASE past a switch without a default. NO_RETURN leads from a call that never
    returns to EXIT.
    """

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

    `condition` is the expression whose outcome `label` tells: for TRUE and FALSE the controlling expression,
    for CASE the case's value. It is None for an iterator macro, whose test is inside the macro, and for
    `#if`, where TRUE leads to the first arm and FALSE to each other arm, or past the `#if` where it has no
    `#else`.
    """

    source: int
    target: int
    label: Label = Label.NEXT
    condition: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FlowNode:
    """A node of the graph.

    `syntax` is the statement (for IF, WHILE, DO, DO_TEST, FOR, SWITCH, ITERATOR and IFDEF the whole
    statement; for CASE the case_statement; OPEN and CLOSE have the compound_statement), None for ENTRY, EXIT
    and JOIN.

    `own` is the part of it that is evaluated here: the expression of an expression statement, the condition
    of an `if` without its parentheses, the value of a return or a case, where a computed goto leads, the
    arguments of an iterator macro, a declaration that has an initialiser, all of an OTHER; None where nothing
    is evaluated. The init and the update of a `for` are EXPRESSION or DECLARATION nodes of their own; the
    FOR's `own` is the condition.

    `after` is, for IF, WHILE, DO, FOR, ITERATOR, SWITCH and IFDEF, the JOIN where control arrives when the
    statement ends normally; `mate` pairs OPEN with CLOSE and DO with DO_TEST, both ways.

    With `short_circuit` the conditions and the operators that decide what is evaluated have nodes of their
    own:

    - A head (IF, WHILE, DO_TEST, FOR) evaluates nothing. TEST nodes behind it decide: `syntax` and `own` are
      one operand, without parentheses, `!`, likely() and unlikely(), and its TRUE and FALSE edges have it as
      `condition`.
    - Before a node whose `own` holds `&&`, `||`, `?:`, a comma or a statement expression stand the nodes that
      evaluate it. `gives` is then that operator's expression (the compound_statement of a statement
      expression), on each node that yields its value: an EXPRESSION with the operand as `own`, or for `&&`
      and `||` ONE and ZERO, where the value is 1 and 0. Whoever evaluates `own` takes the value remembered
      for the operator. In `x ?: y` the EXPRESSION that yields x has an `own` that its TEST has evaluated
      already.
    - A DECLARATION stands for one init_declarator, its `own`, so that one declaration may have several.
    """

    index: int
    kind: Kind
    syntax: Node | None = None
    own: Node | None = None
    after: int | None = None
    mate: int | None = None
    gives: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Cfg:
    """The control-flow graph of `function` (its `function_definition` node).

    `nodes[i].index == i`; `nodes[0]` is ENTRY, `nodes[1]` is EXIT, the others stand in source order, the
    update of a `for` behind its body. `successors[i]` are the edges that leave node i, TRUE before FALSE,
    cases in source order; `predecessors[i]` are those that enter it, in the order of their sources.

    Unreachable statements are in the graph; nothing that ENTRY reaches leads to them. A case is entered from
    the SWITCH itself, so that the block's OPEN and what stands before the first case are unreachable, as in
    C.
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
