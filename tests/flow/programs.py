"""Random C functions, as small trees of our own that know how they are written in C.

Every place where something is evaluated calls a function with a name of its own, `a1()`, `a2()` ..., so that
an execution is a sequence of these names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from hypothesis import strategies as st


@dataclass(frozen=True, slots=True)
class Atom:
    """`a1()`."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """`a1(argument)`."""

    name: str
    argument: Expression


@dataclass(frozen=True, slots=True)
class Not:
    """`!a`, or likely(a), which changes nothing."""

    operand: Expression
    only_likely: bool


@dataclass(frozen=True, slots=True)
class Logical:
    """`a && b` or `a || b`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Choice:
    """`a ? b : c`, or `a ?: c`."""

    condition: Expression
    yes: Expression | None
    no: Expression


@dataclass(frozen=True, slots=True)
class Comma:
    """`(a, b)`."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Value:
    """`({ ...; a; })`."""

    statements: tuple[Statement, ...]
    last: Expression


@dataclass(frozen=True, slots=True)
class Simple:
    """`a;`, or `int v = a;` where it is a declaration."""

    expression: Expression
    declares: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """`break;`, `continue;`, `;` or `BUG();`."""

    text: str


@dataclass(frozen=True, slots=True)
class Goto:
    """`goto label;`."""

    label: str


@dataclass(frozen=True, slots=True)
class Return:
    """`return a;` or `return;`."""

    value: Expression | None


@dataclass(frozen=True, slots=True)
class Block:
    """`{ ... }`."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class If:
    """`if (a) ... else ...`."""

    condition: Expression
    yes: Statement
    no: Statement | None


@dataclass(frozen=True, slots=True)
class While:
    """`while (a) ...`."""

    condition: Expression
    body: Statement


@dataclass(frozen=True, slots=True)
class Do:
    """`do ... while (a);`."""

    body: Statement
    condition: Expression


@dataclass(frozen=True, slots=True)
class For:
    """`for (a; b; c) ...`."""

    first: Simple | None
    condition: Expression | None
    update: Expression | None
    body: Statement


@dataclass(frozen=True, slots=True)
class Iterator:
    """`for_each_x(a()) ...`, `scoped_guard(a()) ...`."""

    macro: str
    argument: Atom
    body: Statement


@dataclass(frozen=True, slots=True)
class Switch:
    """`switch (a) { ... }`."""

    value: Expression
    body: Block


@dataclass(frozen=True, slots=True)
class Case:
    """`case 1: ...`, `case 1 ... 3: ...` or `default: ...`."""

    value: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Label:
    """`label: ...`."""

    name: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Ifdef:
    """`#if ... #elif ... #else ... #endif`."""

    arms: tuple[tuple[Statement, ...], ...]
    has_else: bool


Expression: TypeAlias = Atom | Call | Not | Logical | Choice | Comma | Value
Statement: TypeAlias = (
    Simple | Word | Goto | Return | Block | If | While | Do | For | Iterator | Switch | Case | Label | Ifdef
)

MACROS = ("list_for_each_entry", "scoped_guard", "scoped_cond_guard")
LABELS = tuple(f"l{number}" for number in range(6))


def function_text(body: Block, indent: str = "\t") -> bytes:
    """Return the C text of a function with this body, its lines but the directives indented by `indent`."""
    lines = "\n".join(map(source, body.statements)).splitlines()
    inner = [line if line.startswith("#") else indent + line for line in lines]
    return "\n".join(["void f(void)", "{", *inner, "}", ""]).encode()


