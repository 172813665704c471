"""Translates a rule's body to a formula, as spatch 1.1.1 does (`spatch --show-ctl-text` prints its own)."""

from __future__ import annotations

from dataclasses import replace

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At
from gupcheck.smpl.logic import formula as c
from gupcheck.smpl.rulefile import PatternRule
from gupcheck.smpl.translate.block import block, function
from gupcheck.smpl.translate.branch import count_names, do, if_, loop
from gupcheck.smpl.translate.dots import dots
from gupcheck.smpl.translate.iso_statement import StatementIsos, without_optionals
from gupcheck.smpl.translate.lift import alternatives
from gupcheck.smpl.translate.neighbours import Around, Brace, Neighbour, neighbours
from gupcheck.smpl.translate.requirements import requirements
from gupcheck.smpl.translate.scales import Scales
from gupcheck.smpl.translate.scoping import FreeNames, shares
from gupcheck.smpl.translate.switch import switch
from gupcheck.smpl.translate.where import NOTHING_AFTER, After, Where

_JOINED = (p.Dots, p.Nest, p.Disj, p.Conj)


def translate(rule: PatternRule) -> PatternRule:
    """Return `rule` with its formula, which holds at the first node of each match, and its requirements.

    Raises SmplError where the isomorphisms make its pattern too large.
    """
    kept = rule.later | frozenset(rule.stars)
    scales = Scales(rule.line)
    body = StatementIsos(rule.body, rule.disabled, kept, scales.weigh).sequence(rule.body)
    body = without_optionals(body)
    translator = Translator(rule, kept, neighbours(body))
    bound = frozenset(name for name in kept if name in translator.free(body) and not _is_position(rule, name))
    where = Where(bound=bound, at_top=True)
    formula = translator.sequence(body.elements, After("very-end"), where, dots_before=False)
    formula = c.quantified(bound, _from_top(body.elements, formula), kept)
    return replace(rule, formula=formula, required=requirements(body, translator.free, kept))


def _is_position(rule: PatternRule, name: str) -> bool:
    return name.startswith("*") or (name in rule.metavars and rule.metavars[name].kind == "position")


def _from_top(elements: tuple[p.Pattern, ...], formula: c.Formula) -> c.Formula:
    """Return that `formula` holds behind the node at the top, where dots begin the pattern."""
    if elements and isinstance(elements[0], p.Dots):
        return c.both(c.is_at(At.TOP), c.following(formula, some=True))
    return formula


