"""A dataflow solver: the least states of all nodes that agree with an analysis."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, Protocol, TypeVar

from gupcheck.flow.graph import ENTRY, EXIT, Cfg, Edge, FlowNode
from gupcheck.flow.paths import endless_loops, reverse_postorder

State = TypeVar("State")


class Analysis(Protocol[State]):
    """What an analysis knows: a join-semilattice of states, and how nodes and edges change them.

    No state stands for "not reached": that is None, so that a first state, however small, is always news. For
    the solver to end, states may only grow finitely often; its budget ends it otherwise.
    """

    def start(self) -> State:
        """Return the state before ENTRY; for a backward analysis the state behind EXIT."""
        ...

    def join(self, first: State, second: State) -> State:
        """Return the least state that holds both."""
        ...

    def leq(self, first: State, second: State) -> bool:
        """Return whether `second` holds all that `first` does."""
        ...

    def through_node(self, node: FlowNode, state: State) -> State:
        """Return the state behind `node` for the one before it; in a backward analysis the other way
        round."""
        ...

    def along_edge(self, edge: Edge, state: State) -> State | None:
        """Return what of `state` goes along `edge`, refined by its condition; None if it cannot be taken."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Solution(Generic[State]):
    """The states of all nodes, indexed as they are; None where no state gets.

    `before[i]` enters node i in the direction of the analysis, `after[i]` leaves it. `steps` counts the
    visits.
    """

    before: tuple[State | None, ...]
    after: tuple[State | None, ...]
    steps: int


class GaveUpError(Exception):
    """The budget of a solution was spent; `steps` is how large it was."""

    def __init__(self, steps: int) -> None:
        super().__init__(f"The dataflow analysis gave up after {steps} steps.")
        self.steps = steps


def solve(
    cfg: Cfg, analysis: Analysis[State], *, backward: bool = False, budget: int = 100_000
) -> Solution[State]:
    """Return the least solution of `analysis`; raises GaveUpError if that takes more than `budget` visits of
    nodes.

    A backward analysis starts at EXIT and, where a loop has no way out, also at its first node, as
    `endless_loops` gives it.
    """
    rank = _ranks(cfg, backward)
    edges_of = cfg.predecessors if backward else cfg.successors
    before: list[State | None] = [None] * len(cfg.nodes)
    after: list[State | None] = [None] * len(cfg.nodes)
    queue: list[tuple[int, int]] = []
    waiting: set[int] = set()

    def arrive(index: int, state: State) -> None:
        known = before[index]
        if known is not None and analysis.leq(state, known):
            return
        before[index] = state if known is None else analysis.join(known, state)
        if index not in waiting:
            waiting.add(index)
            heappush(queue, (rank[index], index))

    for root in (EXIT, *endless_loops(cfg)) if backward else (ENTRY,):
        arrive(root, analysis.start())
    steps = 0
    while queue:
        if steps == budget:
            raise GaveUpError(budget)
        steps += 1
        _, index = heappop(queue)
        waiting.discard(index)
        entering = before[index]
        assert entering is not None
        leaving = after[index] = analysis.through_node(cfg.nodes[index], entering)
        for edge in edges_of[index]:
            state = analysis.along_edge(edge, leaving)
            if state is not None:
                arrive(edge.source if backward else edge.target, state)
    return Solution(tuple(before), tuple(after), steps)


def _ranks(cfg: Cfg, backward: bool) -> list[int]:
    """Return the place of each node in the order in which the fewest visits are to be expected."""
    ranks = [len(cfg.nodes)] * len(cfg.nodes)
    for place, index in enumerate(reverse_postorder(cfg, backward=backward)):
        ranks[index] = place
    return ranks
