"""What becomes of one value of one call within its caller, compared with what becomes of a success."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gupcheck.errors.conditions import constant_of, subject_of
from gupcheck.errors.expressions import (
    Evaluator,
    arguments_of,
    assigned_key,
    callee_name,
    key_of,
    without_wrapping,
)
from gupcheck.errors.tokens import EMPTY, State, Token
from gupcheck.errors.values import ERRNO, NULL, STATUS, ZERO, Value
from gupcheck.flow.graph import Cfg, Edge, FlowNode, Kind, Label
from gupcheck.flow.solver import Solution
from gupcheck.impact.after_call import RESULT, AfterCall, CallGraphPart, solve_values
from gupcheck.impact.call_use import Action, CallUse
from gupcheck.syntax import Unit
from gupcheck.syntax.ast import Node

_ENDS = frozenset((Action.RETURNS, Action.MAPS, Action.DROPS))
_TEST_CALLS = frozenset(
    (
        "IS_ERR", "IS_ERR_OR_NULL", "IS_ERR_VALUE", "PTR_ERR", "PTR_ERR_OR_ZERO", "ERR_PTR", "ERR_CAST",
        "WARN_ON", "WARN_ON_ONCE", "VM_WARN_ON", "VM_WARN_ON_ONCE", "BUG_ON", "VM_BUG_ON",
        "likely", "unlikely", "READ_ONCE",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CallPlace:
    """A call within its caller; `before` is the state before it."""

    unit: Unit
    part: CallGraphPart
    evaluator: Evaluator
    tracked: frozenset[str]
    before: State

    def line(self, node: Node | None = None) -> int:
        """Return the line (from 1) of a node, the call's own without one."""
        return self.unit.position((node or self.part.call).start)[0]

    def run(self, value: Value, part: CallGraphPart | None = None) -> Fate | None:
        """Return what becomes of `value`, None where that takes too long to find out."""
        analysis = AfterCall(part or self.part, self.evaluator, self.tracked, self.before, value)
        solution = solve_values(analysis)
        return Fate(self, analysis, solution) if solution else None


