"""Translates `...` and `<... ...>` between statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.translate.lift import alternatives
from gupcheck.smpl.translate.scoping import shares
from gupcheck.smpl.translate.where import NOTHING_AFTER, After, Where

if TYPE_CHECKING:
    from gupcheck.smpl.translate.translator import Translator

_AFTER = c.is_at(At.AFTER)


def dots(t: Translator, pattern: p.Dots | p.Nest, after: After, where: Where) -> c.Formula:
    """Return the formula of dots or of a nest, from the first node that they may pass on."""
    names: frozenset[str] = frozenset()
    body: c.Formula | None = None
    around = where.unlabelled()
    if isinstance(pattern, p.Nest):
        conditions = frozenset().union(*(t.free(when) for when in pattern.whens))
        names = shares([conditions, t.free(pattern.inner)]) - where.bound
        where = where.binding(names)
        around = where
        if pattern.plus or not where.guard:
            inner = after if after.kind != "after" else After("guard", after.formula)
            elements = pattern.inner.elements if isinstance(pattern.inner, p.Sequence) else (pattern.inner,)
            body = t.sequence(elements, inner, where, dots_before=True)
    found = _Dots(t, pattern, after, where, around).formula(body)
    return t.bind(names, found, where)


class _Dots:
    """One occurrence of dots or of a nest."""

    def __init__(
        self, t: Translator, pattern: p.Dots | p.Nest, after: After, where: Where, around: Where
    ) -> None:
        self.t = t
        self.pattern = pattern
        self.after = after
        self.where = where
        self.around = around
        kinds = {when.kind for when in pattern.whens}
        self.any = "any" in kinds
        self.strict = "strict" in kinds
        self.some = "exists" in kinds or (t.exists and "forall" not in kinds)
        self.label = where.label

    def formula(self, nest: c.Formula | None) -> c.Formula:
        """Return the formula; `nest` is that of a nest's contents."""
        t = self.t
        before, behind = t.around.get(id(self.pattern), ((), ()))
        ahead = c.either(*(t.neighbour(item, self.around, behind=True) for item in behind))
        barred: c.Formula = c.FALSE
        if not self.any:
            passed = [t.neighbour(item, self.around, behind=False) for item in before]
            passed += [t.neighbour(item, self.around, behind=True) for item in behind if item not in before]
            barred = c.either(*passed)
        good = t.name("nest") if isinstance(self.pattern, p.Nest) and self.pattern.plus else ""
        inside, collected = self._inside(nest, good)
        on_the_way = c.both(
            c.negated(_AFTER) if self.some else c.TRUE, c.negated(barred), inside, t.within(self.label)
        )
        found = self._search(on_the_way, collected, ahead, self._end())
        if good:
            found = c.Exists(good, c.both(found, c.negated(c.Bind("bad", good))))
        return found

    def _inside(self, nest: c.Formula | None, good: str) -> tuple[c.Formula, c.Formula]:
        """Return what holds on the way, and the part of it that a nest collects."""
        if nest is None:
            return self._allowed(c.TRUE), c.TRUE
        name = self.t.name("contents")
        hit: c.Formula = c.Ref(name)
        if good:
            hit = c.both(hit, c.Bind("good", good))
        body = c.Let(name, nest, c.Or(hit, self._allowed(c.Not(c.Plain(c.Ref(name))))))
        return body, body

    def _allowed(self, formula: c.Formula) -> c.Formula:
        """Return `formula` where none of the dots' conditions forbids a node."""
        forbidden = [_AFTER, *(self._forbidden(when) for when in self.pattern.whens)]
        required = [
            self.t.statement(when.what, NOTHING_AFTER, self.around.guarded())
            for when in self.pattern.whens
            if when.kind == "always" and when.what is not None
        ]
        return c.both(formula, *required, c.negated(c.either(*forbidden)))

    def _forbidden(self, when: p.When) -> c.Formula:
        if when.what is None:
            return c.FALSE
        guarded = self.around.guarded()
        if when.kind == "not":
            elements = when.what.elements if isinstance(when.what, p.Sequence) else (when.what,)
            return self.t.sequence(elements, NOTHING_AFTER, guarded, dots_before=True)
        if when.kind in ("not-true", "not-false"):
            return self._outcome(when.what, when.kind == "not-true")
        return c.FALSE

    def _outcome(self, test: p.Pattern, outcome: bool) -> c.Formula:
        """Return that a node is the first one behind a test `test` with this outcome."""
        names = self.t.free(test) - self.where.bound
        tests = alternatives(test)

        def behind(node: At, kinds: tuple[str, ...]) -> c.Formula:
            heads = [c.Match(_head(kind, one), "head") for kind in kinds for one in tests]
            matched = c.either(*(c.quantified(names, head) for head in heads))
            return c.both(c.is_at(node), c.preceding(matched, some=True))

        if outcome:
            return c.either(behind(At.TRUE, ("if",)), behind(At.IN_LOOP, ("while", "for")))
        return c.either(
            behind(At.FALSE, ("if",)), behind(At.FALL, ("if",)), behind(At.LOOP_FALL, ("while", "for"))
        )

    def _end(self) -> c.Formula:
        """Return where the dots end."""
        kind, label = self.after.kind, self.label
        if kind == "after":
            return c.both(self.after.formula, self.t.within(label))
        if kind == "guard":
            return c.both(c.Plain(self.after.formula), self.t.within(label))
        if kind == "very-end":
            return c.is_at(At.EXIT, At.ERROR_EXIT)
        if kind == "end":
            return c.TRUE
        if not label:
            return c.is_at(At.EXIT)
        self.t.used.add(label)
        left = c.preceding(c.is_at(At.RETURN, At.GOTO), some=True)
        return c.either(c.Bind("labels", label), left)

    def _search(
        self, on_the_way: c.Formula, collected: c.Formula, ahead: c.Formula, end: c.Formula
    ) -> c.Formula:
        if self.some:
            found = end
        elif self.after.kind in ("tail", "very-end"):
            found = c.either(end, c.is_at(At.AFTER, At.ERROR_EXIT))
        elif self.strict:
            found = c.either(end, _AFTER)
        else:
            name = self.t.name("end")
            early = c.both(self.t.within(self.label), self._early(collected, ahead, c.Ref(name)))
            found = c.Let(name, end, c.either(c.Ref(name), early))
        search: c.Formula = c.Until(on_the_way, found, self.some)
        return search if self.some == self.t.exists else c.Switched(search)

    def _early(self, collected: c.Formula, ahead: c.Formula, end: c.Formula) -> c.Formula:
        """Return where a path may stop before the end: past a statement, and in a branch that leaves."""
        label = self.t.name("escape")
        within = c.Bind("within", label)
        leaving = c.either(
            c.both(c.is_at(At.AFTER, At.RETURN, At.CONTINUE), c.negated(ahead)),
            c.both(c.is_at(At.GOTO, At.BREAK), _never(ahead)),
        )
        way = c.Until(c.both(c.negated(end), collected, within), c.both(within, leaving), some=self.some)
        branch = c.for_each(c.both(c.Flag("escapes"), c.Bind("labels", label)), way)
        return c.either(_AFTER, c.Exists(label, branch))


def _never(formula: c.Formula) -> c.Formula:
    held = c.negated(formula)
    return held if isinstance(held, c.Constant) else c.Always(held)


def _head(kind: str, test: p.Pattern) -> p.Pattern:
    """Return a pattern whose head is `kind` with this test."""
    if kind == "if":
        return p.If(test, p.Sequence(()), None)
    if kind == "while":
        return p.Loop("while", test, p.Sequence(()))
    return p.Loop("for", test, p.Sequence(()))
