"""Body summaries: the values that reach a function's returns, found by a flow-sensitive analysis of its
graph.

Every value carries the tests that were decided since it was set. Where the two sides of a test meet again
and the value came through both, the test did not matter and is forgotten; what is left at the return is
the cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from gupcheck.errors.conditions import decided, subject_of
from gupcheck.errors.effects import Effects, counted
from gupcheck.errors.expressions import (
    Evaluator,
    arguments_of,
    assigned_key,
    gives_key,
    without_wrapping,
)
from gupcheck.errors.tokens import EMPTY, Check, State, Token, Tokens, covers, joined
from gupcheck.errors.values import ANY_SUCCESS, FIELD, PARAMETER, Value, refine
from gupcheck.flow import build_cfg
from gupcheck.flow.dominance import control_dependence, post_dominators
from gupcheck.flow.graph import Cfg, Edge, FlowNode, Kind, Label
from gupcheck.flow.solver import GaveUpError, Solution, solve
from gupcheck.syntax.ast import Node

_GRAPHS = 8
"""Graphs that are kept: whoever asks for a function's summary often asks for its graph too."""

_OPERATORS = frozenset(
    ("binary_expression", "conditional_expression", "comma_expression", "compound_statement")
)
_EFFECTS = frozenset(
    (
        "assignment_expression", "init_declarator", "update_expression", "call_expression",
        "gnu_asm_expression",
    )
)  # fmt: skip
_LOOPS = frozenset((Kind.WHILE, Kind.FOR, Kind.DO_TEST, Kind.ITERATOR))