def written(expression: Expression) -> str:
    """Return the C text of an expression."""
    match expression:
        case Atom(name):
            return f"{name}()"
        case Call(name, argument):
            return f"{name}({written(argument)})"
        case Not(operand, only_likely):
            return f"{'likely' if only_likely else '!'}({written(operand)})"
        case Logical(operator, left, right):
            return f"({written(left)}) {operator} ({written(right)})"
        case Choice(condition, yes, no):
            return f"(({written(condition)}) ? {written(yes) if yes else ''} : {written(no)})"
        case Comma(left, right):
            return f"({written(left)}, {written(right)})"
        case Value(statements, last):
            inner = "\n".join(source(statement) for statement in statements)
            return f"({{\n{inner}\n{written(last)};\n}})"


def source(statement: Statement) -> str:
    """Return the C text of a statement."""
    match statement:
        case Simple(expression, declares):
            return f"{'int v = ' if declares else ''}{written(expression)};"
        case Word(text):
            return text
        case Goto(label):
            return f"goto {label};"
        case Return(value):
            return f"return {written(value)};" if value else "return;"
        case Block(statements):
            return "{\n" + "\n".join(map(source, statements)) + "\n}"
        case Case(mark, governed) | Label(mark, governed):
            return f"{mark}:\n{source(governed)}"
        case Ifdef():
            return _ifdef(statement)
        case _:
            return _governing(statement)


def _governing(statement: If | While | Do | For | Iterator | Switch) -> str:
    match statement:
        case If(condition, yes, no):
            head = f"if ({written(condition)})\n"
            return head + (f"{closed(yes)}\nelse\n{source(no)}" if no else source(yes))
        case While(condition, body):
            return f"while ({written(condition)})\n{source(body)}"
        case Do(body, condition):
            return f"do\n{closed(body)}\nwhile ({written(condition)});"
        case For(first, condition, update, body):
            begin = source(first) if first else ";"
            test, step = (written(part) if part else "" for part in (condition, update))
            return f"for ({begin} {test}; {step})\n{source(body)}"
        case Iterator(macro, argument, body):
            return f"{macro}({written(argument)}, x)\n{source(Block((body,)))}"
        case Switch(value, body):
            return f"switch ({written(value)})\n{source(body)}"


def _ifdef(ifdef: Ifdef) -> str:
    directives = ["#if A", *["#elif B"] * (len(ifdef.arms) - 1)]
    if ifdef.has_else and len(ifdef.arms) > 1:
        directives[-1] = "#else"
    arms = ("\n".join(map(source, arm)) for arm in ifdef.arms)
    return "\n" + "".join(f"{line}\n{arm}\n" for line, arm in zip(directives, arms, strict=True)) + "#endif\n"


def closed(statement: Statement) -> str:
    """Return the text in braces where an `else` or a `while` that follows would otherwise belong to it."""
    return source(statement if isinstance(statement, Block | Simple | Word) else Block((statement,)))


@dataclass(frozen=True, slots=True)
class Room:
    """What may stand in a place: how deep it may still go, whether cases and labels of the function may."""

    depth: int = 4
    in_switch: bool = False
    in_value: bool = False

    def inside(self) -> Room:
        return replace(self, depth=self.depth - 1)


