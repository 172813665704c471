"""Finds the nodes of a graph at which a formula holds, with the bindings under which it does.

A model checker for CTL with variables, as Brunel, Doligez, Hansen, Lawall and Muller describe it
(POPL 2009). Results are kept small by asking only for the nodes that matter (`states`) and only for bindings
that agree with those found before (`required`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from gupcheck.smpl.graph.points import Graph
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.logic.bindings import Bindings, Bound, Labels, Store
from gupcheck.smpl.logic.paths import always, until_all, until_some
from gupcheck.smpl.logic.regions import Regions
from gupcheck.smpl.logic.triples import NOTHING_KEPT, Algebra, Result, Triples
from gupcheck.smpl.match.env import Value

Labelling = Callable[[c.Match], Mapping[int, list[Bindings]]]
MAX_REQUIRED = 60


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a formula: at which states, agreeing with one of each set of bindings in `required`,
    with what is kept or (`plain`) not, in which Lets."""

    states: frozenset[int]
    required: tuple[tuple[Bindings, ...], ...] = ()
    plain: bool = False


class Solver:
    """Solves formulas on one graph; `label` tells where a pattern matches."""

    def __init__(self, graph: Graph, label: Labelling, store: Store, spend: Callable[[], None]) -> None:
        self.graph = graph
        self.label = label
        self.store = store
        self.algebra = Algebra(store, spend)
        self._lets: dict[str, Result] = {}
        self.regions = Regions(graph)

    def solve(self, formula: c.Formula) -> Result:
        """Return where `formula` holds."""
        return self._solve(formula, _Asked(frozenset(range(len(self.graph.nodes)))))

    def _solve(self, formula: c.Formula, asked: _Asked) -> Result:
        return _SOLVERS[type(formula)](self, formula, asked)

    def _constant(self, formula: c.Constant, asked: _Asked) -> Result:
        return self.algebra.top(asked.states) if formula.value else {}

    def _match(self, formula: c.Match, asked: _Asked) -> Result:
        found: Result = {}
        for state, many in self.label(formula).items():
            if state not in asked.states:
                continue
            triples: Triples = {(one, NOTHING_KEPT): None for one in many if self._agrees(one, asked)}
            if triples:
                found[state] = triples
        return found

    def _agrees(self, bindings: Bindings, asked: _Asked) -> bool:
        join = self.store.join
        for some in asked.required:
            for other in some:
                if join(bindings, other) is not None:
                    break
            else:
                return False
        return True

    def _is(self, formula: c.Is, asked: _Asked) -> Result:
        return self.algebra.top(self.regions.of_kinds(formula.kinds) & asked.states)

    def _flag(self, formula: c.Flag, asked: _Asked) -> Result:
        return self.algebra.top(self.regions.flagged(formula.name) & asked.states)

    def _bind(self, formula: c.Bind, asked: _Asked) -> Result:
        found: Result = {}
        for state in asked.states:
            value = self._control(formula.what, state)
            if value is not None:
                bindings = self.store.make({formula.name: value}, {})
                if self._agrees(bindings, asked):
                    found[state] = {(bindings, NOTHING_KEPT): None}
        return found

    def _control(self, what: str, state: int) -> Bound | None:
        node = self.graph.nodes[state]
        if what == "brace":
            return node.brace or None
        if what == "jump":
            return Labels(node.jump_labels) if node.jump_labels else None
        if what in ("good", "bad"):
            return what
        return Labels(node.labels, prefix=what == "within")

    def _not(self, formula: c.Not, asked: _Asked) -> Result:
        return self.algebra.complement(asked.states, self._solve(formula.inner, asked))

    def _and(self, formula: c.And, asked: _Asked) -> Result:
        left = self._solve(formula.left, asked)
        if not left:
            return {}
        if formula.apart and len(left) > 1:
            return self._apart(formula, left, asked)
        right = self._solve(formula.right, self._extended(left, asked, frozenset(left)))
        return self.algebra.conjunction(left, right)

    def _apart(self, formula: c.And, left: Result, asked: _Asked) -> Result:
        found: Result = {}
        for state, triples in left.items():
            here = {state: triples}
            right = self._solve(formula.right, self._extended(here, asked, frozenset((state,))))
            found.update(self.algebra.conjunction(here, right))
        return found

    def _extended(self, result: Result, asked: _Asked, states: frozenset[int]) -> _Asked:
        """Return what is asked of a formula that must agree with `result`."""
        found = dict.fromkeys(bindings for triples in result.values() for bindings, _ in triples)
        required = asked.required
        if found and self.store.empty not in found and len(found) <= MAX_REQUIRED:
            required = (*required, tuple(found))
        return replace(asked, states=states, required=required)

    def _or(self, formula: c.Or, asked: _Asked) -> Result:
        left, right = self._solve(formula.left, asked), self._solve(formula.right, asked)
        if formula.first and left and right:
            right = self.algebra.conjunction(self.algebra.complement(asked.states, left), right)
        return self.algebra.union(left, right)

    def _exists(self, formula: c.Exists, asked: _Asked) -> Result:
        name, keep = formula.name, formula.keep and not asked.plain
        inner = self._solve(formula.inner, replace(asked, required=self._forget(name, asked.required)))
        found: Result = {}
        for state, triples in inner.items():
            left: Triples = {}
            for bindings, kept in triples:
                if name in bindings.barred:
                    continue
                value = bindings.known.get(name)
                if value is None:
                    left[bindings, kept] = None
                    continue
                more = kept | {(name, value)} if keep and isinstance(value, Value) else kept
                left[self.store.without(bindings, name), more] = None
            if left:
                found[state] = left
        return found

    def _forget(
        self, name: str, required: tuple[tuple[Bindings, ...], ...]
    ) -> tuple[tuple[Bindings, ...], ...]:
        left = []
        for some in required:
            if any(name in bindings.known or name in bindings.barred for bindings in some):
                some = tuple(dict.fromkeys(self.store.without(bindings, name) for bindings in some))
            if self.store.empty not in some:
                left.append(some)
        return tuple(left)

    def _next(self, formula: c.Next, asked: _Asked) -> Result:
        arcs = self.graph.predecessors if formula.back else self.graph.successors
        children = frozenset(child for state in asked.states for child in arcs[state])
        inner = self._solve(formula.inner, replace(asked, states=children))
        found: Result = {}
        if not inner:
            return found
        for state in asked.states:
            triples: Triples = {}
            if formula.some:
                for child in arcs[state]:
                    triples.update(inner.get(child, ()))
            else:
                triples = self.algebra.at_all(arcs[state], inner)
            if triples:
                found[state] = triples
        return found

    def _until(self, formula: c.Until, asked: _Asked) -> Result:
        reached = self.regions.until(formula.left, asked.states, asked.required)
        right = self._solve(formula.right, replace(asked, states=reached))
        if not right:
            return {}
        left = self._solve(formula.left, self._extended(right, asked, reached))
        search = until_some if formula.some else until_all
        return _at(search(self.graph, self.algebra, left, right, reached), asked.states)

    def _always(self, formula: c.Always, asked: _Asked) -> Result:
        reached = self.regions.reachable(asked.states)
        inner = self._solve(formula.inner, replace(asked, states=reached))
        return _at(always(self.graph, self.algebra, inner, reached), asked.states)

    def _everywhere(self, formula: c.Everywhere, asked: _Asked) -> Result:
        left = self._solve(formula.left, asked)
        found: Result = {}
        for state, triples in left.items():
            reached = self.regions.reachable(frozenset((state,)))
            right = self._solve(formula.right, self._extended({state: triples}, asked, reached))
            for _, more in sorted(right.items()):
                triples = self.algebra.joined(triples, more)
            if triples:
                found[state] = triples
        return found

    def _plain(self, formula: c.Plain, asked: _Asked) -> Result:
        return self._solve(formula.inner, replace(asked, plain=True))

    def _let(self, formula: c.Let, asked: _Asked) -> Result:
        self._lets[formula.name] = self._solve(formula.value, asked)
        return self._solve(formula.body, asked)

    def _ref(self, formula: c.Ref, asked: _Asked) -> Result:
        found = _at(self._lets[formula.name], asked.states)
        if asked.plain:
            return {
                state: {(bindings, NOTHING_KEPT): None for bindings, _ in triples}
                for state, triples in found.items()
            }
        return found

    def _bare(self, formula: c.Switched, asked: _Asked) -> Result:
        return self._solve(formula.inner, asked)


def _at(result: Result, states: Iterable[int]) -> Result:
    wanted = frozenset(states)
    return {state: triples for state, triples in result.items() if state in wanted}


_SOLVERS: dict[type, Callable[..., Result]] = {
    c.Constant: Solver._constant,
    c.Match: Solver._match,
    c.Is: Solver._is,
    c.Flag: Solver._flag,
    c.Bind: Solver._bind,
    c.Not: Solver._not,
    c.And: Solver._and,
    c.Or: Solver._or,
    c.Exists: Solver._exists,
    c.Next: Solver._next,
    c.Until: Solver._until,
    c.Always: Solver._always,
    c.Everywhere: Solver._everywhere,
    c.Plain: Solver._plain,
    c.Let: Solver._let,
    c.Ref: Solver._ref,
    c.Switched: Solver._bare,
}
