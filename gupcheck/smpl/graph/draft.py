"""The graph while it grows, and what makes it whole in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from gupcheck.smpl.graph.points import At, Graph, Point
from gupcheck.syntax.ast import Node

Closer = Callable[[int, str], int]
"""Adds a copy of a closing brace behind a node, for a jump of a kind, and returns the copy."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What surrounds a statement: `closers` of the braces around it, inner ones first, and where jumps lead.

    `start` and `end` are the nodes of the innermost loop or switch, `depth` the number of braces around it;
    `outer` is the scope around that loop or switch.
    """

    labels: tuple[int, ...] = ()
    closers: tuple[Closer, ...] = ()
    under_if: bool = False
    jump: str = ""
    start: int = 0
    end: int = 0
    depth: int = 0
    jump_labels: tuple[int, ...] = ()
    outer: Scope | None = None

    def within(self, labels: tuple[int, ...]) -> Scope:
        """Return this scope with other labels."""
        return replace(self, labels=labels)

    def loop(self) -> Scope | None:
        """Return the scope of the innermost loop, or None."""
        scope: Scope | None = self
        while scope is not None and scope.jump != "loop":
            scope = scope.outer
        return scope


class Draft:
    """Nodes and arcs; arcs are kept once each, in the order of their making."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.arcs: list[dict[int, None]] = []
        self.dropped: set[int] = set()
        self.top = self.add(At.TOP)

    def add(
        self,
        at: At,
        labels: tuple[int, ...] = (),
        syntax: Node | None = None,
        own: Node | None = None,
        *,
        brace: int = 0,
        fake: bool = False,
    ) -> int:
        """Add a node and return its index."""
        index = len(self.points)
        self.points.append(Point(index, at, labels, syntax, own, brace, fake))
        self.arcs.append({})
        return index

    def arc(self, start: int | None, end: int | None) -> None:
        """Add an arc where both of its ends exist."""
        if start is not None and end is not None:
            self.arcs[start][end] = None

    def drop(self, index: int) -> None:
        """Remove a node with its arcs."""
        self.dropped.add(index)

    def finish(self, ends: tuple[int, ...]) -> Graph:
        """Return the graph; `ends` are the nodes that lead to themselves where anything leads to them."""
        keep = [point.index for point in self.points if point.index not in self.dropped]
        for index in keep:
            for target in [t for t in self.arcs[index] if t in self.dropped]:
                del self.arcs[index][target]
        reached = {target for index in keep for target in self.arcs[index]}
        self._mark_loops()
        for end in ends:
            self.arc(end, end)
        self.arc(self.top, self.top)
        self.dropped.update(end for end in ends if end not in reached)
        for index in keep:
            if index not in reached and index not in self.dropped and index != self.top:
                fake = self.add(At.UNREACHED)
                self.arc(fake, index)
                self.arc(fake, fake)
        for index, targets in enumerate(self.arcs):
            if not targets:
                self.arc(index, index)
        return self._numbered()

    def _mark_loops(self) -> None:
        """Mark the nodes that a walk from TOP comes back to while it is still below them."""
        seen, path = {self.top}, {self.top}
        stack = [(self.top, iter(self.arcs[self.top]))]
        while stack:
            index, targets = stack[-1]
            for target in targets:
                if target in path:
                    self.points[target].loop = True
                elif target not in seen:
                    seen.add(target)
                    path.add(target)
                    stack.append((target, iter(self.arcs[target])))
                    break
            else:
                path.discard(index)
                stack.pop()

    def _numbered(self) -> Graph:
        kept = [point for point in self.points if point.index not in self.dropped]
        number = {point.index: at for at, point in enumerate(kept)}
        successors = [
            tuple(number[target] for target in self.arcs[point.index] if target in number) for point in kept
        ]
        predecessors: list[list[int]] = [[] for _ in kept]
        by_kind: dict[At, list[int]] = {}
        for at, point in enumerate(kept):
            point.index = at
            by_kind.setdefault(point.at, []).append(at)
            for target in successors[at]:
                predecessors[target].append(at)
        return Graph(
            tuple(kept),
            tuple(successors),
            tuple(tuple(sources) for sources in predecessors),
            {kind: tuple(indices) for kind, indices in by_kind.items()},
            any(point.loop for point in kept),
        )
