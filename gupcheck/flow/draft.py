"""A control-flow graph while it is being built."""

from __future__ import annotations

from typing import NamedTuple

from gupcheck.flow.graph import ENTRY, Cfg, Edge, FlowNode, Kind, Label
from gupcheck.syntax.ast import Node


class Loose(NamedTuple):
    """An edge whose target is not there yet."""

    source: int
    label: Label = Label.NEXT
    condition: Node | None = None


class Draft:
    """Nodes and edges so far, and the loose ends that flow into the node that comes next.

    Nodes are numbered in the order in which they are added. The lists run parallel, one entry a node;
    `after`, `mate` and `gives` may be filled in later.
    """

    def __init__(self) -> None:
        self.kinds: list[Kind] = [Kind.ENTRY, Kind.EXIT]
        self.syntax: list[Node | None] = [None, None]
        self.own: list[Node | None] = [None, None]
        self.edges: list[list[Edge]] = [[], []]
        self.after: dict[int, int] = {}
        self.mate: dict[int, int] = {}
        self.gives: dict[int, Node] = {}
        self.loose: list[Loose] = [Loose(ENTRY)]

    def add(self, kind: Kind, syntax: Node | None = None, own: Node | None = None) -> int:
        """Add a node that all loose ends flow into, make it the one loose end, and return its index."""
        index = len(self.kinds)
        self.kinds.append(kind)
        self.syntax.append(syntax)
        self.own.append(own)
        self.edges.append([])
        self.tie(self.loose, index)
        self.loose = [Loose(index)]
        return index

    def tie(self, ends: list[Loose], target: int) -> None:
        """Make edges to `target` of these loose ends."""
        for source, label, condition in ends:
            self.edges[source].append(Edge(source, target, label, condition))

    def tie_loose(self, target: int) -> None:
        """Let all loose ends flow into `target`, which exists already; none is left."""
        self.tie(self.loose, target)
        self.loose = []

    def pair(self, first: int, second: int) -> None:
        """Make two nodes each other's mate."""
        self.mate[first] = second
        self.mate[second] = first

    def finish(self, function: Node) -> Cfg:
        """Return the graph."""
        after, mate, gives = self.after.get, self.mate.get, self.gives.get
        nodes = tuple(
            FlowNode(index, kind, syntax, own, after(index), mate(index), gives(index))
            for index, (kind, syntax, own) in enumerate(zip(self.kinds, self.syntax, self.own, strict=True))
        )
        entering: list[list[Edge]] = [[] for _ in nodes]
        for edges in self.edges:
            if len(edges) > 1:
                edges.sort(key=_comes_last)
            for edge in edges:
                entering[edge.target].append(edge)
        return Cfg(function, nodes, tuple(map(tuple, self.edges)), tuple(map(tuple, entering)))


def merge(first: list[Loose], second: list[Loose]) -> list[Loose]:
    """Return the ends of both lists, which must not be used any more; linear in the shorter one."""
    if len(first) < len(second):
        first, second = second, first
    first.extend(second)
    return first


def _comes_last(edge: Edge) -> bool:
    return edge.label is Label.FALSE or edge.label is Label.NO_CASE
