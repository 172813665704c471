"""Translates `switch`, whose cases may be more than the pattern has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.translate.branch import ended, head_names, header, whole
from gupcheck.smpl.translate.neighbours import brace_name, cases_of
from gupcheck.smpl.translate.scoping import shares
from gupcheck.smpl.translate.where import NOTHING_AFTER, After, Where

if TYPE_CHECKING:
    from gupcheck.smpl.translate.translator import Translator


def switch(t: Translator, pattern: p.Switch, after: After, where: Where) -> c.Formula:
    """Return the formula of a switch: each case of the pattern is there, and what else is there is no
    miss."""
    if not isinstance(pattern.body, p.Block):
        return t.own(header(pattern, where), head_names(t, pattern, pattern.body), where)
    cases = cases_of(pattern.body)
    head = head_names(t, pattern, pattern.body)
    each = [t.free(label) | t.free(body) for label, body in cases]
    shared = (head & frozenset().union(*each)) - where.bound
    among = shares(each) - where.bound - shared
    label = t.name("switch")
    inside = where.binding(shared | among).in_region(label)
    found = t.own(header(pattern, where), head - shared, where)
    block = t.bind(among, _cases(t, pattern, cases, inside), where)
    if not any(case.value is None for case, _ in cases):
        block = c.either(c.is_at(At.FALL), block)
    past: c.Formula = c.is_at(At.AFTER)
    if after.kind == "after":
        past = c.both(past, c.following(t.next(after.formula), some=True))
    rest: c.Formula = c.Next(c.either(block, past))
    if after.kind == "after":
        rest = c.both(ended(t, c.is_at(At.AFTER), NOTHING_AFTER), rest)
    return whole(t, shared, label, found, rest, where)


def _cases(
    t: Translator, pattern: p.Switch, cases: list[tuple[p.CaseLabel, p.Sequence]], where: Where
) -> c.Formula:
    """Return the block: each case label of the pattern is behind its brace, and all that is there is one of
    these cases or has none of these labels."""
    brace = brace_name(pattern)
    opening = c.both(c.Match(pattern.body, "open"), c.Bind("brace", brace))
    present: list[c.Formula] = []
    bodies: list[c.Formula] = []
    for label, body in cases:
        names = t.free(label)
        shared = (names & t.free(body)) - where.bound
        guard = c.quantified(names - where.bound, c.Match(label))
        present.append(guard)
        inside = replace(where.binding(shared), switch=where.label)
        found = t.own(c.Match(label), names - shared, where)
        rest = t.sequence(body.elements, NOTHING_AFTER, inside, dots_before=False)
        bodies.append(t.bind(shared, c.both(found, t.next(rest)), where))
    no_label = c.negated(c.either(*(c.Plain(one) for one in present)))
    behind = c.either(no_label, *bodies)
    needed = c.both(*(c.following(one, some=True) for one in present))
    return c.Exists(brace, c.both(opening, needed, t.next(behind)))
