"""The patterns of a rule: what the reader makes of an SmPL body and the matcher lays on C."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from gupcheck.smpl.metavars import Metavar

Positions = tuple[str, ...]


_FIELDS: dict[type[Pattern], tuple[str, ...]] = {}


def _field_names(kind: type[Pattern]) -> tuple[str, ...]:
    """Return the names of the fields of a class of patterns, which `fields` looks up anew at each call."""
    known = _FIELDS.get(kind)
    if known is None:
        known = _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return known


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Base of all patterns; patterns are compared by identity."""

    def parts(self) -> Iterator[Pattern]:
        """Yield the patterns directly inside of this one, in source order."""
        for name in _field_names(type(self)):
            value = getattr(self, name)
            if isinstance(value, Pattern):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Pattern))

    def walk(self) -> Iterator[Pattern]:
        """Yield this pattern and all below it, parents first."""
        stack: list[Pattern] = [self]
        while stack:
            pattern = stack.pop()
            yield pattern
            stack.extend(reversed([*pattern.parts()]))


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


@dataclass(frozen=True, slots=True, eq=False)
class When(Pattern):
    """A condition on dots: `kind` is `not` (with what must not occur), or `any`, `strict`, `exists`,
    `forall`."""

    kind: str
    what: Pattern | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Dots(Pattern):
    """`...` among arguments, list items or statements."""

    whens: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Nest(Pattern):
    """`<... inner ...>`, or with `plus` `<+... inner ...+>`, which must occur at least once."""

    inner: Pattern
    plus: bool
    whens: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Disj(Pattern):
    """The first alternative that matches; statements' alternatives are Sequences."""

    alternatives: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Conj(Pattern):
    """All of the alternatives, at one place."""

    alternatives: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sequence(Pattern):
    """Statements and dots in order."""

    elements: tuple[Pattern, ...]


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


def metas_of(pattern: Pattern) -> Iterator[Metavar]:
    """Yield the metavariables that stand in `pattern`, positions not included; one may come twice."""
    for part in pattern.walk():
        if isinstance(part, Meta):
            yield part.var
        op = getattr(part, "op", None)
        if isinstance(op, Meta):
            yield op.var


def positions_of(pattern: Pattern) -> Iterator[str]:
    """Yield the names of the position metavariables attached in `pattern`."""
    for part in pattern.walk():
        yield from getattr(part, "positions", ())
        yield from getattr(part, "closing", ())
        if isinstance(part, Block):
            yield from (*part.open_positions, *part.close_positions)
