"""Isomorphisms of statements: rewrites a rule's body so that each statement stands beside what it also stands
for. Their names are those of spatch's standard.iso; `spatch --show-ctl-text` shows a rule rewritten so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Set
from dataclasses import fields, replace
from itertools import count
from typing import TypeVar

from gupcheck.smpl import pattern as p
from gupcheck.smpl.pattern.metavar import Metavar
from gupcheck.smpl.translate.iso import ExpressionIsos, increments, negation

P = TypeVar("P", bound=p.Pattern)


def copied(pattern: P) -> P:
    """Return a copy of `pattern` that shares no part with it."""
    changed: dict[str, object] = {}
    for field in fields(pattern):
        value = getattr(pattern, field.name)
        if isinstance(value, p.Pattern):
            changed[field.name] = copied(value)
        elif isinstance(value, tuple) and any(isinstance(part, p.Pattern) for part in value):
            changed[field.name] = tuple(
                copied(part) if isinstance(part, p.Pattern) else part for part in value
            )
    return replace(pattern, **changed)


class StatementIsos:
    """Rewrites one rule's body; `disabled` names the isomorphisms that are switched off.

    `weigh` is shown what each statement became, and may refuse it.
    """

    def __init__(
        self, body: p.Sequence, disabled: Set[str], kept: Set[str], weigh: Callable[[p.Pattern], None]
    ) -> None:
        self.weigh = weigh
        self.disabled = disabled
        self.kept = kept
        self.names = Counter(var.name for var in p.metas_of(body))
        self.expressions = ExpressionIsos(disabled)
        self._fresh = count()

    def sequence(self, body: p.Sequence) -> p.Sequence:
        """Return `body` with its statements rewritten."""
        return p.Sequence(tuple(self.statement(element) for element in body.elements))

    def statement(self, pattern: p.Pattern) -> p.Pattern:
        """Return `pattern`, or a disjunction of it and what it stands for."""
        found = self._statement(pattern)
        self.weigh(found)
        return found

    def _statement(self, pattern: p.Pattern) -> p.Pattern:
        if isinstance(pattern, p.Sequence):
            return self.sequence(pattern)
        if isinstance(pattern, p.Disj | p.Conj):
            return replace(pattern, alternatives=tuple(self.statement(part) for part in pattern.alternatives))
        if isinstance(pattern, p.Dots):
            return p.Dots(self._whens(pattern.whens))
        if isinstance(pattern, p.Nest):
            return replace(pattern, inner=self.statement(pattern.inner), whens=self._whens(pattern.whens))
        if isinstance(pattern, p.Optional):
            return p.Optional(self.statement(pattern.inner))
        if isinstance(pattern, p.Function):
            return replace(pattern, body=replace(pattern.body, body=self.sequence(pattern.body.body)))
        if isinstance(pattern, p.Block):
            return self._block(pattern)
        if isinstance(pattern, p.If):
            return self._if(pattern)
        if isinstance(pattern, p.Loop):
            return self._loop(pattern)
        if isinstance(pattern, p.IteratorLoop):
            arguments = tuple(self._value(argument) for argument in pattern.arguments)
            return replace(pattern, arguments=arguments, body=self.statement(pattern.body))
        if isinstance(pattern, p.Switch):
            body = pattern.body
            if isinstance(body, p.Block):
                body = replace(body, body=self.sequence(body.body))
            return replace(pattern, value=self._value(pattern.value), body=body)
        return self._simple(pattern)

    def _whens(self, whens: tuple[p.When, ...]) -> tuple[p.When, ...]:
        return tuple(
            replace(when, what=self._when(when)) if when.what is not None else when for when in whens
        )

    def _when(self, when: p.When) -> p.Pattern | None:
        if when.what is None or when.kind in ("not", "always"):
            return self.statement(when.what) if when.what is not None else None
        return self.expressions.expression(when.what, test=True)

    def _value(self, pattern: p.Pattern) -> p.Pattern:
        return pattern if isinstance(pattern, p.Dots) else self.expressions.expression(pattern)

    def _simple(self, pattern: p.Pattern) -> p.Pattern:
        if isinstance(pattern, p.Return) and isinstance(pattern.value, p.Dots):
            plain = [p.Return(None, pattern.positions)] if "ret" not in self.disabled else []
            return _choice([pattern, *plain])
        if isinstance(pattern, p.ExprStatement):
            others = increments(pattern.expression, self.disabled)
            first = replace(pattern, expression=self._value(pattern.expression))
            return _choice([first, *(replace(pattern, expression=other) for other in others)])
        if isinstance(pattern, p.Within):
            return p.Within(self._value(pattern.expression))
        if isinstance(pattern, p.Return | p.CaseLabel | p.Declaration) and pattern.value is not None:
            return self._declared(replace(pattern, value=self._value(pattern.value)))
        if isinstance(pattern, p.DeclarerCall):
            return replace(pattern, arguments=tuple(self._value(part) for part in pattern.arguments))
        return self._declared(pattern)

    def _declared(self, pattern: p.Pattern) -> p.Pattern:
        """Return that a declaration without a value stands for one with a value too."""
        if not isinstance(pattern, p.Declaration) or pattern.value is not None or pattern.array:
            return pattern
        name = {"static": "static_decl_init", "extern": "extern_decl_init"}.get(
            pattern.storage[0] if pattern.storage else "", "decl_init"
        )
        if name in self.disabled or not isinstance(pattern.name, p.Meta) or pattern.name.positions:
            return pattern
        return _choice([pattern, replace(pattern, value=p.Dots())])

    def _loop(self, pattern: p.Loop) -> p.Pattern:
        test = self._test(pattern.test) if pattern.test is not None else None
        init = self._value(pattern.init) if pattern.init is not None else None
        update = self._value(pattern.update) if pattern.update is not None else None
        return replace(pattern, body=self.statement(pattern.body), test=test, init=init, update=update)

    def _block(self, pattern: p.Block) -> p.Pattern:
        block = replace(pattern, body=self.sequence(pattern.body))
        elements = pattern.body.elements
        inner = [
            new for old, new in zip(elements, block.body.elements, strict=True) if not isinstance(old, p.Dots)
        ]
        shape = "".join("." if isinstance(element, p.Dots) else "S" for element in elements)
        name = {".": "braces0", ".S": "braces1", ".S.": "braces2", "S.": "braces3", "S": "braces4"}.get(shape)
        if name is None or name in self.disabled:
            return block
        if inner:
            return _choice([block, copied(inner[0])])
        return _choice([block, p.Meta(Metavar(f"_S{next(self._fresh)}", "statement"))])

    def _if(self, pattern: p.If) -> p.Pattern:
        then = self.statement(pattern.then)
        if pattern.otherwise is None:
            return replace(pattern, test=self._test(pattern.test), then=then)
        otherwise = self.statement(pattern.otherwise)
        straight = replace(pattern, test=self._test(pattern.test), then=then, otherwise=otherwise)
        found: list[p.Pattern] = [straight]
        if self._droppable(pattern.otherwise):
            found.append(copied(replace(straight, otherwise=None)))
        if not isinstance(pattern.test, p.Dots) and "neg_if" not in self.disabled:
            turned = replace(
                straight, test=self._test(negation(pattern.test)), then=otherwise, otherwise=then
            )
            found.append(copied(turned))
            if self._droppable(pattern.then):
                found.append(copied(replace(turned, otherwise=None)))
        return _choice(found)

    def _test(self, pattern: p.Pattern) -> p.Pattern:
        return pattern if isinstance(pattern, p.Dots) else self.expressions.expression(pattern, test=True)

    def _droppable(self, pattern: p.Pattern) -> bool:
        """Return whether an `else S` also stands for no else: S is a metavariable that nothing else needs."""
        return (
            isinstance(pattern, p.Meta)
            and not pattern.positions
            and "drop_else" not in self.disabled
            and self.names[pattern.var.name] == 1
            and pattern.var.name not in self.kept
            and not pattern.var.inherited
        )


def _choice(parts: list[p.Pattern]) -> p.Pattern:
    if len(parts) == 1:
        return parts[0]
    return p.Disj(tuple(part if isinstance(part, p.Sequence) else p.Sequence((part,)) for part in parts))


def without_optionals(body: p.Sequence) -> p.Sequence:
    """Return `body` with each `?statement` made a disjunction, with and without it, of all that follows."""
    return p.Sequence(_elements(tuple(_inside(element) for element in body.elements)))


def _inside(pattern: p.Pattern) -> p.Pattern:
    """Return `pattern` with the sequences inside of it freed of `?`."""
    if isinstance(pattern, p.Sequence):
        return without_optionals(pattern)
    changed: dict[str, object] = {}
    for field in fields(pattern):
        value = getattr(pattern, field.name)
        if isinstance(value, p.Pattern) and not isinstance(pattern, p.Optional):
            changed[field.name] = _inside(value)
        elif isinstance(value, tuple) and value and all(isinstance(part, p.Pattern) for part in value):
            changed[field.name] = tuple(_inside(part) for part in value)
    return replace(pattern, **changed) if changed else pattern


def _elements(elements: tuple[p.Pattern, ...]) -> tuple[p.Pattern, ...]:
    for at, element in enumerate(elements):
        if isinstance(element, p.Optional):
            before, after = elements[:at], elements[at + 1 :]
            dotted = bool(before) and isinstance(before[-1], p.Dots | p.Nest)
            rest = _elements(after)
            without: tuple[p.Pattern, ...] = tuple(copied(part) for part in rest)
            if dotted and not after:
                last = before[-1]
                without = (p.Dots(last.whens),) if isinstance(last, p.Dots | p.Nest) else ()
            with_it, left = p.Sequence((element.inner, *rest)), p.Sequence(without)
            return (*before, p.Disj((with_it, left)))
    return elements