class BodyAnalysis:
    """The dataflow analysis of one function's graph (with short circuits): states map tracked lvalues to
    tokens."""

    def __init__(
        self,
        cfg: Cfg,
        evaluator: Evaluator,
        tracked: frozenset[str],
        parameters: frozenset[str],
        kept: frozenset[str] = frozenset(),
        counts: frozenset[str] = frozenset(),
    ) -> None:
        self.cfg = cfg
        self.evaluator = evaluator
        self.tracked = tracked
        self.parameters = parameters
        self.effects = Effects(tracked, kept, evaluator, counts)
        tree = post_dominators(cfg)
        self.meets = tree.parents
        self.depends = control_dependence(cfg, tree)
        self.ending: dict[int, list[int]] = {}
        self._read, self._spent = self._operators_read()
        self._passed: dict[tuple[Tokens, Check], Tokens] = {}
        self._merges: dict[tuple[Tokens, int], Tokens] = {}
        self.subjects = {
            node.index: subject_of_test(node.own)
            for node in cfg.nodes
            if node.own is not None and len(cfg.successors[node.index]) > 1
        }
        self.exits = frozenset(
            node.index
            for node in cfg.nodes
            if node.kind is Kind.LABEL
            and all(edge.source < node.index for edge in cfg.predecessors[node.index])
        )
        for index, edges in enumerate(cfg.successors):
            meet = tree.parents[index]
            if len(edges) > 1 and meet is not None:
                self.ending.setdefault(meet, []).append(index)

    def start(self) -> State:
        """Return the state at the entry: parameters hold themselves, what is not a local is set elsewhere."""
        variables: dict[str, Tokens] = {}
        for key in self.tracked:
            if key in self.effects.counts and key in self.parameters:
                variables[key] = frozenset({Token(ANY_SUCCESS, self.cfg.function.start)})
            elif key in self.parameters:
                variables[key] = frozenset({Token(Value(PARAMETER, key), self.cfg.function.start)})
            elif not key.isidentifier():
                variables[key] = frozenset({Token(Value(FIELD, key), self.cfg.function.start)})
        return State(variables)

    def join(self, first: State, second: State) -> State:
        """Return the state of what either holds."""
        return joined(first, second)

    def leq(self, first: State, second: State) -> bool:
        """Return whether `second` holds all that `first` does."""
        return covers(second, first)

    def through_node(self, node: FlowNode, state: State) -> State:
        """Return the state behind `node`: tests whose sides meet here are forgotten, assignments done."""
        if node.index in self.ending:
            state = self._forget(node.index, state)
        if node.index in self.exits:
            state = State({key: frozenset(_settled(tokens)) for key, tokens in state.variables.items()})
        if node.own is None or node.kind is Kind.RETURN:
            return self._effects(node, state) if node.own is not None else state
        state = self._effects(node, state)
        if node.kind is Kind.ITERATOR:
            state = self._set_by_iterator(node.own, state)
        if node.gives is not None and gives_key(node.gives) in self._read:
            value = self.evaluator.evaluate(node.own, state)
            if node.gives.child("condition") is node.own:
                value = _true_ones(value)
            state = state.set(gives_key(node.gives), self._entered(value, node.index))
        spent = self._spent.get(node.index)
        return state.without(spent) if spent else state

    def _operators_read(self) -> tuple[frozenset[str], dict[int, frozenset[str]]]:
        """Return the keys of operators whose values are read, and those that are not read behind a node.

        An operator's value is read where it is part of what is returned or assigned to a followed lvalue, and
        only at the node that holds it: carried on, they would be a third of all tokens.
        """
        given = frozenset(gives_key(node.gives) for node in self.cfg.nodes if node.gives is not None)
        read: set[str] = set()
        spent: dict[int, frozenset[str]] = {}
        for node in self.cfg.nodes if given else ():
            if node.own is None:
                continue
            if node.kind in (Kind.EXPRESSION, Kind.DECLARATION):
                spent[node.index] = given.intersection(_operators_in(node.own)) - {gives_key(node.own)}
            if node.kind is Kind.RETURN:
                read.update(_operators_in(node.own))
            for part in _effects_of(node.own):
                if part.kind == "init_declarator" or assigned_key(part) in self.tracked:
                    read.update(_operators_in(part))
        return given.intersection(read), {index: keys for index, keys in spent.items() if keys}

    def along_edge(self, edge: Edge, state: State) -> State | None:
        """Return `state` refined by the test that `edge` decides, with the test noted on every value."""
        if len(self.cfg.successors[edge.source]) < 2 or edge.label is Label.NO_RETURN:
            return state if edge.label is not Label.NO_RETURN else None
        refined: State | None = state
        subject = ""
        if edge.label in (Label.TRUE, Label.FALSE) and edge.condition is not None:
            refined = decided(edge.condition, edge.label is Label.TRUE, state)
            subject = self.subjects[edge.source]
        if refined is None:
            return None
        check = Check(edge.source, edge.label.value, edge.target if edge.label is Label.CASE else -1)
        return State(
            {
                key: tokens if key == subject else self._behind(tokens, check)
                for key, tokens in refined.variables.items()
            }
        )

    def _behind(self, tokens: Tokens, check: Check) -> Tokens:
        known = self._passed.get((tokens, check))
        if known is None:
            known = frozenset([token.behind(check) for token in tokens])
            self._passed[tokens, check] = known
        return known

    def _forget(self, index: int, state: State) -> State:
        """Drop the tests that end at node `index` from the values that came through all of their sides."""
        for test in self.ending[index]:
            labels = {
                (e.label.value, e.target if e.label is Label.CASE else -1) for e in self.cfg.successors[test]
            }
            loop = self.cfg.nodes[test].kind in _LOOPS
            state = State(
                {key: self._met(tokens, test, labels, loop) for key, tokens in state.variables.items()}
            )
        return state

    def _met(self, tokens: Tokens, test: int, labels: set[tuple[str, int]], loop: bool) -> Tokens:
        known = self._merges.get((tokens, test))
        if known is None:
            known = self._merges[tokens, test] = _merged(tokens, test, labels, loop)
        return known

    def _effects(self, node: FlowNode, state: State) -> State:
        """Carry out the assignments inside of what `node` evaluates, innermost first."""
        if node.own is None:
            return state
        for part in _effects_of(node.own):
            state = self._effect(part, state, node.index)
        return state

    def _effect(self, part: Node, state: State, index: int) -> State:
        if part.kind == "call_expression":
            return self._after_call(part, state)
        if part.kind == "gnu_asm_expression":
            return self.effects.after_assembly(part, state)
        right = part.child("right") or part.child("value")
        key = assigned_key(part)
        if right is not None and right.kind == "initializer_list":
            return self.effects.initialised(key, right, state)
        if key not in self.tracked:
            return self.effects.assigned(key, EMPTY, state, part.start)
        operator = part.child("operator")
        sign = operator.text if operator is not None else "="
        if right is None or sign not in ("=", "|=", "+="):
            tokens = counted(state.get(key) or EMPTY, EMPTY, part)
            return self.effects.assigned(key, tokens, state, part.start)
        tokens = self._entered(self.evaluator.evaluate(right, state), index)
        if sign == "|=":
            tokens |= state.get(key) or EMPTY
        elif sign == "+=":
            tokens = counted(state.get(key) or EMPTY, tokens, part)
        return self.effects.assigned(key, tokens, state, part.start)

    def _after_call(self, call: Node, state: State) -> State:
        return self.effects.after_call(call, state)

    def _set_by_iterator(self, own: Node, state: State) -> State:
        """Give the variables that an iterator gets, as in `for_each_x(pos, head)`, what is no code."""
        followed = self.tracked & self.evaluator.locals
        for part in own.walk():
            if part.kind == "identifier" and part.text in followed:
                state = state.set(part.text, frozenset({Token(ANY_SUCCESS, part.start)}))
        return state

    def returned(self, node: FlowNode, state: State) -> Tokens:
        """Return what the RETURN `node` may hand back, for the state behind it."""
        if node.own is None:
            return EMPTY
        return self._entered(self.evaluator.evaluate(node.own, state), node.index, subject_of(node.own))

    def _entered(self, tokens: Tokens, index: int, subject: str = "") -> Tokens:
        """Return `tokens` as they enter at node `index`.

        A fresh one begins with the test that controls the node, unless that is a test of `subject`, the
        variable that it comes from, or the test of another round of a loop.
        """
        depends = [
            edge
            for edge in self.depends[index]
            if edge.source < index and (not subject or self.subjects.get(edge.source) != subject)
        ]
        if not depends:
            return tokens
        edge = depends[-1]
        check = Check(edge.source, edge.label.value, edge.target if edge.label is Label.CASE else -1)
        return frozenset(
            token if token.checks else token.with_checks((check,), token.settled) for token in tokens
        )


