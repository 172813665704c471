"""Which nodes of a graph matter to a formula: those of a kind, and those that its paths can pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gupcheck.smpl.graph.points import At, Graph
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.logic.bindings import Bindings, Labels

Required = Sequence[Sequence[Bindings]]


class Regions:
    """Sets of nodes of one graph, each made once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.all = frozenset(range(len(graph.nodes)))
        self._kinds: dict[frozenset[At], frozenset[int]] = {}
        self._flags: dict[str, frozenset[int]] = {}

    def of_kinds(self, kinds: frozenset[At]) -> frozenset[int]:
        """Return the nodes of these kinds."""
        found = self._kinds.get(kinds)
        if found is None:
            by_kind = self.graph.by_kind
            found = frozenset(state for kind in kinds for state in by_kind.get(kind, ()))
            self._kinds[kinds] = found
        return found

    def flagged(self, name: str) -> frozenset[int]:
        """Return the nodes for which a Flag of this name holds."""
        if name not in self._flags:
            self._flags[name] = self._flagged(name)
        return self._flags[name]

    def _flagged(self, name: str) -> frozenset[int]:
        nodes = self.graph.nodes
        if name == "escapes":
            return frozenset(node.index for node in nodes if node.escapes)
        if name == "fake":
            return frozenset(node.index for node in nodes if node.fake)
        if name == "goto-after":
            return frozenset(node.index for node in nodes if node.goto_after)
        closing = self._closing(name.endswith("some"), with_errors=name.startswith("closes"))
        if name.startswith("closes"):
            return closing
        returns = self.graph.by_kind.get(At.RETURN, ())
        return closing - self._spread(returns, self.graph.successors, self.all)

    def _closing(self, some: bool, *, with_errors: bool) -> frozenset[int]:
        """Return the closing braces from which all paths, or `some` path, lead over such braces to EXIT."""
        graph = self.graph
        exits = frozenset((At.EXIT, At.ERROR_EXIT) if with_errors else (At.EXIT,))
        found = set(self.of_kinds(exits))
        braces = set(graph.by_kind.get(At.CLOSE, ()))
        test = any if some else all
        grown = True
        while grown:
            new = {at for at in braces - found if test(child in found for child in graph.successors[at])}
            grown = bool(new)
            found |= new
        return frozenset(found & braces)

    @staticmethod
    def _spread(
        starts: Iterable[int], arcs: Sequence[tuple[int, ...]], through: frozenset[int]
    ) -> frozenset[int]:
        """Return `starts` and what `arcs` lead to from them, going on only from nodes in `through`."""
        seen = set(starts)
        stack = list(seen)
        while stack:
            at = stack.pop()
            if at in through:
                for child in arcs[at]:
                    if child not in seen:
                        seen.add(child)
                        stack.append(child)
        return frozenset(seen)

    def reachable(self, states: frozenset[int]) -> frozenset[int]:
        """Return `states` and all nodes that paths from them pass."""
        return self._spread(states, self.graph.successors, self.all)

    def until(self, left: c.Formula, states: frozenset[int], required: Required) -> frozenset[int]:
        """Return `states` and all nodes that paths from them pass while `left` may hold on the way."""
        return self._spread(states, self.graph.successors, self._may_hold(left, required))

    def _may_hold(self, formula: c.Formula, required: Required) -> frozenset[int]:
        """Return the nodes at which `formula` may hold: too many perhaps, never too few."""
        if isinstance(formula, c.And):
            return self._may_hold(formula.left, required) & self._may_hold(formula.right, required)
        if isinstance(formula, c.Is):
            return self.of_kinds(formula.kinds)
        if isinstance(formula, c.Not) and isinstance(formula.inner, c.Is):
            return self.all - self.of_kinds(formula.inner.kinds)
        if isinstance(formula, c.Bind) and formula.what == "within":
            return self._within(formula.name, required)
        return self.all

    def _within(self, name: str, required: Required) -> frozenset[int]:
        """Return the nodes inside of the statement whose labels `name` must be bound to."""
        for some in required:
            values = [one.known.get(name) for one in some]
            if values and all(isinstance(value, Labels) and not value.prefix for value in values):
                heads = {value.parts for value in values if isinstance(value, Labels)}
                lengths = {len(head) for head in heads}
                return frozenset(
                    node.index
                    for node in self.graph.nodes
                    if any(node.labels[:length] in heads for length in lengths)
                )
        return self.all
