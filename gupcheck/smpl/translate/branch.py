"""Translates `if` and the loops: a head, its branches, and the node where control goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.translate.lift import alternatives
from gupcheck.smpl.translate.where import NOTHING_AFTER, After, Where

if TYPE_CHECKING:
    from gupcheck.smpl.translate.translator import Translator

_AFTER = c.is_at(At.AFTER)


def head_names(t: Translator, pattern: p.Pattern, *branches: p.Pattern | None) -> frozenset[str]:
    """Return the names in `pattern` outside of its `branches`."""
    own = [part for part in pattern.parts() if all(part is not branch for branch in branches)]
    names = frozenset().union(*(t.free(part) for part in own))
    return names | frozenset(getattr(pattern, "positions", ()))


def header(pattern: p.If | p.Loop | p.IteratorLoop | p.Switch, where: Where, part: str = "head") -> c.Formula:
    """Return that a node is the head of `pattern`, with the disjunctions in it brought outside."""
    if isinstance(pattern, p.If | p.Loop):
        tests = alternatives(pattern.test) if pattern.test is not None else []
        patterns: list[p.Pattern] = [replace(pattern, test=test) for test in tests]
    elif isinstance(pattern, p.Switch):
        patterns = [replace(pattern, value=value) for value in alternatives(pattern.value)]
    else:
        patterns = []
    if len(patterns) < 2:
        patterns = [pattern]
    return c.either(*(c.Match(one, part) for one in patterns), first=not where.guard)


def ended(t: Translator, past: c.Formula, after: After) -> c.Formula:
    """Return that the node `past`, which leads past a statement, is behind its head, and what comes then."""
    if after.kind == "after":
        past = c.both(past, c.following(t.next(after.formula), some=True))
    return c.following(past, some=True)


def whole(
    t: Translator, names: frozenset[str], label: str, head: c.Formula, rest: c.Formula, where: Where
) -> c.Formula:
    """Return a statement's head and the rest of it, with the names that they share."""
    if label not in t.used:
        return t.bind(names, c.both(head, rest), where)
    whole_of_it = c.for_each(c.both(head, c.Bind("labels", label)), rest)
    return c.Exists(label, t.bind(names, whole_of_it, where))


def if_(t: Translator, pattern: p.If, after: After, where: Where) -> c.Formula:
    """Return the formula of an `if` with or without `else`."""
    names = head_names(t, pattern, pattern.then, pattern.otherwise)
    then, otherwise = t.free(pattern.then), t.free(pattern.otherwise)
    shared = ((names & then) | (names & otherwise) | (then & otherwise)) - where.bound
    label = t.name("if")
    inside = where.binding(shared).in_region(label).as_branch()
    head = t.own(header(pattern, where), names - shared, where)
    body = t.next(t.statement(pattern.then, NOTHING_AFTER, inside))
    parts = [c.both(c.is_at(At.TRUE), body)]
    if pattern.otherwise is None:
        parts.append(c.is_at(At.FALL))
    else:
        body = t.next(t.statement(pattern.otherwise, NOTHING_AFTER, inside))
        parts.append(c.both(c.is_at(At.FALSE), t.next(c.both(c.is_at(At.ELSE), body))))
    rest = c.both(*(c.following(part, some=True) for part in parts), ended(t, _AFTER, after))
    return whole(t, shared, label, head, rest, where)


def loop(t: Translator, pattern: p.Loop | p.IteratorLoop, after: After, where: Where) -> c.Formula:
    """Return the formula of a while, a for or an iterator macro."""
    names = head_names(t, pattern, pattern.body)
    if after.kind != "after" and _is_any_statement(t, pattern.body):
        return t.own(header(pattern, where), names, where)
    shared = (names & t.free(pattern.body)) - where.bound
    label = t.name("loop")
    inside = replace(where.binding(shared).in_region(label), loop=label, switch="", branch=True)
    head = t.own(header(pattern, where), names - shared, where)
    body = c.both(c.is_at(At.IN_LOOP), t.next(t.statement(pattern.body, NOTHING_AFTER, inside)))
    rest = c.both(c.following(body, some=True), ended(t, c.is_at(At.LOOP_FALL), after))
    return whole(t, shared, label, head, rest, where)


def _is_any_statement(t: Translator, pattern: p.Pattern) -> bool:
    return (
        isinstance(pattern, p.Meta)
        and not pattern.positions
        and not pattern.var.constraints
        and t.occurrences[pattern.var.name] == 1
        and pattern.var.name not in t.kept
        and not pattern.var.inherited
    )


def do(t: Translator, pattern: p.Loop, after: After, where: Where) -> c.Formula:
    """Return the formula of a do-while loop, which must be able to go round."""
    body_names = t.free(pattern.body)
    tail_names = t.free(pattern.test)
    shared = (body_names & (tail_names | frozenset(pattern.positions))) - where.bound
    label = t.name("loop")
    inside = replace(where.binding(shared).in_region(label), loop=label, switch="", branch=True)
    tail = t.own(header(pattern, where, "tail"), tail_names - shared, where)
    back = c.following(c.is_at(At.IN_LOOP), some=True)
    out = c.following(c.is_at(At.FALL), some=True)
    body = t.statement(pattern.body, After("after", c.both(tail, back, out)), inside)
    head = t.own(c.Match(pattern, "head"), frozenset(pattern.positions) - shared, where)
    rest = c.both(c.following(body, some=True), ended(t, _AFTER, after))
    return whole(t, shared, label, head, rest, where)


def count_names(body: p.Sequence) -> Counter[str]:
    """Return how often each metavariable stands in a rule."""
    return Counter(var.name for var in p.metas_of(body))
