"""Chains of matches: what the rules of a file bound so far, and what of it later rules ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gupcheck.smpl.findings import Witness
from gupcheck.smpl.match.env import Env, position
from gupcheck.smpl.rulefile import PatternRule, ScriptRule


@dataclass(frozen=True, slots=True)
class State:
    """One chain of matches: bindings as `rule.name`, the rules that matched, and where."""

    env: Env
    matched: frozenset[str]
    witnesses: tuple[Witness, ...] = field(default=(), compare=False)

    def extended(self, new: State, name: str) -> State:
        """Return this chain with a match of the rule `name` behind it."""
        env = Env({**self.env.bindings, **new.env.bindings})
        return State(env, self.matched | {name}, (*self.witnesses, *new.witnesses))


def pruned(
    states: Sequence[State], later: Sequence[PatternRule | ScriptRule], virtuals: frozenset[str]
) -> list[State]:
    """Return the states with only those bindings and names of rules in them that `later` rules ask for."""
    names: set[str] = set()
    rules: set[str] = set(virtuals)
    for rule in later:
        rules |= rule.depends.names()
        if isinstance(rule, ScriptRule):
            names |= {f"{variable.rule}.{variable.variable}" for variable in rule.variables}
        else:
            names |= inherited_names(rule) | constraint_names(rule)
    kept = frozenset(names)
    found = (State(s.env.restricted(kept), s.matched & rules, s.witnesses) for s in states)
    return list(dict.fromkeys(found))


def inherited_names(rule: PatternRule) -> frozenset[str]:
    """Return the metavariables that a rule inherits, as `rule.name`."""
    return frozenset(".".join(var.inherited) for var in rule.metavars.values() if var.inherited)


def constraint_names(rule: PatternRule) -> frozenset[str]:
    """Return the names that the constraints and lengths of a rule's metavariables speak of."""
    constraints = [one for var in rule.metavars.values() for one in var.constraints]
    lengths = [var.length for var in rule.metavars.values() if "." in var.length]
    return frozenset([*lengths, *(value for one in constraints for value in one.values)])


def excluding_rules(rule: PatternRule) -> frozenset[str]:
    """Return the rules whose matches take matches away from `rule` (`position p != r.p`)."""
    return frozenset(
        value.split(".")[0]
        for var in rule.metavars.values()
        for constraint in var.constraints
        if constraint.kind == "not-in"
        for value in constraint.values
        if "." in value
    )


def with_all_positions(
    states: Sequence[State], needed: frozenset[str], constraints: frozenset[str]
) -> dict[State, Env]:
    """Return, for each state, the bindings that a rule is given which inherits or constrains these names.

    A position in a constraint stands for all the places that the earlier rule found beside equal bindings,
    as in spatch: `p != r.p` excludes every one of them.
    """
    alike: dict[State, Env] = {}
    places: dict[Env, dict[str, list[tuple[int, int]]]] = {}
    for state in states:
        merged = {
            name: value
            for name in constraints - needed
            if (value := state.env.get(name)) is not None and value.kind == "position"
        }
        alike[state] = state.env.restricted((needed | constraints) - merged.keys())
        found = places.setdefault(alike[state], {})
        for name, value in merged.items():
            found.setdefault(name, []).extend(value.spots)
    outers: dict[Env, Env] = {}
    for env, found in places.items():
        together = {name: position(spots) for name, spots in found.items()}
        outers[env] = Env({**env.bindings, **together})
    return {state: outers[env] for state, env in alike.items()}
