"""The returns that one outcome of a test leads to, and how the function gets there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gupcheck.checks.subject import Subject
from gupcheck.errors.tokens import EMPTY, State, Tokens
from gupcheck.flow.graph import Cfg, Edge, FlowNode, Kind

_MOST_STEPS = 400
_MOST_BRANCHES = 5


class Way(Enum):
    """How a path leaves what its test decides: by a return of its own, by a goto, or by going on like the
    other outcome."""

    RETURNS = "returns"
    JUMPS = "jumps"
    GOES_ON = "goes on"


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """A return that a path leads to: the node, what it may hand back (nothing where the function does), and
    the nodes passed on the way.

    `apart` are those of them that the other outcomes of the test do not lead to.
    """

    node: FlowNode
    tokens: Tokens
    path: tuple[int, ...]
    apart: tuple[int, ...]
    way: Way


def ends_of(subject: Subject, edge: Edge, state: State) -> tuple[End, ...] | None:
    """Return the returns that the way along `edge` leads to, starting with `state`.

    None where it does more than to end the function: goes around a loop, tests many more things.
    """
    others = _reached_otherwise(subject.cfg, edge)
    found: list[End] = []
    work: list[tuple[int, State, tuple[int, ...], int]] = [(edge.target, state, (), 0)]
    steps = 0
    while work:
        index, before, path, branches = work.pop()
        steps += 1
        if steps > _MOST_STEPS or branches > _MOST_BRANCHES or index in path:
            return None
        node = subject.cfg.nodes[index]
        after = subject.values.through_node(node, before)
        if node.kind in (Kind.RETURN, Kind.EXIT):
            apart, way = _parted(subject.cfg, (*path, index), others)
            tokens = subject.worth(node.own, after) if node.own is not None else EMPTY
            found.append(End(node, tokens, path, apart, way))
            continue
        taken = [
            (one.target, left)
            for one in subject.cfg.successors[index]
            if (left := subject.values.along_edge(one, after)) is not None
        ]
        branches += len(taken) > 1
        work.extend((target, left, (*path, index), branches) for target, left in taken)
    return tuple(found)


def _reached_otherwise(cfg: Cfg, edge: Edge) -> frozenset[int]:
    """Return the nodes that the other edges of a test lead to, without coming to the test again."""
    seen: set[int] = {edge.source}
    work = [other.target for other in cfg.successors[edge.source] if other is not edge]
    while work:
        index = work.pop()
        if index not in seen:
            seen.add(index)
            work.extend(other.target for other in cfg.successors[index])
    return frozenset(seen)


def _parted(cfg: Cfg, path: tuple[int, ...], others: frozenset[int]) -> tuple[tuple[int, ...], Way]:
    meeting = next((place for place, index in enumerate(path) if index in others), None)
    if meeting is None:
        return path, Way.RETURNS
    apart = path[:meeting]
    jumps = any(cfg.nodes[index].kind is Kind.GOTO for index in apart)
    return apart, Way.JUMPS if jumps else Way.GOES_ON
