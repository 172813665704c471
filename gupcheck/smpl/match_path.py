"""Lays sequences of statements and dots on the paths of a control-flow graph.

The semantics are spatch's, as measured with version 1.1.1 (design: `exists` is reachability; `forall` asks
every path, but exempts a THEN branch that cannot fall through). Environments are passed from the top down,
so that a metavariable which is bound only behind a fork may differ from path to path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gupcheck.flow.graph import Cfg, FlowNode, Kind, Label
from gupcheck.smpl import pattern as p
from gupcheck.smpl.env import Env, unique
from gupcheck.smpl.match_branch import bind_statement, match_compound
from gupcheck.smpl.match_dots import DotsSearch
from gupcheck.smpl.match_expression import ExpressionMatcher
from gupcheck.smpl.match_node import NodeMatcher
from gupcheck.syntax.ast import Node

_COMPOUND = (p.If, p.Loop, p.IteratorLoop, p.Switch, p.Block)
_LEAVING = frozenset((Kind.RETURN, Kind.GOTO, Kind.BREAK, Kind.CONTINUE))
NOWHERE: frozenset[int] = frozenset()
Elements = tuple[p.Pattern, ...]


class PathMatcher:
    """Matches one rule's statements on one graph.

    `ends`, where a method takes it, are the nodes at which the closing brace of the surrounding pattern
    block stands; empty outside of a block, where a sequence may end anywhere.
    """

    def __init__(
        self,
        expressions: ExpressionMatcher,
        cfg: Cfg,
        body: p.Sequence,
        *,
        exists: bool,
        later: frozenset[str] = frozenset(),
    ) -> None:
        self.expressions = expressions
        self.binder = expressions.binder
        self.cfg = cfg
        self.exists = exists
        self.later = later
        self.nodes = NodeMatcher(expressions, cfg)
        self._names = Counter(var.name for var in p.metas_of(body))
        self._escapes: dict[int, bool] = {}

    def occurrences(self, name: str) -> int:
        """Return how often the metavariable `name` stands in the rule's body."""
        return self._names[name]

    def outlives(self, name: str, element: p.Pattern) -> bool:
        """Return whether another part of the rule, or a later rule, speaks of a metavariable of `element`."""
        within = sum(var.name == name for var in p.metas_of(element))
        return name in self.later or self._names[name] > within

    def anywhere(self, elements: Elements, env: Env) -> list[Env]:
        """Return the environments in which `elements` match from some node of the graph on."""
        starts = [
            node.index for node in self.cfg.nodes if node.kind not in (Kind.ENTRY, Kind.EXIT, Kind.JOIN)
        ]
        if isinstance(elements[0], p.Dots):
            return self.rest(elements, self.next_of(0), env, NOWHERE, None)
        return unique(
            [found for start in starts for found in self.sequence(elements, start, env, NOWHERE, None)]
        )

    def test(self, pattern: p.Pattern | None, node: Node, env: Env) -> list[Env]:
        """Return the environments in which `pattern` is the controlling expression `node`."""
        if pattern is None or isinstance(pattern, p.Dots):
            return [env]
        return self.expressions.match(pattern, node, env, test=True)

    def next_of(self, index: int) -> tuple[int, ...]:
        """Return the nodes that follow node `index`, joins passed over."""
        edges = self.cfg.successors[index]
        node = self.cfg.nodes[index]
        if node.kind is Kind.DO_TEST and node.own is not None and node.own.text == "0":
            edges = tuple(edge for edge in edges if edge.label is not Label.TRUE)
        return tuple(dict.fromkeys(self.settle(edge.target) for edge in edges))

    def settle(self, index: int) -> int:
        """Return the first node from `index` on that is no join."""
        seen: set[int] = set()
        while self.cfg.nodes[index].kind is Kind.JOIN and index not in seen and self.cfg.successors[index]:
            seen.add(index)
            index = self.cfg.successors[index][0].target
        return index

    def sequence(
        self, elements: Elements, index: int, env: Env, ends: frozenset[int], before: p.Pattern | None
    ) -> list[Env]:
        """Return the environments in which `elements` match with the first of them at node `index`.

        `before` is the element in front of them, which dots must not pass again.
        """
        if not elements:
            return [env] if not ends or index in ends else []
        first, others = elements[0], elements[1:]
        if isinstance(first, p.Disj):
            return self._disjunction(first, others, index, env, ends, before)
        if isinstance(first, p.Optional):
            found = self.sequence((first.inner, *others), index, env, ends, before)
            return found or self.sequence(others, index, env, ends, before)
        if isinstance(first, p.Dots | p.Nest):
            return self.dots(elements, (index,), env, ends, before)
        found = []
        for bound, following in self.element(first, index, env):
            found.extend(self.rest(others, following, bound.extend((index,)), ends, first))
        return unique(found)

    def _disjunction(
        self,
        first: p.Disj,
        others: Elements,
        index: int,
        env: Env,
        ends: frozenset[int],
        before: p.Pattern | None,
    ) -> list[Env]:
        found: list[Env] = []
        for part in first.alternatives:
            elements = part.elements if isinstance(part, p.Sequence) else (part,)
            new = self.sequence((*elements, *others), index, env, ends, before)
            found += [candidate for candidate in new if not any(old.agrees(candidate) for old in found)]
        return found

    def rest(
        self,
        elements: Elements,
        following: tuple[int, ...],
        env: Env,
        ends: frozenset[int],
        before: p.Pattern | None,
    ) -> list[Env]:
        """Return the environments in which `elements` match after a node whose successors are `following`."""
        if not elements:
            left = isinstance(before, p.Return | p.Jump) and self._may_leave(env, ends)
            return [env] if not ends or left or any(index in ends for index in following) else []
        if isinstance(elements[0], p.Dots | p.Nest):
            return self.dots(elements, following, env, ends, before)
        per_path = [self.sequence(elements, index, env, ends, before) for index in following]
        if not self.exists and not all(per_path):
            return []
        return unique([found for path in per_path for found in path])

    def _may_leave(self, env: Env, ends: frozenset[int]) -> bool:
        """Return whether a jump that ends a block of the pattern may stand where the path has led.

        With forall a `return` that is nested deeper in the block does not end it, one behind a goto does.
        """
        if self.exists or not env.trace:
            return True
        last = self.cfg.nodes[env.trace[-1]].syntax
        for end in ends:
            block = self.cfg.nodes[end].syntax
            if last is not None and block is not None and block.start <= last.start and last.end <= block.end:
                return block is self.cfg.function.child("body") or any(
                    child is last for child in block.children
                )
        return True

    def element(self, pattern: p.Pattern, index: int, env: Env) -> list[tuple[Env, tuple[int, ...]]]:
        """Return, for each way in which `pattern` matches at node `index`, the environment and the nodes
        that follow it."""
        node = self.cfg.nodes[index]
        if isinstance(pattern, _COMPOUND):
            return self._with_next(match_compound(self, pattern, node, env), self._after(node))
        if isinstance(pattern, p.Meta):
            starts = node.syntax is not None and node.kind not in (Kind.CLOSE, Kind.CASE, Kind.DO_TEST)
            envs = bind_statement(self, pattern, node.syntax, env) if starts else []
            return self._with_next(envs, self._after(node))
        if isinstance(pattern, p.Conj):
            return self._conjunction(pattern, index, env)
        if isinstance(pattern, p.Disj):
            parts = [
                (part.elements[0] if isinstance(part, p.Sequence) else part) for part in pattern.alternatives
            ]
            return [found for part in parts for found in self.element(part, index, env)]
        return self._with_next(self.nodes.match(pattern, node, env), self.next_of(index))

    def _conjunction(self, pattern: p.Conj, index: int, env: Env) -> list[tuple[Env, tuple[int, ...]]]:
        found: list[tuple[Env, tuple[int, ...]]] = [(env, self.next_of(index))]
        for part in pattern.alternatives:
            elements = part.elements if isinstance(part, p.Sequence) else (part,)
            if len(elements) != 1:
                return []
            found = [result for bound, _ in found for result in self.element(elements[0], index, bound)]
        return found

    @staticmethod
    def _with_next(envs: Iterable[Env], following: tuple[int, ...]) -> list[tuple[Env, tuple[int, ...]]]:
        return [(env, following) for env in envs]

    def _after(self, node: FlowNode) -> tuple[int, ...]:
        """Return the nodes that follow the whole statement which begins at `node`."""
        if node.after is not None:
            return (self.settle(node.after),)
        if node.kind is Kind.OPEN and node.mate is not None:
            return self.next_of(node.mate)
        return self.next_of(node.index)

    # Dots

    def dots(
        self,
        elements: Elements,
        starts: tuple[int, ...],
        env: Env,
        ends: frozenset[int],
        before: p.Pattern | None,
    ) -> list[Env]:
        """Return the environments in which `elements`, which begin with dots, match on paths from
        `starts`."""
        return DotsSearch(self, elements, ends, before).run(starts, env)

    def escapes(self, node: FlowNode) -> FlowNode | None:
        """Return the first node of the THEN branch of `node`, an `if`, where that branch cannot fall
        through; else None."""
        if node.kind is not Kind.IF or node.after is None:
            return None
        entry = next((e.target for e in self.cfg.successors[node.index] if e.label is Label.TRUE), None)
        if entry is None or entry == node.after:
            return None
        if node.index not in self._escapes:
            self._escapes[node.index] = not self._falls_through(entry, node)
        return self.cfg.nodes[entry] if self._escapes[node.index] else None

    def _falls_through(self, entry: int, node: FlowNode) -> bool:
        """Return whether a path inside of the branch reaches the end of the statement at `node`."""
        syntax = node.syntax.child("consequence") if node.syntax else None
        if syntax is None:
            return True
        seen, stack = {entry}, [entry]
        while stack:
            index = stack.pop()
            if index == node.after:
                return True
            current = self.cfg.nodes[index]
            if current.kind in _LEAVING and self._leaves(current, syntax):
                continue
            for edge in self.cfg.successors[index]:
                if edge.target not in seen:
                    seen.add(edge.target)
                    stack.append(edge.target)
        return False

    def _leaves(self, node: FlowNode, branch: Node) -> bool:
        """Return whether the jump at `node` leads out of `branch`."""
        for edge in self.cfg.successors[node.index]:
            target = self.cfg.nodes[self.settle(edge.target)].syntax
            if target is not None and branch.start <= target.start and target.end <= branch.end:
                return False
        return True
