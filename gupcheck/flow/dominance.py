"""Dominators, post-dominators and control dependence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gupcheck.flow.graph import ENTRY, EXIT, Cfg, Edge
from gupcheck.flow.paths import endless_loops


@dataclass(frozen=True, eq=False)
class DominatorTree:
    """A tree of nodes in which the ancestors of a node are those that every path from `root` to it passes.

    `parents[i]` is the immediate dominator of node i, None for `root` and for nodes that `root` does not
    reach.
    """

    root: int
    parents: tuple[int | None, ...]

    def dominates(self, above: int, below: int) -> bool:
        """Return whether every path from the root to `below` passes `above`; each node dominates itself.

        False where the root does not reach `below`, unless the two are one. Takes constant time.
        """
        if above == below:
            return True
        first, last = self._spans
        return first[above] < first[below] <= last[above]

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        """Return the interval that each node's descendants have in the tree's preorder: its ends, by node.

        Many trees are made and never asked whether one node dominates another.
        """
        children: list[list[int]] = [[] for _ in self.parents]
        for index, parent in enumerate(self.parents):
            if parent is not None:
                children[parent].append(index)
        first, last = [-1] * len(self.parents), [-1] * len(self.parents)
        order: list[int] = []
        stack = [self.root]
        while stack:
            index = stack.pop()
            first[index] = len(order)
            order.append(index)
            stack.extend(children[index])
        for index in reversed(order):
            last[index] = max([first[index], *(last[child] for child in children[index])])
        return first, last

    def chain(self, index: int) -> Iterator[int]:
        """Yield the node itself, its immediate dominator, and so on up to the root."""
        current: int | None = index
        while current is not None:
            yield current
            current = self.parents[current]


def dominators(cfg: Cfg) -> DominatorTree:
    """Return the tree of what every path from ENTRY to a node passes."""
    successors = [[edge.target for edge in edges] for edges in cfg.successors]
    predecessors = [[edge.source for edge in edges] for edges in cfg.predecessors]
    return DominatorTree(ENTRY, tuple(_immediate(ENTRY, successors, predecessors)))


def post_dominators(cfg: Cfg) -> DominatorTree:
    """Return the tree, with EXIT as its root, of what every path from a node to EXIT passes.

    So that every node has a place in it, each of `endless_loops` is taken to have an edge to EXIT from its
    first node.
    """
    predecessors = [[edge.target for edge in edges] for edges in cfg.successors]
    successors = [[edge.source for edge in edges] for edges in cfg.predecessors]
    for index in endless_loops(cfg):
        predecessors[index].append(EXIT)
        successors[EXIT].append(index)
    return DominatorTree(EXIT, tuple(_immediate(EXIT, successors, predecessors)))


def control_dependence(cfg: Cfg, tree: DominatorTree | None = None) -> tuple[tuple[Edge, ...], ...]:
    """Return for each node the edges that decide whether it runs, in the order of their sources.

    By the definition of Ferrante, Ottenstein and Warren (1987): a node depends on an edge if it
    post-dominates the edge's target, or is it, and does not properly post-dominate its source. An edge that
    is the only one to leave its source decides nothing. `tree` is `post_dominators(cfg)`, where it is there
    already.
    """
    tree = tree or post_dominators(cfg)
    found: list[list[Edge]] = [[] for _ in cfg.nodes]
    for edges in cfg.successors:
        if len(edges) < 2:
            continue
        for edge in edges:
            end = tree.parents[edge.source]
            for index in tree.chain(edge.target):
                if index == end:
                    break
                found[index].append(edge)
    return tuple(map(tuple, found))


def _immediate(
    root: int, successors: Sequence[Sequence[int]], predecessors: Sequence[Sequence[int]]
) -> list[int | None]:
    """Return the immediate dominators by the algorithm Semi-NCA (Georgiadis 2005).

    Cooper, Harvey and Kennedy's iteration is shorter, but walks up the tree for every edge: quadratic at the
    error label that a long function's every check jumps to. Numbers below are places in a depth-first
    preorder.
    """
    order, parents = _preorder(root, successors)
    number = {node: place for place, node in enumerate(order)}
    semi = list(range(len(order)))
    forest = _Forest(semi)
    for place in range(len(order) - 1, 0, -1):
        for node in predecessors[order[place]]:
            entering = number.get(node)
            if entering is not None:
                semi[place] = min(semi[place], semi[forest.lowest(entering)])
        forest.ancestor[place] = parents[place]
    above = parents
    for place in range(1, len(order)):
        while above[place] > semi[place]:
            above[place] = above[above[place]]
    immediate: list[int | None] = [None] * len(successors)
    for place in range(1, len(order)):
        immediate[order[place]] = order[above[place]]
    return immediate


def _preorder(root: int, successors: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Return the nodes in depth-first preorder, and for each place the place of the node it was reached
    from."""
    order: list[int] = []
    parents: list[int] = []
    seen: set[int] = set()
    stack = [(root, 0)]
    while stack:
        node, parent = stack.pop()
        if node not in seen:
            seen.add(node)
            place = len(order)
            order.append(node)
            parents.append(parent)
            stack.extend((target, place) for target in reversed(successors[node]) if target not in seen)
    return order, parents


class _Forest:
    """The part of the depth-first tree that is linked so far, with paths that get shorter as they are
    walked."""

    def __init__(self, semi: list[int]) -> None:
        self.semi = semi
        self.ancestor = [-1] * len(semi)
        self.label = list(range(len(semi)))

    def lowest(self, place: int) -> int:
        """Return the place with the least semidominator from `place` up to, but without, the root of its
        tree."""
        ancestor, label, semi = self.ancestor, self.label, self.semi
        path = []
        current = place
        while ancestor[current] >= 0 and ancestor[ancestor[current]] >= 0:
            path.append(current)
            current = ancestor[current]
        for current in reversed(path):
            above = ancestor[current]
            if semi[label[above]] < semi[label[current]]:
                label[current] = label[above]
            ancestor[current] = ancestor[above]
        return label[place]