class Translator:
    """Translates the statements of one rule."""

    def __init__(self, rule: PatternRule, kept: frozenset[str], around: Around) -> None:
        self.exists = rule.quantifier == "exists"
        self.kept = kept
        self.around = around
        self.free = FreeNames(rule.metavars)
        self.occurrences = count_names(rule.body)
        self.used: set[str] = set()
        self.numbers = 0

    def sequence(
        self, elements: tuple[p.Pattern, ...], after: After, where: Where, *, dots_before: bool
    ) -> c.Formula:
        """Return the formula of statements in a row, `after` them being what it says."""
        names = [self.free(element) for element in elements]
        return self._row(elements, names, after, where, dots_before)

    def _row(
        self,
        elements: tuple[p.Pattern, ...],
        names: list[frozenset[str]],
        after: After,
        where: Where,
        dots_before: bool,
    ) -> c.Formula:
        if not elements:
            return after.formula if after.kind == "after" else c.TRUE
        first, rest = elements[0], elements[1:]
        labelled = where if dots_before or isinstance(first, _JOINED) else where.unlabelled()
        if not rest:
            return self.statement(first, after, labelled)
        later = names[1:]
        shared = names[0] & frozenset().union(*later)
        new = shared - where.bound
        inner = where.binding(shared)
        behind = inner.outside() if isinstance(first, p.Jump) and first.kind == "goto" else inner
        formula = self._row(rest, later, after, behind.below(), isinstance(first, _JOINED))
        labelled = labelled.binding(shared)
        return self.bind(new, self.statement(first, After("after", formula), labelled), where)

    def bind(self, names: frozenset[str], formula: c.Formula, where: Where) -> c.Formula:
        """Return `formula` with `names` as its own, kept for the result outside of guards."""
        return c.quantified(names, formula, frozenset() if where.guard else self.kept)

    def own(self, formula: c.Formula, names: frozenset[str], where: Where) -> c.Formula:
        """Return `formula` with those of `names` as its own that nothing around it binds."""
        return self.bind(names - where.bound, formula, where)

    def then(self, first: c.Formula, after: After) -> c.Formula:
        """Return that `first` holds, and at the next node what comes after it."""
        if after.kind != "after":
            return first
        return c.both(first, self.next(after.formula))

    def next(self, formula: c.Formula) -> c.Formula:
        """Return that `formula` holds at the next node of all paths, or of one where the rule says exists."""
        return c.following(formula, some=self.exists)

    def until(self, left: c.Formula, right: c.Formula) -> c.Formula:
        """Return that `left` holds until `right` does, on all paths or on one."""
        return c.Until(left, right, some=self.exists)

    def name(self, stem: str) -> str:
        """Return a name of a control variable that nothing else has."""
        self.numbers += 1
        return f"{stem} {self.numbers}"

    def within(self, label: str) -> c.Formula:
        """Return that a node lies within the region that `label` names."""
        if not label:
            return c.TRUE
        self.used.add(label)
        return c.Bind("within", label)

    def statement(self, pattern: p.Pattern, after: After, where: Where) -> c.Formula:
        """Return the formula of one statement with what comes after it."""
        if isinstance(pattern, p.Sequence):
            return self.sequence(pattern.elements, after, where, dots_before=True)
        if isinstance(pattern, p.Meta):
            return self._statement_metavariable(pattern, after, where)
        if isinstance(pattern, p.Dots | p.Nest):
            return dots(self, pattern, after, where)
        if isinstance(pattern, p.Block):
            return block(self, pattern, after, where)
        if isinstance(pattern, p.If):
            return if_(self, pattern, after, where)
        if isinstance(pattern, p.Loop) and pattern.kind == "do":
            return do(self, pattern, after, where)
        if isinstance(pattern, p.Loop | p.IteratorLoop):
            return loop(self, pattern, after, where)
        if isinstance(pattern, p.Switch):
            return switch(self, pattern, after, where)
        if isinstance(pattern, p.Function):
            return function(self, pattern, after, where)
        if isinstance(pattern, p.Disj | p.Conj):
            return self._group(pattern, after, where)
        return self._simple(pattern, after, where)

    def _group(self, pattern: p.Disj | p.Conj, after: After, where: Where) -> c.Formula:
        bare = [_bare(part) for part in pattern.alternatives]
        if all(isinstance(part, p.Within) for part in bare):
            inner = tuple(part.expression for part in bare if isinstance(part, p.Within))
            return self._simple(p.Within(type(pattern)(inner)), after, where)
        if isinstance(pattern, p.Conj):
            names = [self.free(part) for part in pattern.alternatives]
            shared = shares(names) - where.bound
            inner_where = where.binding(shared)
            parts = [self._alternative(part, after, inner_where) for part in pattern.alternatives]
            return self.bind(shared, c.both(*parts), where)
        parts = [self._alternative(part, after, where) for part in pattern.alternatives]
        return c.either(*parts, first=True)

    def _alternative(self, pattern: p.Pattern, after: After, where: Where) -> c.Formula:
        elements = pattern.elements if isinstance(pattern, p.Sequence) else (pattern,)
        formula = self.sequence(elements, after, where, dots_before=True)
        return _from_top(elements, formula) if where.at_top else formula

    # Simple statements

    def _simple(self, pattern: p.Pattern, after: After, where: Where) -> c.Formula:
        if isinstance(pattern, p.Return) and pattern.value is None:
            return self._return(pattern, after, where)
        found = self.term(pattern, where)
        if isinstance(pattern, p.Jump) and pattern.kind != "goto":
            label = where.switch or where.loop if pattern.kind == "break" else where.loop
            if label:
                self.used.add(label)
                found = c.both(found, c.Bind("jump", label))
        return self.then(found, after)

    def term(self, pattern: p.Pattern, where: Where) -> c.Formula:
        """Return that a node is `pattern`, the disjunctions inside of it brought outside."""
        parts = alternatives(pattern)
        if len(parts) == 1:
            return self.own(c.Match(parts[0]), self.free(parts[0]), where)
        if isinstance(pattern, p.Within):
            return self._expressions(parts, where)
        return c.either(*(self.own(c.Match(part), self.free(part), where) for part in parts), first=True)

    def _expressions(self, parts: list[p.Pattern], where: Where) -> c.Formula:
        """Return that one of `parts` is in a node, in a place where no earlier one is."""
        spot = self.name("spot")
        found: list[c.Formula] = []
        earlier: list[c.Formula] = []
        for part in parts:
            names = self.free(part)
            here = self.own(c.Match(part, spot=spot), names, where)
            none_before = c.negated(c.Plain(c.either(*earlier))) if earlier else c.TRUE
            found.append(c.Exists(spot, c.both(here, none_before)))
            earlier.append(c.quantified(names - where.minus, c.Match(part, spot=spot)))
        return c.either(*found)

    def _return(self, pattern: p.Return, after: After, where: Where) -> c.Formula:
        """Return `return;`, for which the last brace of a function without any return stands as well."""
        written = self.then(self.term(pattern, where), after)
        brace = self.own(c.Match(pattern, "falls-off"), self.free(pattern), where)
        at_end = c.Flag("ends-some" if self.exists else "ends-all")
        return c.either(written, c.both(at_end, brace))

    def _statement_metavariable(self, pattern: p.Meta, after: After, where: Where) -> c.Formula:
        """Return that a statement begins here, whatever it is, and what comes after the whole of it."""
        found: c.Formula = c.Match(pattern)
        if after.kind in ("after", "guard"):
            ends = c.is_at(At.AFTER, At.LOOP_FALL)
            behind: c.Formula = ends
            if after.kind == "after":
                behind = c.both(ends, c.following(self.next(after.formula), some=True))
            compound = c.following(behind, some=True)
            simple = self.then(c.negated(c.following(ends, some=True)), after)
            found = c.both(found, c.either(compound, simple))
        if not where.branch:
            label = self.name("statement")
            here = c.Bind("labels", label)
            no_branch = c.negated(c.preceding(here, some=False))
            found = c.Exists(label, c.both(here, no_branch, found))
        return self.own(found, self.free(pattern), where)

    # What stands around dots

    def neighbour(self, item: Neighbour, where: Where, *, behind: bool) -> c.Formula:
        """Return that a neighbour of dots, `behind` or before them, begins at a node.

        What stands around the dots inside of it does not count there, what stands behind them never: else
        the dots in a loop, which the loop itself comes behind, would have no end.
        """
        around = self.around
        if not isinstance(item, Brace):
            inner = (part for part in item.walk() if isinstance(part, p.Dots | p.Nest))
            less = {id(part): (around.get(id(part), ((), ()))[0] if behind else (), ()) for part in inner}
            self.around = {**around, **less}
        found = self._neighbour(item, where.guarded())
        self.around = around
        return found

    def _neighbour(self, item: Neighbour, where: Where) -> c.Formula:
        if isinstance(item, Brace):
            match = c.both(c.Match(item.block, item.part), c.Bind("brace", item.name))
            return match if item.name in where.bound else c.Exists(item.name, match)
        if isinstance(item, p.Sequence):
            return self.sequence(item.elements, NOTHING_AFTER, where, dots_before=True)
        return self.statement(item, NOTHING_AFTER, where)


def _bare(pattern: p.Pattern) -> p.Pattern:
    """Return the one statement of an alternative, or the alternative itself."""
    if isinstance(pattern, p.Sequence) and len(pattern.elements) == 1:
        return pattern.elements[0]
    return pattern
