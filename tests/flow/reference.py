"""What C says happens after what, told by continuations over the trees of programs.py.

Each rule is given the states where execution goes on and returns the state where it begins. Nothing here
knows the graphs that are tested: no nodes, no loose ends, no syntax tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tests.flow import programs as c
from tests.flow.random_programs import LABELS

START, END = "start", "end"


class State:
    """A point of an execution: an event that happens there, or none, and where execution may go on."""

    def __init__(self, event: str = "", *after: State) -> None:
        self.event = event
        self.after = list(after)


@dataclass(slots=True)
class Cases:
    """The cases of a switch as they are met."""

    states: list[State] = field(default_factory=list)
    default: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """Where jumps lead."""

    leave: State
    again: State
    cases: Cases | None = None


class Reference:
    """The meaning of one function: as a whole per statement, or with every `&&`, `||`, `?:` taken apart."""

    def __init__(self, body: c.Block, *, apart: bool) -> None:
        self.apart = apart
        self.end = State(END)
        self.labels = {name: State() for name in LABELS}
        self.defined: set[str] = set()
        self.events: list[State] = []
        self.start = State(START, self.block(body.statements, self.end, Around(self.end, self.end)))
        for name in self.labels.keys() - self.defined:
            self.labels[name].after = [self.end]

    def follows(self) -> dict[str, set[str]]:
        """Return for each event the events that can come next."""
        return {state.event: _next(state) for state in (self.start, *self.events)}

    def event(self, name: str, *after: State) -> State:
        state = State(name, *after)
        self.events.append(state)
        return state

    def value(self, expression: c.Expression, after: State, around: Around) -> State:
        """Evaluate and go on."""
        if not self.apart:
            return self.event(first_name(expression), after)
        match expression:
            case c.Atom(name):
                return self.event(name, after)
            case c.Call(name, argument):
                return self.value(argument, self.event(name, after), around)
            case c.Choice(condition, yes, no):
                when_true = self.value(yes, after, around) if yes else after
                return self.decide(condition, when_true, self.value(no, after, around), around)
            case c.Comma(left, right):
                return self.value(left, self.value(right, after, around), around)
            case c.Value(statements, last):
                return self.block(statements, self.value(last, after, around), around)
            case _:
                return self.decide(expression, after, after, around)

    def decide(self, expression: c.Expression, yes: State, no: State, around: Around) -> State:
        """Evaluate and go on as the truth of it tells."""
        if not self.apart:
            return self.event(first_name(expression), yes, no)
        match expression:
            case c.Not(operand, only_likely):
                return self.decide(operand, *((yes, no) if only_likely else (no, yes)), around)
            case c.Logical("&&", left, right):
                return self.decide(left, self.decide(right, yes, no, around), no, around)
            case c.Logical(_, left, right):
                return self.decide(left, yes, self.decide(right, yes, no, around), around)
            case c.Choice(condition, chosen, other):
                when_true = self.decide(chosen, yes, no, around) if chosen else yes
                return self.decide(condition, when_true, self.decide(other, yes, no, around), around)
            case c.Comma(left, right):
                return self.value(left, self.decide(right, yes, no, around), around)
            case _:
                return self.value(expression, State("", yes, no), around)

    def block(self, statements: tuple[c.Statement, ...], after: State, around: Around) -> State:
        for statement in reversed(statements):
            after = self.statement(statement, after, around)
        return after

    def statement(self, statement: c.Statement, after: State, around: Around) -> State:
        match statement:
            case c.Simple(expression):
                return self.value(expression, after, around)
            case c.Word(text):
                leads = {"break;": around.leave, "continue;": around.again, ";": after, "BUG();": self.end}
                return self.event("BUG", self.end) if text == "BUG();" else leads[text]
            case c.Goto(label):
                return self.labels[label]
            case c.Return(value):
                return self.value(value, self.end, around) if value else self.end
            case c.Block(statements):
                return self.block(statements, after, around)
            case c.If(condition, yes, no):
                otherwise = self.statement(no, after, around) if no else after
                return self.decide(condition, self.statement(yes, after, around), otherwise, around)
            case c.Case() | c.Label():
                return self.marked(statement, after, around)
            case c.Ifdef(arms, has_else):
                ways = [self.block(arm, after, around) for arm in arms]
                return State("", *ways, *(() if has_else and len(arms) > 1 else (after,)))
            case _:
                return self.loop_or_switch(statement, after, around)

    def marked(self, statement: c.Case | c.Label, after: State, around: Around) -> State:
        begin = self.statement(statement.statement, after, around)
        if isinstance(statement, c.Label):
            self.defined.add(statement.name)
            self.labels[statement.name].after = [begin]
        elif around.cases:
            around.cases.states.append(begin)
            around.cases.default |= statement.value == "default"
        return begin

    def loop_or_switch(self, statement: c.Statement, after: State, around: Around) -> State:
        top = State()
        inside = replace(around, leave=after, again=top)
        match statement:
            case c.While(condition, body):
                top.after = [self.decide(condition, self.statement(body, top, inside), after, around)]
                return top
            case c.Do(body, condition):
                begin = State()
                top.after = [self.decide(condition, begin, after, around)]
                begin.after = [self.statement(body, top, inside)]
                return begin
            case c.For(first, condition, update, body):
                begin = State()
                top.after = [self.value(update, begin, around) if update else begin]
                rounds = self.statement(body, top, inside)
                begin.after = [self.decide(condition, rounds, after, around) if condition else rounds]
                return self.statement(first, begin, around) if first else begin
            case c.Iterator(macro, argument, body):
                once = macro != "list_for_each_entry"
                inside = replace(inside, again=after if once else top)
                rounds = self.statement(body, after if once else top, inside)
                ways = [rounds] if macro == "scoped_guard" else [rounds, after]
                top.after = [self.event(argument.name, *ways)]
                return top
            case c.Switch(value, body):
                cases = Cases()
                self.statement(body, after, replace(around, leave=after, cases=cases))
                ways = cases.states if cases.default else [*cases.states, after]
                return self.value(value, State("", *ways), around)
        raise AssertionError(statement)


def first_name(expression: c.Expression) -> str:
    """Return the name by which a whole expression is known: the one that is written first."""
    found = re.search(r"\ba\d+", c.written(expression))
    assert found
    return found[0]


def _next(state: State) -> set[str]:
    """Return the first events after `state`."""
    found: set[str] = set()
    seen = set()
    pending = list(state.after)
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        if current.event:
            found.add(current.event)
        else:
            pending.extend(current.after)
    return found
