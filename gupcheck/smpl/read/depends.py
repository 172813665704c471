"""The `depends on` formulas of rules."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from gupcheck.smpl.errors import SmplError, unsupported
from gupcheck.smpl.read.lexer import Token, tokenize


@dataclass(frozen=True, slots=True)
class Depends:
    """A formula over the names of rules and virtual names.

    `op` is `name`, `ever` (the rule matched somewhere before), `never`, `not`, `and`, `or`, or `true`.
    """

    op: str
    name: str = ""
    parts: tuple[Depends, ...] = ()

    def holds(self, matched: Set[str], ever: Set[str]) -> bool:
        """Return whether it holds where the rules `matched` did on the way here and `ever` did anywhere in
        the file."""
        if self.op == "name":
            return self.name in matched
        if self.op in ("ever", "never"):
            return (self.name in ever) == (self.op == "ever")
        if self.op == "not":
            return not self.parts[0].holds(matched, ever)
        if self.op == "and":
            return all(part.holds(matched, ever) for part in self.parts)
        return self.op == "true" or any(part.holds(matched, ever) for part in self.parts)

    def possible(self, defined: Set[str], declared: Set[str]) -> bool:
        """Return whether it can hold at all where of the virtual names `declared` only `defined` are set."""
        if self.op in ("name", "ever"):
            return self.name not in declared or self.name in defined
        if self.op == "never":
            return self.name not in declared or self.name not in defined
        if self.op == "not":
            return not self.parts[0]._certain(defined, declared)
        if self.op == "and":
            return all(part.possible(defined, declared) for part in self.parts)
        return self.op == "true" or any(part.possible(defined, declared) for part in self.parts)

    def _certain(self, defined: Set[str], declared: Set[str]) -> bool:
        """Return whether it holds whatever matches."""
        if self.op in ("name", "ever", "never"):
            return self.name in declared and (self.name in defined) == (self.op != "never")
        if self.op == "not":
            return not self.parts[0].possible(defined, declared)
        if self.op == "and":
            return all(part._certain(defined, declared) for part in self.parts)
        return self.op == "true" or any(part._certain(defined, declared) for part in self.parts)

    def names(self) -> frozenset[str]:
        """Return all names that it mentions."""
        own = frozenset({self.name}) if self.name else frozenset()
        return own.union(*(part.names() for part in self.parts))

    def denied(self) -> frozenset[str]:
        """Return the names whose match may make it fail: those behind a `!` or a `never`."""
        if self.op == "not":
            return self.names()
        own = frozenset({self.name}) if self.op == "never" else frozenset()
        return own.union(*(part.denied() for part in self.parts))


ALWAYS = Depends("true")


def parse_depends(text: str, line: int) -> Depends:
    """Return the formula that `text` (what follows `depends on`) says. Raises SmplError where it is not
    understood."""
    tokens = tokenize(text, line, pattern=False)
    formula, rest = _or(tokens)
    if rest:
        raise SmplError(f"'{rest[0].text}' does not continue a 'depends on'.", line=line, column=1)
    return formula


def _or(tokens: list[Token]) -> tuple[Depends, list[Token]]:
    left, tokens = _and(tokens)
    while tokens and tokens[0].text == "||":
        right, tokens = _and(tokens[1:])
        left = Depends("or", parts=(left, right))
    return left, tokens


def _and(tokens: list[Token]) -> tuple[Depends, list[Token]]:
    left, tokens = _atom(tokens)
    while tokens and tokens[0].text == "&&":
        right, tokens = _atom(tokens[1:])
        left = Depends("and", parts=(left, right))
    return left, tokens


def _atom(tokens: list[Token]) -> tuple[Depends, list[Token]]:
    if not tokens:
        raise SmplError("A 'depends on' ends in the middle.")
    token = tokens[0]
    if token.text == "!":
        inner, rest = _atom(tokens[1:])
        return Depends("not", parts=(inner,)), rest
    if token.text == "(":
        inner, rest = _or(tokens[1:])
        if not rest or rest[0].text != ")":
            raise SmplError("A ')' is missing in a 'depends on'.", line=token.line, column=token.column)
        return inner, rest[1:]
    if token.text in ("file", "not") and len(tokens) > 1 and tokens[1].kind in ("id", "str"):
        raise unsupported("'depends on file'", token.line, token.column)
    if token.text in ("ever", "never") and len(tokens) > 1 and tokens[1].kind == "id":
        return Depends(token.text, tokens[1].text), tokens[2:]
    if token.kind != "id":
        raise SmplError(f"'{token.text}' is no rule's name.", line=token.line, column=token.column)
    return Depends("name", token.text), tokens[1:]
