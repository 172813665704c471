"""The fixed points behind the path operators, each by a worklist over the nodes that may still change."""

from __future__ import annotations

from gupcheck.smpl.graph.points import Graph
from gupcheck.smpl.logic.triples import NOTHING_KEPT, Algebra, Result, Triples


def until_some(graph: Graph, algebra: Algebra, left: Result, right: Result, states: frozenset[int]) -> Result:
    """Return where some path leads through `left` to `right`."""
    found = {state: dict(triples) for state, triples in right.items()}
    queue = [(state, dict(triples)) for state, triples in right.items()]
    for state, new in queue:
        for before in graph.predecessors[state]:
            holding = left.get(before)
            if not holding or before not in states:
                continue
            known = found.setdefault(before, {})
            fresh = {triple: None for triple in algebra.joined(holding, new) if triple not in known}
            if fresh:
                known.update(fresh)
                queue.append((before, fresh))
    return {state: triples for state, triples in found.items() if triples}


def until_all(graph: Graph, algebra: Algebra, left: Result, right: Result, states: frozenset[int]) -> Result:
    """Return where all paths lead through `left` to `right`.

    Where a loop stands between, a path that stays in it for ever is no miss, as in spatch.
    """
    if not left:
        return right
    if graph.has_loop and _meets_loop(graph, left, right):
        return _weak_until(graph, algebra, left, right, states)
    found = {state: dict(triples) for state, triples in right.items()}
    pending = dict.fromkeys(sorted(right, reverse=True))
    while pending:
        state = next(iter(pending))
        del pending[state]
        for before in graph.predecessors[state]:
            holding = left.get(before)
            if not holding or before not in states:
                continue
            ahead = algebra.at_all(graph.successors[before], found)
            known = found.get(before, {})
            fresh = {triple: None for triple in algebra.joined(holding, ahead) if triple not in known}
            if fresh:
                found.setdefault(before, {}).update(fresh)
                pending[before] = None
    return found


def _meets_loop(graph: Graph, left: Result, right: Result) -> bool:
    """Return whether the way back from `right` through `left` meets the head of a loop."""
    seen, stack = set(right), list(right)
    while stack:
        state = stack.pop()
        if graph.nodes[state].loop:
            return True
        for before in graph.predecessors[state]:
            if before in left and before not in seen:
                seen.add(before)
                stack.append(before)
    return False


def _weak_until(
    graph: Graph, algebra: Algebra, left: Result, right: Result, states: frozenset[int]
) -> Result:
    left = algebra.conjunction(until_some(graph, algebra, left, right, states), left)
    found: Result = {
        state: {(bindings, NOTHING_KEPT): None for bindings, _ in triples} for state, triples in left.items()
    }
    for state, triples in right.items():
        found.setdefault(state, {}).update(triples)
    pending = dict.fromkeys(sorted(left, reverse=True))
    while pending:
        state = next(iter(pending))
        del pending[state]
        ahead = algebra.at_all(graph.successors[state], found)
        new: Triples = dict(right.get(state, ()))
        new.update(algebra.joined(left[state], ahead))
        if new.keys() != found.get(state, {}).keys():
            found[state] = new
            pending.update((before, None) for before in graph.predecessors[state] if before in left)
    return {state: triples for state, triples in found.items() if triples}


def always(graph: Graph, algebra: Algebra, inner: Result, states: frozenset[int]) -> Result:
    """Return where `inner` holds at a node of `states` and at all nodes that paths lead to from it."""
    failed = [state for state in states if state not in inner]
    lost = set(failed)
    while failed:
        for before in graph.predecessors[failed.pop()]:
            if before in states and before not in lost:
                lost.add(before)
                failed.append(before)
    found = {state: dict(triples) for state, triples in inner.items() if state not in lost}
    trivial = {(algebra.store.empty, NOTHING_KEPT): None}
    pending = {state: None for state, triples in found.items() if triples != trivial}
    pending.update(
        (before, None) for state in list(pending) for before in graph.predecessors[state] if before in found
    )
    while pending:
        state = next(iter(pending))
        del pending[state]
        if state not in found:
            continue
        new = algebra.joined(found[state], algebra.at_all(graph.successors[state], found))
        if new.keys() != found[state].keys():
            if new:
                found[state] = new
            else:
                del found[state]
            pending.update((before, None) for before in graph.predecessors[state] if before in found)
    return found