@dataclass(frozen=True, slots=True)
class Fate:
    """What is reached with one value of the call."""

    place: CallPlace
    analysis: AfterCall
    solution: Solution[State]

    def uses_beside(self, usual: Fate) -> Iterator[CallUse]:
        """Yield what the caller does with the value, given the fate of a success."""
        found = [*self._tests(), *self._stores(), *self._returns(usual)]
        if self._retries(usual, told_apart=any(use.action == Action.TESTS for use in found)):
            found = [use for use in found if use.action != Action.DROPS]
            found.append(self._use(Action.RETRIES))
        elif not any(use.action in _ENDS for use in found):
            found.append(self._drop())
        yield from found

    def _use(self, action: Action, becomes: str = "", line: int = 0, gives: Value | None = None) -> CallUse:
        return CallUse(self.analysis.value, action, becomes, line or self.place.line(), gives)

    def reached(self) -> Iterator[tuple[FlowNode, State]]:
        """Yield the nodes that the value leads to, each with the state before it."""
        for node in self.analysis.cfg.nodes:
            state = self.solution.before[node.index]
            if state is not None:
                yield node, state

    def _holds(self, key: str, state: State) -> bool:
        return any(self.analysis.is_ours(token) for token in state.get(key) or EMPTY)

    def _tests(self) -> Iterator[CallUse]:
        """Yield the tests that tell this very code from others."""
        wanted = self.analysis.value.text(), f"-{self.analysis.value.name}"
        for node, _ in self.reached():
            after = self.solution.after[node.index]
            for edge in self.analysis.cfg.successors[node.index]:
                if edge.condition is None or after is None:
                    continue
                constant, key = _compared(edge.label, edge.condition, node)
                if constant in wanted and constant not in ("0", "NULL") and self._holds(key, after):
                    yield self._use(Action.TESTS, constant, self.place.line(edge.condition))
                    break

    def _stores(self) -> Iterator[CallUse]:
        """Yield where the code is put outside of the function: what is assigned, to whom it is handed."""
        for node, state in self.reached():
            for part in node.own.walk() if node.own else ():
                if part.kind == "assignment_expression":
                    left, right = part.child("left"), part.child("right")
                    key = key_of(left) if left else ""
                    if right and ("->" in key or key.startswith("*")) and self._is_in(right, state):
                        yield self._use(Action.STORES, key, self.place.line(part))
                elif self._is_handed_to(part, state):
                    yield self._use(Action.PASSES, callee_name(part) or "a pointer", self.place.line(part))

    def _is_handed_to(self, call: Node, state: State) -> bool:
        if call.kind != "call_expression" or callee_name(call) in _TEST_CALLS:
            return False
        holders = _holders(self.analysis.cfg)
        return any(
            self._is_in(argument, state) and any(key_of(part) in holders for part in argument.walk())
            for argument in arguments_of(call)
        )

    def _is_in(self, node: Node, state: State) -> bool:
        return any(self.analysis.is_ours(token) for token in self.analysis.evaluator.evaluate(node, state))

    def returned(self) -> dict[Token, int]:
        """Return the tokens that the function hands back, each with the line of its return."""
        found: dict[Token, int] = {}
        for node, _ in self.reached():
            after = self.solution.after[node.index]
            if node.kind is Kind.RETURN and node.own is not None and after is not None:
                for token in self.analysis.returned(node, after):
                    found.setdefault(token, self.place.line(node.syntax or node.own))
        return found

    def _returns(self, usual: Fate) -> Iterator[CallUse]:
        """Yield what is handed back: RETURNS the code itself, MAPS another one, DROPS a success."""
        mine, others = self.returned(), usual.returned()
        ours = {token: line for token, line in mine.items() if self.analysis.is_ours(token)}
        yield from {self._use(Action.RETURNS, "", line, token.value) for token, line in ours.items()}
        rest = self._of_this_round({token: line for token, line in mine.items() if token not in ours})
        only_errors = bool(rest) and not ours and all(_is_error(token.value) for token in rest)
        for token, line in rest.items():
            alike = token in others and (not only_errors or token.value.kind == STATUS)
            if _is_error(token.value) and not alike:
                yield self._instead(token.value, line)
            elif token.value.kind == ZERO and token not in others:
                yield self._use(Action.DROPS, "becomes 0", self.place.unit.position(token.origin)[0])

    def _instead(self, value: Value, line: int) -> CallUse:
        code = self.analysis.value
        if (value.kind, value.name) == (code.kind, code.name):
            return self._use(Action.RETURNS, "", line, value)
        return self._use(Action.MAPS, value.text(), line, value)

    def _of_this_round(self, tokens: dict[Token, int]) -> dict[Token, int]:
        """Return those of the returned tokens that are there without another round to the call.

        What was set before the call, in a loop that holds it, is either from before or from the next round.
        """
        start = self.place.part.call.start
        if not self.place.part.back or all(token.origin >= start for token in tokens):
            return tokens
        once = self.place.run(self.analysis.value, self.place.part.without(self._ways_back()))
        near = once.returned() if once else {}
        return {token: line for token, line in tokens.items() if token.origin >= start or token in near}

    def _retries(self, usual: Fate, *, told_apart: bool) -> bool:
        """Return whether the code leads back to the call by a way that success does not take.

        A `continue` is the next round of a loop rather than another try, unless the code was told apart.
        """
        ways = self._ways_back() - usual._ways_back()
        nodes = self.analysis.cfg.nodes
        return any(
            nodes[source].kind is not Kind.CONTINUE
            or (told_apart and nodes[target].kind is not Kind.ITERATOR)
            for source, target in ways
        )

    @property
    def goes_back(self) -> bool:
        """Return whether the value leads to the call again by a jump back."""
        nodes = self.analysis.cfg.nodes
        return any(nodes[source].kind is Kind.GOTO for source, _ in self._ways_back())

    def _ways_back(self) -> frozenset[tuple[int, int]]:
        """Return the edges upwards in the source, past the call, that are reached and lead to it again."""
        part = self.place.part
        leading = {edge.source for edge in part.back if self.solution.after[edge.source] is not None}
        stack = list(leading)
        while stack:
            for edge in part.cfg.predecessors[stack.pop()]:
                if edge.source not in leading and edge.source != 0 and self._passes(edge):
                    leading.add(edge.source)
                    stack.append(edge.source)
        inner = {(e.source, e.target) for row in part.cfg.successors for e in row if e.target in leading}
        last = {(edge.source, edge.target) for edge in part.back}
        return frozenset(
            (source, target)
            for source, target in inner | last
            if 0 < target <= min(source, part.site) and source in leading
        )

    def _passes(self, edge: Edge) -> bool:
        state = self.solution.after[edge.source]
        return state is not None and self.analysis.along_edge(edge, state) is not None

    def _drop(self) -> CallUse:
        looked_at = any(
            self._holds(part.text, state)
            for node, state in self.reached()
            if node.own is not None and len(self.analysis.cfg.successors[node.index]) > 1
            for part in node.own.walk()
            if part.kind == "identifier"
        )
        own = self.analysis.cfg.nodes[self.place.part.site].syntax
        unused = (
            own is not None and own.kind == "expression_statement" and _is_bare(own, self.place.part.call)
        )
        if unused:
            return self._use(Action.DROPS, "the result is unused")
        ends = {token.value.text() for token in self.returned()}
        shown = f"returns {ends.pop()}" if len(ends) == 1 and "unknown" not in ends else "goes on"
        tested = "tested" if looked_at else "not tested"
        return self._use(Action.DROPS, f"{tested}, then {shown}")


@lru_cache(maxsize=4)
def _holders(cfg: Cfg) -> frozenset[str]:
    """Return what may hold the call's result by plain assignments: the sum `pages += ret` is no code."""
    assigned = [
        (assigned_key(part), part.child("right") or part.child("value"))
        for node in cfg.nodes
        for part in (node.own.walk() if node.own else ())
        if part.kind == "init_declarator"
        or (part.kind == "assignment_expression" and (sign := part.child("operator")) and sign.text == "=")
    ]
    found = {RESULT}
    size = 0
    while len(found) > size:
        size = len(found)
        found.update(
            key
            for key, right in assigned
            if key and right and any(key_of(one) in found for one in right.walk())
        )
    return frozenset(found)


def _is_bare(statement: Node, call: Node) -> bool:
    inner = next((child for child in statement.children if child.named), None)
    return (
        inner is not None
        and without_wrapping(inner).start == call.start
        and inner.kind != "assignment_expression"
    )


def _is_error(value: Value) -> bool:
    return value.kind in (ERRNO, NULL, STATUS)


def _compared(label: Label, condition: Node, node: FlowNode) -> tuple[str, str]:
    """Return the constant that an edge's condition compares something with, and the key of that."""
    if label is Label.CASE:
        return constant_of(condition), subject_of(node.own) if node.own else ""
    condition = without_wrapping(condition)
    if condition.kind != "binary_expression":
        return "", ""
    left, right = condition.child("left"), condition.child("right")
    if left is None or right is None:
        return "", ""
    constant = constant_of(right)
    return (constant, subject_of(left)) if constant else (constant_of(left), subject_of(right))
