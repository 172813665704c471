"""Lays one rule on all places of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gupcheck.smpl import pattern as p
from gupcheck.smpl.given_up import GivenUp
from gupcheck.smpl.graph.points import At, Point
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.logic.bindings import Bindings, Store
from gupcheck.smpl.logic.solve import Solver
from gupcheck.smpl.logic.triples import Kept
from gupcheck.smpl.match.bind import Binder, Budget
from gupcheck.smpl.match.constraints import BudgetSpentError
from gupcheck.smpl.match.env import EMPTY, Env, Value, position
from gupcheck.smpl.match.expression import ExpressionMatcher
from gupcheck.smpl.match.node import NodeMatcher, kinds_of
from gupcheck.smpl.rulefile import PatternRule
from gupcheck.smpl.script import ScriptError, ScriptState
from gupcheck.smpl.target import Place, Target
from gupcheck.smpl.translate.requirements import Requirement
from gupcheck.smpl.words import words_of_statement
from gupcheck.source.prefilter import Formula, matches

STEPS_PER_PLACE = 1_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which a rule matched: where, and with which bindings."""

    place: Place
    env: Env


def match_rule(
    rule: PatternRule,
    words: Formula,
    target: Target,
    outer: Env,
    excluded: Mapping[int, str],
    scripts: ScriptState,
    given_up: GivenUp,
) -> Iterator[Match]:
    """Yield the matches of `rule` in `target`, in source order, each once.

    `outer` holds the bindings of earlier rules as `rule.name`, `scripts` the global names of the scripts.
    `excluded` are the starts of places that are
    left out, each with the rule that is undecided there. A place that took more than STEPS_PER_PLACE steps,
    or more levels of nesting than Python has, or on which the analysis fails, yields nothing; `given_up` is
    told of all of these.
    """
    seen: set[Env] = set()
    for place in _places(rule, words, target):
        if place.node.start in excluded:
            given_up.left_out(rule.name, place, excluded[place.node.start])
            continue
        try:
            envs = PlaceMatcher(rule, place, outer, scripts).envs()
        except (BudgetSpentError, RecursionError):
            given_up.out_of_steps(rule.name, place)
            continue
        except ScriptError as error:
            given_up.constraint_failed(rule.name, place, error)
            continue
        except MemoryError:
            raise
        except Exception as error:
            given_up.crashed(rule.name, place, error)
            continue
        for env in envs:
            if env not in seen:
                seen.add(env)
                yield Match(place, env)


def _places(rule: PatternRule, words: Formula, target: Target) -> Iterator[Place]:
    elements = rule.body.elements
    if not any(isinstance(element, p.Record) for element in elements):
        yield from target.places(words)
    if not any(_has_dots(element) or isinstance(element, p.Function) for element in elements):
        yield from target.declarations(words)


def _has_dots(pattern: p.Pattern) -> bool:
    """Return whether `pattern` is, or may be, dots between statements, which file level does not have."""
    if isinstance(pattern, p.Disj | p.Conj | p.Sequence):
        return any(_has_dots(part) for part in pattern.parts())
    return isinstance(pattern, p.Dots | p.Nest)


class PlaceMatcher:
    """Lays one rule on one place."""

    def __init__(self, rule: PatternRule, place: Place, outer: Env, scripts: ScriptState) -> None:
        self.rule = rule
        self.place = place
        self.budget = Budget(STEPS_PER_PLACE)
        self.binder = Binder(place, rule.metavars, rule.disabled, outer, self.budget, scripts)
        self.nodes = NodeMatcher(ExpressionMatcher(self.binder))
        self.store = Store()
        self.start = _inherited(rule, outer)
        self._labels: dict[tuple[int, str, str], dict[int, list[Bindings]]] = {}

    def envs(self) -> list[Env]:
        """Return the bindings of the matches, in the order of the nodes where these begin."""
        if not self._worthwhile():
            return []
        solver = Solver(self.place.graph, self._label, self.store, self.binder.spend)
        found = solver.solve(self.rule.formula)
        envs = [self._env(kept) for state in sorted(found) for _, kept in found[state]]
        return sorted(dict.fromkeys(envs), key=_order)

    def _worthwhile(self) -> bool:
        """Return whether the place holds what spatch asks of a function before it looks at paths."""

        def met(requirement: Requirement) -> bool:
            return any(self._label(match) for match in requirement)

        return not self.rule.required or any(all(map(met, some)) for some in self.rule.required)

    def _env(self, kept: Kept) -> Env:
        bindings: dict[str, Value] = dict(self.start.bindings)
        spots: dict[str, list[tuple[int, int]]] = {}
        for name, value in sorted(kept, key=lambda item: (item[0], item[1].start, item[1].end)):
            if value.kind == "position":
                spots.setdefault(name, []).extend(value.spots)
            else:
                bindings[name] = value
        bindings.update((name, position(places)) for name, places in spots.items())
        return Env(bindings)

    def _label(self, match: c.Match) -> dict[int, list[Bindings]]:
        """Return the nodes at which `match` holds, with the bindings, computed once."""
        key = (id(match.pattern), match.part, match.spot)
        found = self._labels.get(key)
        if found is None:
            found = self._labels[key] = {}
            graph = self.place.graph
            kinds = kinds_of(match)
            points = (
                graph.nodes
                if kinds is None
                else [graph.nodes[i] for k in kinds for i in graph.by_kind.get(k, ())]
            )
            needed = words_of_statement(match.pattern) if match.pattern is not None else None
            for point in points:
                self.binder.spend()
                if needed is not None and not self._holds(*needed, point):
                    continue
                envs = self.nodes.match(match, point, self.start)
                if envs:
                    found[point.index] = [self._new(env) for env in envs]
        return found

    def _holds(self, words: Formula, listed: tuple[bytes, ...], point: Point) -> bool:
        """Return whether the text that is evaluated at `point` holds `words`; cheaper than to match there."""
        node = point.syntax if point.at is At.FOR else point.own
        if node is None:
            return True
        find = self.place.target.unit.data.find
        return matches(words, {one for one in listed if find(one, node.start, node.end) >= 0})

    def _new(self, env: Env) -> Bindings:
        old = self.start.bindings
        return self.store.make({name: value for name, value in env.bindings.items() if name not in old}, {})


def _order(env: Env) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(spot for value in env.bindings.values() for spot in value.spots))


def _inherited(rule: PatternRule, outer: Env) -> Env:
    bindings = {}
    for var in rule.metavars.values():
        if var.inherited:
            value = outer.get(".".join(var.inherited))
            if value is not None:
                bindings[var.name] = value
    return Env(bindings) if bindings else EMPTY
