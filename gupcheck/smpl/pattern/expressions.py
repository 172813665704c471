"""The patterns of expressions, lists and types."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.smpl.pattern.base import Pattern, Positions
from gupcheck.smpl.pattern.metavar import Metavar


@dataclass(frozen=True, slots=True, eq=False)
class Ident(Pattern):
    """A concrete identifier, keyword-like constants (NULL) included."""

    name: str
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Meta(Pattern):
    """A metavariable, wherever it stands: expression, identifier, type, statement, argument list ..."""

    var: Metavar
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Pattern):
    """A number, character or string literal."""

    text: str
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Call(Pattern):
    """`function(arguments)`; an argument may be Dots or a list metavariable. The positions are those of the
    closing parenthesis."""

    function: Pattern
    arguments: tuple[Pattern, ...]
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Field(Pattern):
    """`base.name` or `base->name`."""

    base: Pattern
    op: str
    name: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Index(Pattern):
    """`base[index]`."""

    base: Pattern
    index: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Unary(Pattern):
    """`op argument` for `! ~ - + * &`."""

    op: str
    argument: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Update(Pattern):
    """`++x`, `x++`, `--x`, `x--`."""

    op: str
    argument: Pattern
    prefix: bool
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Binary(Pattern):
    """`left op right`; `op` is the operator's text or an operator metavariable."""

    op: str | Meta
    left: Pattern
    right: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Assign(Pattern):
    """`left op right` for `=`, `+=` ..."""

    op: str | Meta
    left: Pattern
    right: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ternary(Pattern):
    """`test ? yes : no`, with `yes` None for GNU's `test ?: no`."""

    test: Pattern
    yes: Pattern | None
    no: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Cast(Pattern):
    """`(type)value`; the positions are those of the closing parenthesis."""

    type: Pattern
    value: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class CompoundLiteral(Pattern):
    """`(type){ values }`; the positions are those of the closing parenthesis."""

    type: Pattern
    values: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Sizeof(Pattern):
    """`sizeof(type)`, `sizeof(expression)` and `sizeof expression`; `closing` are the positions of a type's
    closing parenthesis."""

    argument: Pattern
    positions: Positions = ()
    closing: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Paren(Pattern):
    """`(inner)`; the positions are those of the closing parenthesis."""

    inner: Pattern
    positions: Positions = ()


@dataclass(frozen=True, slots=True, eq=False)
class Tested(Pattern):
    """`inner`, but only where C asks for nothing but its truth."""

    inner: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class OfType(Pattern):
    """Any expression of a type, as an operand of `sizeof`."""

    type: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Comma(Pattern):
    """`left, right`."""

    left: Pattern
    right: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class InitList(Pattern):
    """`{ items }`; `any_order` holds where all items are designated."""

    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Designated(Pattern):
    """`.name = value`."""

    name: Pattern
    value: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class TypePattern(Pattern):
    """A type: its base and its stars. The base is the words (`struct foo`) or a type metavariable.

    `tag` is the pattern of a struct's name where that is a metavariable (`struct i`). `qualifiers` are those
    that the pattern names: what it does not name may be there.
    """

    words: str
    pointers: int = 0
    base: Meta | None = None
    tag: Pattern | None = None
    qualifiers: frozenset[str] = frozenset()
