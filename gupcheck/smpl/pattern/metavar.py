"""Metavariables: what may stand for what in a rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from gupcheck.smpl.script import Script
from gupcheck.smpl.script.regex import Pattern as Regex

__all__ = ["Constraint", "Metavar", "Regex", "Script", "TypeSpec"]


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """The type that a typed metavariable asks for.

    `name` is the type's words without qualifiers (`struct foo`, `unsigned int`), `*` for `expression *`,
    or the name of a type metavariable where `meta` is true; `pointers` counts the stars, array brackets
    included.
    """

    name: str
    pointers: int = 0
    meta: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a metavariable's value must or must not be.

    `kind` is `match` (regular expression, searched), `in` or `not-in` (names, or for a position the
    `rule.name` of other positions), `within` (a part of one of the expressions that are named), or `script`,
    whose expression must be true; it sees the value and, by their names, the metavariables in `values`.
    `negated` turns `match` round.
    """

    kind: str
    values: tuple[str, ...] = ()
    pattern: Regex | None = None
    negated: bool = False
    script: Script | None = None


@dataclass(frozen=True, slots=True)
class Metavar:
    """One metavariable of a rule.

    `kind` is expression, idexpression, identifier, type, statement, constant, position, function,
    iterator, declarer, expression-list, parameter-list, parameter, initialiser, format, binary-operator,
    assignment-operator, field, fresh, symbol, local-name (an `iterator name`, `declarer name` or `typedef`: a
    fixed word), metavariable or string. `types` lists the types that its value must have one of.
    `inherited` is (rule, name) where it comes from another rule. `scope` is local or global for an
    idexpression. `length` is the name that holds a list's length.
    """

    name: str
    kind: str
    line: int = 0
    column: int = 0
    types: tuple[TypeSpec, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    inherited: tuple[str, str] | None = None
    scope: str = ""
    length: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)