class Grower:
    """Draws a function."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self._draw = draw
        self._atoms = 0
        self._labels = 0

    def pick(self, choices: int) -> int:
        return self._draw(st.integers(0, choices - 1))

    def atom(self) -> Atom:
        self._atoms += 1
        return Atom(f"a{self._atoms}")

    def value(self, room: Room) -> Expression:
        """Draw an expression with a call of its own around what it holds."""
        if room.depth <= 0 or self.pick(4):
            return self.atom()
        name = self.atom().name
        inner = room.inside()
        match self.pick(5):
            case 0:
                return Call(name, Logical("&&", self.condition(inner), self.condition(inner)))
            case 1:
                return Call(name, Logical("||", self.condition(inner), self.condition(inner)))
            case 2:
                yes = self.value(inner) if self.pick(3) else None
                return Call(name, Choice(self.condition(inner), yes, self.value(inner)))
            case 3:
                return Call(name, Comma(self.value(inner), self.value(inner)))
            case _:
                within = replace(inner, in_switch=False, in_value=True)
                return Call(name, Value(self.items(within), self.value(within)))

    def condition(self, room: Room) -> Expression:
        """Draw an expression whose truth is asked for."""
        if room.depth <= 0 or self.pick(3):
            return self.value(room)
        inner = room.inside()
        match self.pick(4):
            case 0:
                return Not(self.condition(inner), only_likely=not self.pick(3))
            case 1:
                operator = ("&&", "||")[self.pick(2)]
                return Logical(operator, self.condition(inner), self.condition(inner))
            case 2:
                yes = self.condition(inner) if self.pick(3) else None
                return Choice(self.condition(inner), yes, self.condition(inner))
            case _:
                return Comma(self.value(inner), self.condition(inner))

    def items(self, room: Room, least: int = 0) -> tuple[Statement, ...]:
        return tuple(self.item(room) for _ in range(least + self.pick(4)))

    def item(self, room: Room) -> Statement:
        if room.depth > 0 and not self.pick(9):
            inner = room.inside()
            arms = tuple(self.items(inner) for _ in range(1 + self.pick(3)))
            return Ifdef(arms, bool(self.pick(2)))
        statement = Simple(self.value(room), declares=True) if not self.pick(9) else self.statement(room)
        return Block(()) if statement == Word(";") else statement

    def marker(self, room: Room, governed: Statement) -> Statement:
        """Draw a case or a label before a statement, as far as one may stand here."""
        if room.in_switch and self.pick(4):
            value = ("case 1", "case 2 ... 4", "default")[self.pick(3)]
            return Case(value, governed)
        if self._labels < len(LABELS) and not room.in_value:
            self._labels += 1
            return Label(LABELS[self._labels - 1], governed)
        return governed

    def statement(self, room: Room) -> Statement:
        if room.depth <= 0 or self.pick(2):
            return self.simple(room)
        inner = room.inside()
        switchless = replace(inner, in_switch=True)
        compound: list[Callable[[], Statement]] = [
            lambda: Block(self.items(inner)),
            lambda: If(self.condition(inner), self.body(inner), None),
            lambda: If(self.condition(inner), self.body(inner), self.body(inner)),
            lambda: While(self.condition(inner), self.body(inner)),
            lambda: Do(self.body(inner), self.condition(inner)),
            lambda: self.loop(inner),
            lambda: Iterator(MACROS[self.pick(3)], self.atom(), self.body(inner)),
            lambda: Switch(self.value(inner), Block(self.items(switchless))),
            lambda: self.marker(inner, self.statement(inner)),
        ]
        return compound[self.pick(len(compound))]()

    def loop(self, room: Room) -> Statement:
        first = Simple(self.value(room), declares=not self.pick(3)) if self.pick(2) else None
        condition = self.condition(room) if self.pick(3) else None
        update = self.value(room) if self.pick(2) else None
        return For(first, condition, update, self.body(room))

    def body(self, room: Room) -> Statement:
        """Draw what another statement governs; see `_bare_case` in builder.py for what is kept out."""
        drawn = inner = self.statement(room)
        while isinstance(inner, Case | Label):
            if isinstance(inner, Case) and isinstance(inner.statement, Case):
                return Block((drawn,))
            inner = inner.statement
        return drawn

    def simple(self, room: Room) -> Statement:
        words = ("break;", "continue;", ";", "BUG();")
        match self.pick(12):
            case 0 | 1 | 2 | 3 as word:
                return Word(words[word])
            case 4 | 5:
                return Goto(LABELS[self.pick(len(LABELS))])
            case 6:
                return Return(self.value(room) if self.pick(2) else None)
            case _:
                return Simple(self.value(room))


@st.composite
def functions(draw: Callable[[st.SearchStrategy[int]], int]) -> Block:
    """Draw the body of a function."""
    return Block(Grower(draw).items(Room(), least=3))
