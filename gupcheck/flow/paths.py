"""Walks over a graph: orders, reachability, shortest paths, loops without a way out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from gupcheck.flow.graph import ENTRY, EXIT, Cfg, Edge

Usable = Callable[[Edge], bool]


def reverse_postorder(cfg: Cfg, *, backward: bool = False) -> tuple[int, ...]:
    """Return the nodes that ENTRY reaches, each before its successors but for those that a loop leads back
    to.

    With `backward` the nodes that reach EXIT, each before its predecessors in the same sense.
    """
    edges = cfg.predecessors if backward else cfg.successors
    root = EXIT if backward else ENTRY
    seen = {root}
    finished: list[int] = []
    stack = [(root, iter(edges[root]))]
    while stack:
        index, rest = stack[-1]
        for edge in rest:
            other = edge.source if backward else edge.target
            if other not in seen:
                seen.add(other)
                stack.append((other, iter(edges[other])))
                break
        else:
            finished.append(index)
            stack.pop()
    return tuple(reversed(finished))


def reachable(
    cfg: Cfg, start: int, *, backward: bool = False, usable: Usable | None = None
) -> frozenset[int]:
    """Return `start` and the nodes that it reaches over `usable` edges; with `backward` those that reach
    it."""
    edges = cfg.predecessors if backward else cfg.successors
    seen = {start}
    stack = [start]
    while stack:
        for edge in edges[stack.pop()]:
            other = edge.source if backward else edge.target
            if other not in seen and (usable is None or usable(edge)):
                seen.add(other)
                stack.append(other)
    return frozenset(seen)


def shortest_path(
    cfg: Cfg, start: int, goal: int, *, usable: Usable | None = None
) -> tuple[Edge, ...] | None:
    """Return the edges of a path with fewest edges, all `usable`, or None where there is none.

    It is () where `start` is `goal`. Of several such paths it is the one whose edges come first in the
    graph's order.
    """
    arrived: dict[int, Edge | None] = {start: None}
    queue = deque([start])
    while queue and goal not in arrived:
        for edge in cfg.successors[queue.popleft()]:
            if edge.target not in arrived and (usable is None or usable(edge)):
                arrived[edge.target] = edge
                queue.append(edge.target)
    if goal not in arrived:
        return None
    path: list[Edge] = []
    last = arrived[goal]
    while last is not None:
        path.append(last)
        last = arrived[last.source]
    return tuple(reversed(path))


def endless_loops(cfg: Cfg) -> tuple[int, ...]:
    """Return, for each loop that leads nowhere but round, its first node in source order.

    Such a loop is a set of nodes that all reach each other and no other node. Every node reaches EXIT or one
    of these.
    """
    ending = reachable(cfg, EXIT, backward=True)
    lost = [node.index for node in cfg.nodes if node.index not in ending]
    if not lost:
        return ()
    place = {index: position for position, index in enumerate(lost)}
    within = [[place[edge.target] for edge in cfg.successors[index]] for index in lost]
    component_of: dict[int, int] = {}
    heads: list[int] = []
    for number, component in enumerate(components(within)):
        component_of.update(dict.fromkeys(component, number))
        if all(component_of.get(target) == number for member in component for target in within[member]):
            heads.append(lost[min(component)])
    return tuple(sorted(heads))


def components(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components of the graph 0..n-1 (Tarjan 1972), each before those that lead
    to it."""
    number: dict[int, int] = {}
    low: list[int] = [0] * len(successors)
    waiting: list[int] = []
    closed: set[int] = set()
    found: list[list[int]] = []
    for root in range(len(successors)):
        stack = [] if root in number else [(root, iter(successors[root]))]
        while stack:
            node, rest = stack[-1]
            if node not in number:
                number[node] = low[node] = len(number)
                waiting.append(node)
            for target in rest:
                if target not in number:
                    stack.append((target, iter(successors[target])))
                    break
                if target not in closed:
                    low[node] = min(low[node], number[target])
            else:
                stack.pop()
                if stack:
                    parent = stack[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == number[node]:
                    component = _cut(waiting, node)
                    closed.update(component)
                    found.append(component)
    return found


def _cut(waiting: list[int], node: int) -> list[int]:
    """Take `node` and all behind it off the list and return them."""
    place = len(waiting) - 1
    while waiting[place] != node:
        place -= 1
    component = waiting[place:]
    del waiting[place:]
    return component
