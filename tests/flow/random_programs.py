"""Draws random functions for the property tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.flow.programs import (
    Atom,
    Block,
    Call,
    Case,
    Choice,
    Comma,
    Do,
    Expression,
    For,
    Goto,
    If,
    Ifdef,
    Iterator,
    Label,
    Logical,
    Not,
    Return,
    Simple,
    Statement,
    Switch,
    Value,
    While,
    Word,
)

MACROS = ("list_for_each_entry", "scoped_guard", "scoped_cond_guard")
LABELS = tuple(f"l{number}" for number in range(6))


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
