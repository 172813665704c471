"""Translates blocks and functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.translate.neighbours import brace_name, neighbours
from gupcheck.smpl.translate.where import After, Where

if TYPE_CHECKING:
    from gupcheck.smpl.translate.translator import Translator


def block(t: Translator, pattern: p.Block, after: After, where: Where) -> c.Formula:
    """Return the formula of `{ ... }`."""
    inner = t.free(pattern.body)
    brace, label = brace_name(pattern), t.name("block")
    opening = c.both(c.Match(pattern, "open"), c.Bind("brace", brace), c.Bind("labels", label))
    closing = t.until(c.is_at(At.CLOSE), c.both(c.Match(pattern, "close"), c.Bind("brace", brace)))
    if _is_dots(pattern.body):
        if after.kind != "after":
            return c.Match(pattern, "open")
        past = c.both(c.is_at(At.AFTER), c.following(t.then(closing, after), some=True))
        return _bound(c.both(opening, c.following(past, some=True)), brace, label)
    given = _as_written(t, pattern, opening, t.then(closing, after), where, (brace, label))
    if not ends_in_return(pattern.body):
        return given
    names = inner - where.bound
    return c.either(
        given,
        _behind_goto(t, pattern, names, where),
        _with_goto(t, pattern, opening, names, where, (brace, label)),
    )


def _bound(formula: c.Formula, brace: str, label: str) -> c.Formula:
    return c.Exists(brace, c.Exists(label, formula))


def _is_dots(body: p.Sequence) -> bool:
    only = body.elements[0] if len(body.elements) == 1 else None
    return isinstance(only, p.Dots) and not only.whens


def _as_written(
    t: Translator, pattern: p.Block, opening: c.Formula, end: c.Formula, where: Where, names: tuple[str, str]
) -> c.Formula:
    brace, label = names
    t.used.add(label)
    inside = where.in_region(label)
    inside = inside.binding(frozenset((brace,)))
    body = t.sequence(pattern.body.elements, After("after", end), inside, dots_before=False)
    body = t.own(body, t.free(pattern.body), where)
    if not t.exists:
        body = c.either(c.is_at(At.AFTER), body)
    return _bound(c.for_each(opening, t.next(body)), brace, label)


def _behind_goto(t: Translator, pattern: p.Block, names: frozenset[str], where: Where) -> c.Formula:
    """Return that a goto stands for the block, and that its body is found, without braces, at the label."""
    around = t.around
    t.around = {**around, **neighbours(pattern.body)}
    inside = where.in_region("")
    inside = inside.binding(names)
    body = t.sequence(pattern.body.elements, After("end"), inside, dots_before=True)
    t.around = around
    body = t.bind(names, body, where)
    return c.both(c.is_at(At.GOTO), t.next(t.until(c.is_at(At.CLOSE), t.next(body))))


def _with_goto(
    t: Translator,
    pattern: p.Block,
    opening: c.Formula,
    names: frozenset[str],
    where: Where,
    own: tuple[str, str],
) -> c.Formula:
    """Return that a goto leads out of the block on every path, and that the body goes on behind it."""
    brace, label = own
    inside = where.in_region("").binding(names | {brace})
    body = t.bind(names, t.sequence(pattern.body.elements, After("tail"), inside, dots_before=False), where)
    leaves = c.following(c.Flag("goto-after"), some=True)
    stays = c.following(c.both(c.is_at(At.AFTER), c.negated(c.Flag("goto-after"))), some=True)
    jumps = c.both(opening, leaves, c.negated(stays))
    return _bound(c.for_each(jumps, t.next(body)), brace, label)


def ends_in_return(body: p.Pattern, *, after_dots: bool = False) -> bool:
    """Return whether `body` holds dots and ends in a return."""
    elements = body.elements if isinstance(body, p.Sequence) else (body,)
    after_dots = after_dots or any(isinstance(element, p.Dots | p.Nest) for element in elements)
    last = elements[-1] if elements else None
    if isinstance(last, p.Return):
        return after_dots
    if isinstance(last, p.Disj):
        return all(ends_in_return(part, after_dots=after_dots) for part in last.alternatives)
    if isinstance(last, p.Conj):
        return any(ends_in_return(part, after_dots=after_dots) for part in last.alternatives)
    return False


def function(t: Translator, pattern: p.Function, after: After, where: Where) -> c.Formula:
    """Return the formula of a function's definition."""
    head = t.free(pattern) - t.free(pattern.body)
    header = c.Match(pattern, "head")
    header_names = frozenset().union(
        t.free(pattern.name), t.free(pattern.type), *(t.free(part) for part in pattern.parameters)
    )
    shared = (header_names & t.free(pattern.body)) - where.bound
    body = _function_body(t, pattern, where.binding(shared))
    found = c.both(t.bind(head - where.bound, header, where), t.next(body))
    return t.bind(shared, found, where)


def _function_body(t: Translator, pattern: p.Function, where: Where) -> c.Formula:
    body = pattern.body.body
    opening = c.Match(pattern.body, "open")
    only = body.elements[0] if len(body.elements) == 1 else None
    names = t.free(body) - where.bound
    inside = where.in_region("").binding(names)
    end = c.both(
        c.Match(pattern.body, "close"),
        c.preceding(c.negated(c.Flag("fake")), some=True),
        c.Flag("closes-some" if t.exists else "closes-all"),
    )
    if isinstance(only, p.Nest) and not only.plus and not only.whens:
        inner = t.sequence(_elements(only.inner), After("guard", end), inside, dots_before=True)
        found = t.name("nest")
        every = c.Let(found, inner, c.Or(c.Ref(found), c.Not(c.Plain(c.Ref(found)))))
        return t.bind(names, c.Everywhere(opening, every), where)
    if isinstance(only, p.Dots):
        return t.bind(names, _only_dots(t, only, opening, inside), where)
    rest = t.sequence(body.elements, After("after", end), inside, dots_before=False)
    return c.both(opening, t.next(t.bind(names, rest, where)))


def _elements(pattern: p.Pattern) -> tuple[p.Pattern, ...]:
    return pattern.elements if isinstance(pattern, p.Sequence) else (pattern,)


def _only_dots(t: Translator, dots: p.Dots, opening: c.Formula, where: Where) -> c.Formula:
    """Return the body `{ ... }` with what the dots must not pass on the way to the brace that closes it."""
    if not dots.whens:
        return opening
    forbidden = [
        t.statement(when.what, After("tail"), where.guarded())
        for when in dots.whens
        if when.kind == "not" and when.what is not None
    ]
    brace = "function brace"
    passed = c.negated(c.either(*forbidden))
    kinds = {when.kind for when in dots.whens}
    if "any" in kinds:
        passed = c.TRUE
    some = "exists" in kinds or (t.exists and "forall" not in kinds)
    if some:
        passed = c.both(c.negated(c.is_at(At.AFTER)), passed)
    pair = c.Bind("brace", brace)
    search: c.Formula = c.Until(passed, c.both(c.is_at(At.CLOSE), pair), some)
    if some != t.exists:
        search = c.Switched(search)
    return c.Exists(brace, c.both(opening, pair, t.next(search)))
