"""One function as the checks see it: its graph, and what its variables may hold at each node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gupcheck.checks.callees import Callees
from gupcheck.errors.body import graph_of
from gupcheck.errors.carriers import CODE, carrier_of
from gupcheck.errors.expressions import (
    Evaluator,
    addressed,
    arguments_of,
    callee_name,
    key_of,
    without_wrapping,
)
from gupcheck.errors.summarise import return_type_of
from gupcheck.errors.tokens import State, Token, Tokens
from gupcheck.errors.values import unknown
from gupcheck.flow.graph import Cfg, FlowNode, Kind
from gupcheck.flow.solver import Solution
from gupcheck.impact.after_call import ValuesOnly, carriers, solve_values
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

_ONLY_LOOKS = frozenset(
    (
        "IS_ERR", "IS_ERR_OR_NULL", "IS_ERR_VALUE", "PTR_ERR", "PTR_ERR_OR_ZERO", "ERR_PTR", "ERR_CAST",
        "WARN_ON", "WARN_ON_ONCE", "WARN", "BUG_ON", "likely", "unlikely", "READ_ONCE", "ARRAY_SIZE",
        "sizeof", "container_of", "min", "max", "min_t", "max_t",
    )
)  # fmt: skip

_STATUS_TYPES = frozenset(("vm_fault_t", "blk_status_t", "netdev_tx_t", "ktime_t", "time64_t", "clock_t"))


class LocalValues(ValuesOnly):
    """The values of all variables, as far as nothing else can have changed them: what an iterator or a macro
    sets is unknown, and so is a field once a function was called that may reach it."""

    def __init__(self, cfg: Cfg, evaluator: Evaluator, tracked: frozenset[str], callees: Callees) -> None:
        super().__init__(cfg, evaluator, tracked)
        self._callees = callees
        self._fields = frozenset(key for key in tracked if not key.isidentifier())

    def through_node(self, node: FlowNode, state: State) -> State:
        """Return the state behind `node`."""
        if node.kind is Kind.ITERATOR and node.own is not None:
            names = {part.text for part in node.own.walk() if part.kind == "identifier"}
            return self._lost(state, names & self.tracked, node.own)
        return super().through_node(node, state)

    def _after_call(self, call: Node, state: State) -> State:
        name = callee_name(call)
        if name in _ONLY_LOOKS:
            return state
        state = super()._after_call(call, state)
        lost = {key for key in self._fields if key in state.variables}
        passed = {key_of(argument) for argument in arguments_of(call)} & self.tracked - lost
        if passed and name and self._callees.may_assign(name):
            lost |= passed
        return self._lost(state, lost & self.tracked, call)

    def _lost(self, state: State, keys: frozenset[str] | set[str], node: Node) -> State:
        if not keys:
            return state
        gone = frozenset({Token(unknown("set elsewhere"), node.start)})
        return State({**state.variables, **dict.fromkeys(sorted(keys), gone)})


@dataclass(frozen=True, eq=False)
class Subject:
    """A function with all that is known of it.

    `tree` is its syntax (one of its variants, where `#if` splits it), `solution` the states before and behind
    each node of `cfg`.
    """

    unit: Unit
    function: Function
    tree: Node
    cfg: Cfg
    values: LocalValues
    solution: Solution[State]
    callees: Callees

    @cached_property
    def carrier(self) -> str:
        """Return what the return type carries, as `errors.carriers` calls it."""
        return carrier_of(return_type_of(self.tree, self.unit))

    @cached_property
    def returns_errno(self) -> bool:
        """Return whether the function's type is one that error codes are returned in as negative numbers."""
        words = return_type_of(self.tree, self.unit).split()
        return self.carrier == CODE and not _STATUS_TYPES & set(words)

    @cached_property
    def returns(self) -> tuple[tuple[FlowNode, Tokens], ...]:
        """Return the reached returns of a value, each with what it may hand back."""
        return tuple(
            (node, self.worth(node.own, state))
            for node in self.cfg.nodes
            if node.kind is Kind.RETURN
            and node.own is not None
            and (state := self.solution.after[node.index]) is not None
        )

    def worth(self, node: Node, state: State) -> Tokens:
        """Return what an expression may be worth in a state."""
        return self.values.evaluator.evaluate(node, state)

    def line(self, node: Node) -> int:
        """Return the line of a node, from 1."""
        return self.unit.position(node.start)[0]

    def text(self, node: Node) -> str:
        """Return the source of a node, its white space folded."""
        return " ".join(self.unit.text(node).split())

    def calls_in(self, node: FlowNode) -> Iterator[Node]:
        """Yield the calls that a node of the graph evaluates."""
        for part in node.own.walk() if node.own is not None else ():
            if part.kind == "call_expression":
                yield part


def subjects_of(
    function: Function, unit: Unit, callees: Callees, errnos: frozenset[str]
) -> Iterator[Subject]:
    """Yield a function's variants, without those that take too long to analyse."""
    for tree in function.trees():
        cfg = graph_of(tree, unit.data)
        tracked = carriers(cfg) - _escaping(tree)
        values = LocalValues(cfg, Evaluator(errnos, _no_macro, frozenset()), tracked, callees)
        solution = solve_values(values)
        if solution is not None:
            yield Subject(unit, function, tree, cfg, values, solution, callees)


def _no_macro(name: str) -> Node | None:
    """Return that a name is no macro: constants that are macros stay their names."""
    return None


def _escaping(tree: Node) -> frozenset[str]:
    """Return the variables whose address is kept somewhere, and the static ones: they may change unseen."""
    found: set[str] = set()
    passed: set[int] = set()
    for node in tree.walk():
        if node.kind == "call_expression":
            passed.update(without_wrapping(argument).start for argument in arguments_of(node))
        elif (lvalue := addressed(node)) is not None and node.start not in passed:
            found.add(key_of(lvalue))
        elif node.kind == "declaration" and _is_static(node):
            found.update(part.text for part in node.walk() if part.kind == "identifier")
    return frozenset(found - {""})


def _is_static(declaration: Node) -> bool:
    return any(
        child.kind == "storage_class_specifier" and any(part.text == "static" for part in child.walk())
        for child in declaration.children
    )

