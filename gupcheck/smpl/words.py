"""Which identifiers a file, or a function, must hold for a rule to match in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from gupcheck.smpl import pattern as p
from gupcheck.smpl.keywords import BASIC_TYPES
from gupcheck.smpl.read.depends import Depends
from gupcheck.smpl.rulefile import PatternRule, ScriptRule
from gupcheck.source.prefilter import ALWAYS, Formula, all_of, any_of, word, words_of

_FREE = frozenset(["NULL", "true", "false", "likely", "unlikely", "__predict_true", "__predict_false"])


def formula_of_rule(rule: PatternRule) -> Formula:
    """Return what one function (or declaration) must hold for the rule's own pattern to match there."""
    return _formula(rule.body)


def formula_of_file(rules: Iterable[PatternRule | ScriptRule], virtuals: frozenset[str]) -> Formula:
    """Return what a file must hold for any of its rules to report something."""
    known: dict[str, Formula] = {}
    reporting: list[Formula] = []
    for rule in rules:
        if isinstance(rule, PatternRule):
            sources = [var.inherited[0] for var in rule.metavars.values() if var.inherited]
            needs = [formula_of_rule(rule), *(known.get(source, ALWAYS) for source in sources)]
            known[rule.name] = all_of([*needs, _of_depends(rule.depends, known, virtuals)])
            if rule.stars:
                reporting.append(known[rule.name])
        elif rule.kind == "script":
            sources = [var.rule for var in rule.variables if var.rule and var.default is None]
            known[rule.name] = all_of(
                [
                    *(known.get(source, ALWAYS) for source in sources),
                    _of_depends(rule.depends, known, virtuals),
                ]
            )
            reporting.append(known[rule.name])
    return any_of(reporting)


@lru_cache(maxsize=4096)
def words_of_statement(pattern: p.Pattern) -> tuple[Formula, tuple[bytes, ...]] | None:
    """Return what the text must hold in which an expression (with or without `;`) can match, and its words.

    None where any text will do, and for other patterns.
    """
    if not isinstance(pattern, p.Within | p.ExprStatement):
        return None
    formula = _formula(pattern.expression)
    return None if formula == ALWAYS else (formula, tuple(words_of(formula)))


def _of_depends(depends: Depends, known: dict[str, Formula], virtuals: frozenset[str]) -> Formula:
    if depends.op in ("name", "ever"):
        return known.get(depends.name, ALWAYS) if depends.name not in virtuals else ALWAYS
    if depends.op == "and":
        return all_of(_of_depends(part, known, virtuals) for part in depends.parts)
    if depends.op == "or":
        return any_of(_of_depends(part, known, virtuals) for part in depends.parts)
    return ALWAYS


def _formula(pattern: p.Pattern) -> Formula:
    if isinstance(pattern, p.Ident):
        return ALWAYS if pattern.name in _FREE else word(pattern.name)
    if isinstance(pattern, p.Meta):
        return _of_constraints(pattern)
    if isinstance(pattern, p.Disj):
        return any_of(_formula(part) for part in pattern.alternatives)
    if isinstance(pattern, p.Dots | p.Optional | p.When):
        return ALWAYS
    if isinstance(pattern, p.Nest):
        return _formula(pattern.inner) if pattern.plus else ALWAYS
    if isinstance(pattern, p.TypePattern):
        return _of_type(pattern)
    return all_of(_formula(part) for part in pattern.parts())


def _of_type(pattern: p.TypePattern) -> Formula:
    if pattern.tag is not None:
        return _formula(pattern.tag)
    last = pattern.words.split()[-1] if pattern.words else ""
    return ALWAYS if not last or last in BASIC_TYPES else word(last)


def _of_constraints(pattern: p.Meta) -> Formula:
    if pattern.var.kind not in (
        "identifier",
        "function",
        "iterator",
        "declarer",
        "expression",
        "idexpression",
    ):
        return ALWAYS
    parts = [
        any_of(word(value) for value in constraint.values)
        for constraint in pattern.var.constraints
        if constraint.kind == "in"
    ]
    return all_of(parts)
