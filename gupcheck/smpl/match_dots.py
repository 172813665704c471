"""Searches what `...` between statements stands for: the shortest paths to what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gupcheck.flow.graph import FlowNode, Kind
from gupcheck.smpl import pattern as p
from gupcheck.smpl.env import Env, unique

if TYPE_CHECKING:
    from gupcheck.smpl.match_path import PathMatcher


class DotsSearch:
    """One `...` (or `<... ...>`) of a sequence: what must come after it, and what must not occur inside."""

    def __init__(
        self,
        paths: PathMatcher,
        elements: tuple[p.Pattern, ...],
        ends: frozenset[int],
        before: p.Pattern | None,
    ) -> None:
        dots = elements[0]
        self.paths = paths
        self.rest = elements[1:]
        self.ends = ends
        self.before = before
        self.whens = dots.whens if isinstance(dots, p.Dots | p.Nest) else ()
        kinds = {when.kind for when in self.whens}
        self.any = "any" in kinds
        self.strict = "strict" in kinds
        self.exists = "exists" in kinds or (paths.exists and "forall" not in kinds)
        self.forbidden = tuple(
            when.what for when in self.whens if when.kind == "not" and when.what is not None
        )

    def run(self, starts: tuple[int, ...], env: Env) -> list[Env]:
        """Return the environments in which the paths from `starts` lead to the rest of the sequence."""
        if not self.rest and not self.ends and (self.any or self.exists) and not self.forbidden:
            return [env]
        search = self._search_exists if self.exists else self._search_forall
        found: list[Env] = []
        for candidate in self._candidates(starts, env):
            found.extend(search(starts, candidate))
        return unique(found)

    def _candidates(self, starts: tuple[int, ...], env: Env) -> list[Env]:
        """Return `env` with each binding that the next element can give to what is still free in it.

        Fixing these first is what lets the search say "the shortest path to this very binding". A name that
        only the next element speaks of is not fixed: any binding of it ends the path.
        """
        if not self.rest:
            return [env]
        wanted = {var.name for part in (self.rest[0], *self.forbidden) for var in p.metas_of(part)}
        free = {
            name for name in wanted if env.get(name) is None and self.paths.outlives(name, self.rest[0])
        }
        if not free:
            return [env]
        found: list[Env] = []
        for index in self._reachable(starts):
            for bound in self._target_alone(index, env):
                kept = {
                    name: value
                    for name, value in bound.bindings.items()
                    if name in free and value.kind != "position"
                }
                found.append(Env({**env.bindings, **kept}, env.trace))
        return unique(found)

    def _reachable(self, starts: tuple[int, ...], *, through_continue: bool = True) -> list[int]:
        seen = dict.fromkeys(starts)
        stack = list(starts)
        while stack:
            index = stack.pop()
            if not through_continue and self.paths.cfg.nodes[index].kind is Kind.CONTINUE:
                continue
            for target in self.paths.next_of(index):
                if target not in seen:
                    seen[target] = None
                    stack.append(target)
        return list(seen)

    def _target_alone(self, index: int, env: Env) -> list[Env]:
        """Return the environments in which the next element by itself matches at `index`."""
        if not self.rest:
            return [env] if self._is_end(index) else []
        return [bound for bound, _ in self._first_elements(self.rest, index, env)]

    def _first_elements(
        self, elements: tuple[p.Pattern, ...], index: int, env: Env
    ) -> list[tuple[Env, tuple[int, ...]]]:
        first = elements[0]
        if isinstance(first, p.Disj):
            heads = [
                part.elements if isinstance(part, p.Sequence) else (part,) for part in first.alternatives
            ]
            return [found for head in heads if head for found in self._first_elements(head, index, env)]
        if isinstance(first, p.Optional):
            inner = self.paths.element(first.inner, index, env)
            return inner + (self._first_elements(elements[1:], index, env) if len(elements) > 1 else [])
        if isinstance(first, p.Dots | p.Nest):
            return self._first_elements(elements[1:], index, env) if len(elements) > 1 else []
        return self.paths.element(first, index, env)

    def _is_end(self, index: int) -> bool:
        """Return whether the closing brace of the pattern's block stands at `index`, or the function ends there.

        Jumps out of the block end it as well.
        """
        node = self.paths.cfg.nodes[index]
        if not self.ends:
            return node.kind is Kind.EXIT
        return index in self.ends or node.kind in (Kind.RETURN, Kind.GOTO) or self._leaves_block(node)

    def _complete(self, index: int, env: Env) -> list[Env]:
        """Return the environments in which the whole rest matches from `index` on."""
        if not self.rest:
            return [env] if self._is_end(index) else []
        return self.paths.sequence(self.rest, index, env, self.ends, None)

    def _blocked(self, index: int, env: Env) -> bool:
        """Return whether the dots may not pass `index`: the element before them, or a `when !=`, matches
        there."""
        bare = env.without_positions()
        before = None if self.any else self.before
        if before is not None and self.paths.element(before, index, self._outliving(before, bare)):
            return True
        node = self.paths.cfg.nodes[index]
        return any(self._occurs(what, node, bare) for what in self.forbidden)

    def _outliving(self, element: p.Pattern, env: Env) -> Env:
        """Return `env` without what only `element` speaks of."""
        own = {var.name for var in p.metas_of(element)}
        return env.restricted(
            frozenset(
                name for name in env.bindings if name not in own or self.paths.outlives(name, element)
            )
        )

    def _occurs(self, what: p.Pattern, node: FlowNode, env: Env) -> bool:
        return bool(self.paths.nodes.match(what, node, env))

    def _search_exists(self, starts: tuple[int, ...], env: Env) -> list[Env]:
        found: list[Env] = []
        parent: dict[int, int] = dict.fromkeys(starts, -1)
        queue = list(dict.fromkeys(starts))
        for index in queue:
            self.paths.binder.spend()
            found.extend(self._complete(index, env.extend(_walked(parent, index))))
            if (not self.any and self._target_alone(index, env)) or self._blocked(index, env):
                continue
            if index in self.ends or self._leaves_block(self.paths.cfg.nodes[index]):
                continue
            for target in self.paths.next_of(index):
                if target not in parent:
                    parent[target] = index
                    queue.append(target)
        return unique(found)

    def _search_forall(self, starts: tuple[int, ...], env: Env) -> list[Env]:
        """Return the environments of all paths, or nothing where one path misses; a path that never ends
        is no miss."""
        found: list[Env] = []
        parent: dict[int, int] = dict.fromkeys(starts, -1)
        queue = list(dict.fromkeys(starts))
        for index in queue:
            self.paths.binder.spend()
            node = self.paths.cfg.nodes[index]
            here = self._complete(index, env.extend(_walked(parent, index)))
            found.extend(here)
            if here:
                continue
            if not here and (node.kind is Kind.EXIT or (not self.any and self._target_alone(index, env))):
                return []
            if not here and (index in self.ends or self._blocked(index, env) or self._leaves_block(node)):
                return []
            for target in self._following(node, env):
                if target not in parent:
                    parent[target] = index
                    queue.append(target)
        return unique(found)

    def _leaves_block(self, node: FlowNode) -> bool:
        """Return whether a break or continue at `node` leads out of the block that the pattern's braces
        stand for."""
        if node.kind not in (Kind.BREAK, Kind.CONTINUE) or not self.ends:
            return False
        blocks = [self.paths.cfg.nodes[end].syntax for end in self.ends]
        targets = [self.paths.cfg.nodes[target].syntax for target in self.paths.next_of(node.index)]
        return not any(
            block is not None
            and (target is None or (block.start <= target.start and target.end <= block.end))
            for block in blocks
            for target in targets
        )

    def _following(self, node: FlowNode, env: Env) -> list[int]:
        """Return where the paths go on, an exempt THEN branch left out."""
        targets = list(self.paths.next_of(node.index))
        escape = None if self.strict else self.paths.escapes(node)
        if escape is None or self._target_within(escape, node, env):
            return targets
        return [target for target in targets if target != self.paths.settle(escape.index)]

    def _target_within(self, escape: FlowNode, head: FlowNode, env: Env) -> bool:
        """Return whether what comes next occurs on the path that the exempt branch takes."""
        taken = self._reachable((escape.index,), through_continue=False)
        return any(self._target_alone(index, env) for index in taken if index != head.index)


def _walked(parent: dict[int, int], index: int) -> tuple[int, ...]:
    """Return the nodes from a start to just before `index`."""
    trace: list[int] = []
    index = parent[index]
    while index >= 0:
        trace.append(index)
        index = parent[index]
    return tuple(reversed(trace))
