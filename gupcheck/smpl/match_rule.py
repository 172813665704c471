"""Lays one rule on all places of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gupcheck.flow.graph import Cfg, FlowNode, Kind
from gupcheck.smpl import pattern as p
from gupcheck.smpl.bind import Binder, Budget, BudgetSpentError
from gupcheck.smpl.env import EMPTY, Env
from gupcheck.smpl.match_expression import ExpressionMatcher, subexpressions
from gupcheck.smpl.match_function import match_function
from gupcheck.smpl.match_node import NodeMatcher
from gupcheck.smpl.match_path import PathMatcher
from gupcheck.smpl.match_record import match_record
from gupcheck.smpl.rulefile import PatternRule
from gupcheck.smpl.target import Place, Target
from gupcheck.source.prefilter import Formula

STEPS_PER_PLACE = 2_000_000
_AT_FILE_LEVEL = (p.Within, p.Declaration, p.DeclarerCall, p.Record)


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which a rule matched: where, and with which bindings."""

    place: Place
    env: Env


def match_rule(
    rule: PatternRule, words: Formula, target: Target, outer: Env, gave_up: list[Place]
) -> Iterator[Match]:
    """Yield the matches of `rule` in `target`, in source order, each once.

    `outer` holds the bindings of earlier rules as `rule.name`. A place that took more than STEPS_PER_PLACE
    steps is added to `gave_up` and yields nothing.
    """
    seen: set[Env] = set()
    for place in _places(rule, words, target):
        try:
            envs = _match_place(rule, place, outer)
        except BudgetSpentError:
            gave_up.append(place)
            continue
        for env in envs:
            if env not in seen:
                seen.add(env)
                yield Match(place, env)


def _places(rule: PatternRule, words: Formula, target: Target) -> Iterator[Place]:
    only = rule.body.elements[0] if len(rule.body.elements) == 1 else None
    if not isinstance(only, p.Record):
        yield from target.places(words)
    if isinstance(only, _AT_FILE_LEVEL):
        yield from target.declarations(words)


def _match_place(rule: PatternRule, place: Place, outer: Env) -> list[Env]:
    binder = Binder(place, rule.metavars, rule.disabled, outer, Budget(STEPS_PER_PLACE))
    expressions = ExpressionMatcher(binder)
    start = _inherited(rule, outer)
    elements = rule.body.elements
    if not place.has_graph:
        return _match_declaration(elements[0], expressions, place, start)
    paths = PathMatcher(
        expressions, place.cfg, rule.body, exists=rule.quantifier == "exists", later=rule.later
    )
    if isinstance(elements[0], p.Function):
        return [] if place.is_macro else match_function(elements[0], paths, place.node, start)
    return paths.anywhere(elements, start)


def _inherited(rule: PatternRule, outer: Env) -> Env:
    bindings = {}
    for var in rule.metavars.values():
        if var.inherited:
            value = outer.get(".".join(var.inherited))
            if value is not None:
                bindings[var.name] = value
    return Env(bindings) if bindings else EMPTY


def _match_declaration(
    pattern: p.Pattern, expressions: ExpressionMatcher, place: Place, env: Env
) -> list[Env]:
    """Match one pattern on a declaration at file level."""
    if isinstance(pattern, p.Record):
        return match_record(pattern, expressions, place.node, env)
    if isinstance(pattern, p.Within) and place.node.kind != "expression_statement":
        return expressions.anywhere(pattern.expression, subexpressions(place.node), env)
    if isinstance(pattern, p.DeclarerCall):
        calls = [node for node in place.node.walk() if node.kind == "call_expression"]
        return expressions.anywhere(p.Call(pattern.name, pattern.arguments), calls, env)
    if isinstance(pattern, p.Declaration) and place.node.kind == "declaration":
        return _declaration_matcher(expressions, place).declaration(pattern, place.node, env)
    return []


def _declaration_matcher(expressions: ExpressionMatcher, place: Place) -> NodeMatcher:
    """Return a matcher for declarations outside of functions, where there is no graph."""
    return NodeMatcher(expressions, Cfg(place.node, (FlowNode(0, Kind.ENTRY),), ((),), ((),)))
