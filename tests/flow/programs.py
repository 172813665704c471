"""Small C functions, as trees of our own that know how they are written in C.

Every place where something is evaluated calls a function with a name of its own, `a1()`, `a2()` ..., so that
an execution is a sequence of these names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


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