def _true_ones(tokens: Tokens) -> Tokens:
    """Return what `a ?: b` is worth where a is not 0."""
    refined = ((token, refine(token.value, "nonzero")) for token in tokens)
    return frozenset(token.with_value(value) for token, value in refined if value is not None)


def subject_of_test(condition: Node) -> str:
    """Return the key of what a condition looks at, its wrapping aside, "" where it is no variable."""
    condition = without_wrapping(condition)
    if condition.kind == "binary_expression":
        left = condition.child("left")
        return subject_of(left) if left else ""
    if condition.kind == "call_expression":
        arguments = arguments_of(condition)
        return subject_of(arguments[0]) if len(arguments) == 1 else ""
    return subject_of(condition)


def _settled(tokens: Tokens) -> Iterable[Token]:
    """Return `tokens` at an exit label: what is tested behind it is no cause of a value that came here."""
    return [token if token.settled else token.with_checks(token.checks, True) for token in tokens]


def _merged(tokens: Tokens, test: int, labels: set[tuple[str, int]], loop: bool) -> Tokens:
    """Return `tokens` without the last check where it is `test` and all of its outcomes led here."""
    groups: dict[Token, set[tuple[str, int]]] = {}
    for token in tokens:
        if token.checks and token.checks[-1].node == test:
            last = token.checks[-1]
            groups.setdefault(token.with_checks(token.checks[:-1]), set()).add((last.label, last.case))
    done = {bare for bare, seen in groups.items() if loop or seen == labels or bare in tokens}
    if not done:
        return tokens
    kept = {
        token
        for token in tokens
        if not (
            token.checks and token.checks[-1].node == test and token.with_checks(token.checks[:-1]) in done
        )
    }
    return frozenset(kept | done)


def _operators_in(expression: Node) -> Iterable[str]:
    """Yield the keys of all in `expression` that may have nodes of its own."""
    return (gives_key(node) for node in expression.of_kinds(_OPERATORS))


def _effects_of(expression: Node) -> list[Node]:
    """Return the assignments, updates and calls in `expression`, inner ones first; statement expressions
    are left out."""
    found: list[Node] = []
    stack = [expression]
    while stack:
        node = stack.pop()
        if node.kind in ("compound_statement", "sizeof_expression"):
            continue
        if node.kind in _EFFECTS:
            found.append(node)
        stack.extend(node.children)
    found.sort(key=lambda node: (node.end - node.start, node.start))
    return found


def solve_body(cfg: Cfg, analysis: BodyAnalysis, budget: int) -> Solution[State] | None:
    """Return the solution, or None where it takes more than `budget` visits of nodes."""
    try:
        return solve(cfg, analysis, budget=budget)
    except GaveUpError:
        return None


@lru_cache(_GRAPHS)
def graph_of(function: Node, data: bytes) -> Cfg:
    """Return the graph on which bodies are analysed: short circuits taken apart, calls that never return
    known."""
    return build_cfg(function, data, short_circuit=True)
