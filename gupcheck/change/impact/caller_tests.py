"""The tests of a caller, and which of their outcomes given values of a function that it calls can have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gupcheck.errors.body import graph_of, subject_of_test
from gupcheck.errors.conditions import subject_of
from gupcheck.errors.expressions import Evaluator
from gupcheck.errors.resolve import survivors
from gupcheck.errors.tokens import EMPTY, State, Token, Tokens
from gupcheck.errors.values import CALL, Value
from gupcheck.flow.graph import Cfg, Edge, FlowNode, Label
from gupcheck.impact.after_call import ValuesOnly, carriers, solve_values, with_variable
from gupcheck.impact.uses import caller_evaluator, sites_of_call
from gupcheck.syntax import Unit
from gupcheck.syntax.ast import Node

ValuesOf = Callable[[str], Collection[Value]]
"""Gives what a callee of the caller yields, by its name."""


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """One outcome of a test that looks at what the called function yielded, in the variable `key`.

    `text` are the words of its condition, or of the case, and `line` is where they stand.
    """

    analysis: ValuesOnly
    edge: Edge
    state: State
    key: str
    text: str
    line: int

    def is_reached(self, values: Collection[Value]) -> bool:
        """Return whether the test is reached with one of `values` of the function."""
        return bool(self._ours(values))

    def is_possible(self, values: Collection[Value]) -> bool:
        """Return whether one of `values` of the function gives this outcome."""
        return self._lets(self._ours(values))

    def is_possible_beside(self, values: Collection[Value], of_callee: ValuesOf) -> bool:
        """Return whether the outcome can come where the function yields one of `values`.

        What else may be tested there counts too: constants, other callees with what they yield, and whatever
        is not known, which may be anything.
        """
        filled = set(self._ours(values))
        for token in self.state.get(self.key) or EMPTY:
            if token.value.kind == CALL and not _is_ours(token):
                filled |= _filled(token, of_callee(token.value.name))
            elif not _is_ours(token):
                filled.add(token)
        return self._lets(frozenset(filled))

    def _ours(self, values: Collection[Value]) -> Tokens:
        tokens = self.state.get(self.key) or EMPTY
        return frozenset(one for token in tokens if _is_ours(token) for one in _filled(token, values))

    def _lets(self, tokens: Tokens) -> bool:
        return (
            bool(tokens) and self.analysis.along_edge(self.edge, self.state.set(self.key, tokens)) is not None
        )


def outcomes_of_tests(
    unit: Unit, tree: Node, calls: Iterable[int], errnos: frozenset[str]
) -> Iterator[TestOutcome]:
    """Yield the outcomes of all tests in a function's tree that may look at what one of `calls` yielded.

    `calls` are the byte offsets where the calls begin. Nothing comes where the analysis takes too long.
    """
    cfg = graph_of(tree, unit.data)
    results: dict[str, Value] = {}
    for start in calls:
        for _, call in list(sites_of_call(cfg, start))[:1]:
            name = f"{_OURS}{start}"
            results[name] = Value(CALL, name)
            cfg = with_variable(cfg, call, name)
    analysis = _WholeCaller(cfg, caller_evaluator(errnos), results)
    solution = solve_values(analysis) if results else None
    for node in cfg.nodes if solution else ():
        state = solution.after[node.index] if solution else None
        for edge in cfg.successors[node.index] if state else ():
            key = _tested(edge, node)
            place = edge.condition
            if place and state and any(map(_is_ours, state.get(key) or EMPTY)):
                yield TestOutcome(analysis, edge, state, key, unit.text(place), unit.position(place.start)[0])


def _tested(edge: Edge, node: FlowNode) -> str:
    """Return the key of what a test is about, "" where `edge` is no outcome of a test or a case."""
    if edge.label is Label.CASE:
        return subject_of(node.own) if node.own else ""
    decides = edge.label in (Label.TRUE, Label.FALSE)
    return subject_of_test(edge.condition) if decides and edge.condition else ""


class _WholeCaller(ValuesOnly):
    """The analysis of a whole caller, in which variables stand for the calls in question."""

    def __init__(self, cfg: Cfg, evaluator: Evaluator, results: Mapping[str, Value]) -> None:
        super().__init__(cfg, evaluator, carriers(cfg))
        self._results = results

    def start(self) -> State:
        """Return the state at the entry, with what stands for the calls."""
        state = super().start()
        for name, value in self._results.items():
            state = state.set(name, frozenset({Token(value, self.cfg.function.start)}))
        return state


_OURS = "<result "
"""How the names of the variables begin that stand for calls; no identifier of C does."""


def _is_ours(token: Token) -> bool:
    return token.value.kind == CALL and token.value.name.startswith(_OURS)


def _filled(token: Token, values: Iterable[Value]) -> Tokens:
    """Return what a token comes to where its call yields one of `values`, its tests kept."""
    return frozenset(token.with_value(left) for value in values for left in survivors(value, token.value))
