"""What a caller does with each code that a call of it gives: returns it, maps it, retries, drops it ..."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from gupcheck.errors.body import graph_of
from gupcheck.errors.conditions import constant_of, subject_of
from gupcheck.errors.expressions import (
    Evaluator,
    Names,
    arguments_of,
    callee_name,
    key_of,
    without_wrapping,
)
from gupcheck.errors.tokens import EMPTY, State, Token
from gupcheck.errors.values import ERRNO, NULL, STATUS, SUCCESS, ZERO, Value
from gupcheck.flow.graph import Cfg, Edge, FlowNode, Kind, Label
from gupcheck.flow.solver import Solution
from gupcheck.impact.after_call import (
    AfterCall,
    CallGraphPart,
    ValuesOnly,
    carriers,
    part_from,
    solve_values,
)
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

_TEST_CALLS = frozenset(
    ("IS_ERR", "IS_ERR_OR_NULL", "IS_ERR_VALUE", "PTR_ERR", "PTR_ERR_OR_ZERO", "ERR_PTR", "ERR_CAST")
    + ("WARN_ON", "WARN_ON_ONCE", "VM_WARN_ON", "VM_WARN_ON_ONCE", "BUG_ON", "VM_BUG_ON")
    + ("likely", "unlikely", "READ_ONCE")
)


class Action(StrEnum):
    """What a caller does with a code."""

    RETURNS = "returns"
    MAPS = "maps"
    RETRIES = "retries"
    TESTS = "tests"
    STORES = "stores"
    PASSES = "passes"
    DROPS = "drops"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class CallUse:
    """One thing that a caller does with `code`, a value that its call yields.

    `becomes` is what it is mapped to, stored in or passed to; `line` (from 1) is where.
    """

    code: Value
    action: Action
    becomes: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Environment:
    """What a tree knows besides its functions: the names of error codes, and object-like macros."""

    errnos: frozenset[str]
    macro: Names


def uses_of_call(
    function: Function, unit: Unit, start: int, codes: Iterable[Value], environment: Environment
) -> tuple[CallUse, ...]:
    """Return what `function` does with each of `codes` of the call that begins at the byte offset `start`.

    A code that the caller's text does not name fares as any other such code: one of them is followed.
    """
    found: set[CallUse] = set()
    wanted = tuple(codes)
    for tree in function.trees():
        cfg = graph_of(tree, unit.data)
        tracked = carriers(cfg)
        evaluator = Evaluator(environment.errnos, environment.macro, tracked)
        whole = ValuesOnly(cfg, evaluator, tracked, frozenset())
        solution = solve_values(whole)
        for site, call in _sites(cfg, start):
            before = solution.before[site] if solution else None
            place = _Place(unit, part_from(cfg, site, call), evaluator, before or whole.start())
            found.update(_uses(place, wanted, _names_in(unit, tree)))
            break
    return tuple(sorted(found, key=lambda use: (use.line, use)))


def _sites(cfg: Cfg, start: int) -> Iterator[tuple[int, Node]]:
    """Yield the nodes that evaluate the call at `start`, those first that no other node stands before."""
    for node in cfg.nodes:
        for part in node.own.walk() if node.own else ():
            if part.start == start and part.kind == "call_expression":
                yield node.index, part
                break


def _names_in(unit: Unit, tree: Node) -> frozenset[str]:
    return frozenset(node.text for node in tree.walk() if node.kind == "identifier" and node.text.isupper())


@dataclass(frozen=True, slots=True)
class _Place:
    """A call within its caller."""

    unit: Unit
    part: CallGraphPart
    evaluator: Evaluator
    before: State

    def line(self, node: Node | None) -> int:
        return self.unit.position((node or self.part.call).start)[0]

    def run(self, value: Value, part: CallGraphPart | None = None) -> _Run | None:
        analysis = AfterCall(part or self.part, self.evaluator, self.before, value)
        solution = solve_values(analysis)
        return _Run(self, analysis, solution) if solution else None


def _uses(place: _Place, codes: tuple[Value, ...], named: frozenset[str]) -> Iterator[CallUse]:
    usual = _usual(place, codes)
    alike: dict[tuple[str, bool], list[Value]] = {}
    for code in codes:
        own = code.name if code.kind != ERRNO or code.name in named else ""
        alike.setdefault((f"{code.kind} {own}", code.pointer), []).append(code)
    for group in alike.values():
        run = place.run(group[0])
        if run is None or usual is None:
            yield from (CallUse(code, Action.UNKNOWN, "", place.line(None)) for code in group)
            continue
        for action, becomes, line in run.uses(usual):
            yield from (CallUse(code, action, becomes, line) for code in group)


def _usual(place: _Place, codes: tuple[Value, ...]) -> _Run | None:
    """Return what is reached when the call succeeds: what an error is compared with."""
    pointers = any(code.pointer or code.kind == NULL for code in codes)
    return place.run(Value(SUCCESS) if pointers else Value("zero"))


@dataclass(frozen=True, slots=True)
class _Run:
    """What is reached with one value of the call."""

    place: _Place
    analysis: AfterCall
    solution: Solution[State]

    def uses(self, usual: _Run) -> Iterator[tuple[Action, str, int]]:
        """Yield what the caller does with the value: action, what it becomes, line."""
        found = [*self._tests(), *self._stores(), *self._returns(usual)]
        if self._retries(usual, told_apart=any(action == Action.TESTS for action, _, _ in found)):
            found = [one for one in found if one[0] != Action.DROPS]
            found.append((Action.RETRIES, "", self.place.line(None)))
        elif not any(action in (Action.RETURNS, Action.MAPS, Action.DROPS) for action, _, _ in found):
            found.append(self._drop())
        yield from found

    def _reached(self) -> Iterator[tuple[FlowNode, State]]:
        for node in self.analysis.cfg.nodes:
            state = self.solution.before[node.index]
            if state is not None:
                yield node, state

    def _holds(self, key: str, state: State) -> bool:
        return any(self.analysis.is_ours(token) for token in state.get(key) or EMPTY)

    def _tests(self) -> Iterator[tuple[Action, str, int]]:
        """Yield the tests that tell this very code from others."""
        wanted = self.analysis.value.text(), f"-{self.analysis.value.name}"
        for node, _ in self._reached():
            after = self.solution.after[node.index]
            for edge in self.analysis.cfg.successors[node.index]:
                if edge.condition is None or after is None:
                    continue
                constant, key = _compared(edge.label, edge.condition, node)
                if constant in wanted and constant not in ("0", "NULL") and self._holds(key, after):
                    yield Action.TESTS, constant, self.place.line(edge.condition)
                    break

    def _stores(self) -> Iterator[tuple[Action, str, int]]:
        """Yield where the code is put outside of the function: what is assigned, to whom it is handed."""
        for node, state in self._reached():
            for part in node.own.walk() if node.own else ():
                if part.kind == "assignment_expression":
                    left, right = part.child("left"), part.child("right")
                    key = key_of(left) if left else ""
                    if right and ("->" in key or key.startswith("*")) and self._is_in(right, state):
                        yield Action.STORES, key, self.place.line(part)
                elif self._is_handed_to(part, state):
                    yield Action.PASSES, callee_name(part) or "a pointer", self.place.line(part)

    def _is_handed_to(self, call: Node, state: State) -> bool:
        if call.kind != "call_expression" or callee_name(call) in _TEST_CALLS:
            return False
        return any(self._is_in(argument, state) for argument in arguments_of(call))

    def _is_in(self, node: Node, state: State) -> bool:
        return any(self.analysis.is_ours(token) for token in self.analysis.evaluator.evaluate(node, state))

    def returned(self) -> dict[Token, int]:
        """Return the tokens that the function hands back, each with the line of its return."""
        found: dict[Token, int] = {}
        for node, _ in self._reached():
            after = self.solution.after[node.index]
            if node.kind is Kind.RETURN and node.own is not None and after is not None:
                for token in self.analysis.returned(node, after):
                    found.setdefault(token, self.place.line(node.syntax or node.own))
        return found

    def _returns(self, usual: _Run) -> Iterator[tuple[Action, str, int]]:
        """Yield what is handed back: RETURNS the code itself, MAPS another one, DROPS a success."""
        mine, others = self.returned(), usual.returned()
        ours = {token: line for token, line in mine.items() if self.analysis.is_ours(token)}
        yield from sorted({(Action.RETURNS, "", line) for line in ours.values()})
        rest = self._of_this_round({token: line for token, line in mine.items() if token not in ours})
        only_errors = bool(rest) and not ours and all(_is_error(token.value) for token in rest)
        for token, line in rest.items():
            if _is_error(token.value) and (token not in others or only_errors):
                yield self._instead(token.value, line)
            elif token.value.kind == ZERO and token not in others:
                yield Action.DROPS, "becomes 0", self.place.unit.position(token.origin)[0]

    def _instead(self, value: Value, line: int) -> tuple[Action, str, int]:
        code = self.analysis.value
        if (value.kind, value.name) == (code.kind, code.name):
            return Action.RETURNS, "", line
        return Action.MAPS, value.text(), line

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

    def _retries(self, usual: _Run, *, told_apart: bool) -> bool:
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

    def _ways_back(self) -> frozenset[tuple[int, int]]:
        """Return the edges upwards in the source that are reached and lead to the call again."""
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
            (source, target) for source, target in inner | last if 0 < target <= source and source in leading
        )

    def _passes(self, edge: Edge) -> bool:
        state = self.solution.after[edge.source]
        return state is not None and self.analysis.along_edge(edge, state) is not None

    def _drop(self) -> tuple[Action, str, int]:
        looked_at = any(
            self._holds(part.text, state)
            for node, state in self._reached()
            if node.own is not None and len(self.analysis.cfg.successors[node.index]) > 1
            for part in node.own.walk()
            if part.kind == "identifier"
        )
        own = self.analysis.cfg.nodes[self.place.part.site].syntax
        unused = (
            own is not None and own.kind == "expression_statement" and _is_bare(own, self.place.part.call)
        )
        if unused:
            return Action.DROPS, "the result is unused", self.place.line(None)
        ends = {token.value.text() for token in self.returned()}
        shown = f"returns {ends.pop()}" if len(ends) == 1 and "unknown" not in ends else "goes on"
        tested = "tested" if looked_at else "not tested"
        return Action.DROPS, f"{tested}, then {shown}", self.place.line(None)


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
