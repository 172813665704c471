"""The patterns of statements, declarations and definitions."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.smpl.pattern.base import Pattern, Positions
from gupcheck.smpl.pattern.groups import Sequence


@dataclass(frozen=True, slots=True, eq=False)
class Within(Pattern):
    """An expression without a semicolon: it matches anywhere inside of one node of the graph."""

    expression: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class ExprStatement(Pattern):
    """`expression;`, which matches an expression statement only; the positions are those of the `;`."""

    expression: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Declaration(Pattern):
    """`type name = value;`; `value` None where there is no initialiser, Dots for `= ...`.

    `storage` are the storage words that the pattern names (static, extern ...). `array` are the sizes in its
    brackets, a Sequence for empty ones. `positions` are those of the `=`.
    """

    type: Pattern
    name: Pattern
    value: Pattern | None = None
    storage: tuple[str, ...] = ()
    array: tuple[Pattern, ...] = ()
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class DeclarerCall(Pattern):
    """`DEFINE_MUTEX(x);`: a declarer used at the top level or among declarations."""

    name: Pattern
    arguments: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Return(Pattern):
    """`return;` (value None), `return value;`, `return ...;` (value Dots)."""

    value: Pattern | None
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Jump(Pattern):
    """`break;`, `continue;` or `goto label;`."""

    kind: str
    label: Pattern | None = None
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Labelled(Pattern):
    """`label:`."""

    label: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class CaseLabel(Pattern):
    """`case value:`, or `default:` where the value is None."""

    value: Pattern | None
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Block(Pattern):
    """`{ body }`."""

    body: Sequence
    open_positions: Positions = ()
    close_positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class If(Pattern):
    """`if (test) then else otherwise`; `closing` are the positions of the test's closing parenthesis."""

    test: Pattern
    then: Pattern
    otherwise: Pattern | None
    positions: Positions = ()
    closing: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Loop(Pattern):
    """`while (test) body`, `do body while (test);`, `for (init; test; update) body`."""

    kind: str
    test: Pattern | None
    body: Pattern
    init: Pattern | None = None
    update: Pattern | None = None
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class IteratorLoop(Pattern):
    """`for_each_x(arguments) body`."""

    name: Pattern
    arguments: tuple[Pattern, ...]
    body: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Switch(Pattern):
    """`switch (value) { body }`."""

    value: Pattern
    body: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Optional(Pattern):
    """`?statement`: it may be there or not."""

    inner: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Function(Pattern):
    """A function definition; `type` and `storage` as far as the pattern names them."""

    name: Pattern
    parameters: tuple[Pattern, ...]
    body: Block
    type: Pattern | None = None
    storage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Parameter(Pattern):
    """`type name` among a function's parameters."""

    type: Pattern
    name: Pattern | None


@dataclass(frozen=True, slots=True, eq=False)
class Record(Pattern):
    """`struct name { members };`: members are Declarations and Dots."""

    keyword: str
    name: Pattern
    members: tuple[Pattern, ...]
