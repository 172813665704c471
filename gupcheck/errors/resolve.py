"""Fills callees in: the values of every function that a question needs, to a fixpoint over the call graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gupcheck.errors.carriers import BOOLEAN, COUNT, POINTER, carrier_among, carrier_of, is_code_name, settle
from gupcheck.errors.components import components
from gupcheck.errors.primitives import primitives
from gupcheck.errors.resolved import Definition
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.values import (
    ANY_SUCCESS,
    CALL,
    FIELD,
    PARAMETER,
    STATUS,
    STORED,
    SUCCESS,
    UNKNOWN,
    Value,
    as_number,
    as_pointer,
    errno,
    refine,
    unknown,
)

MOST_UNKNOWN = 6
LONGEST_CHAIN = 12
_MOST_FILES = 4


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """How a value came: through `chain`, from its origin; the least one of several is kept."""

    chain: tuple[str, ...]
    file: str
    line: int
    may: bool = False

    @property
    def rank(self) -> tuple[bool, int, tuple[str, ...], str, int]:
        """Return the key by which the best of several ways is chosen."""
        return (self.may, len(self.chain), self.chain, self.file, self.line)


Ways = dict[Value, Way]


@dataclass(frozen=True, slots=True)
class Target:
    """What a symbol may mean: definitions, whether only through a pointer, and why these are not all."""

    definitions: tuple[Definition, ...] = ()
    may: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pointed:
    """The functions that a field may hold; `rest` says in part of a sentence what else, "" for nothing."""

    definitions: tuple[Definition, ...] = ()
    rest: str = ""


class Resolver:
    """Resolves definitions. `body` gives body summaries, `meant` what a name means in a file, `targets` which
    functions a field may hold, `holds_codes` whether a field is ever given an error code."""

    def __init__(
        self,
        body: Callable[[Definition], BodySummary],
        meant: Callable[[str, str], tuple[Definition, ...]],
        targets: Callable[[str], Pointed],
        holds_codes: Callable[[str], bool],
    ) -> None:
        self._body = body
        self._meant = meant
        self._targets = targets
        self._holds_codes = holds_codes
        self._done: dict[Definition, Ways] = {}
        self._stores: dict[Definition, dict[str, Ways]] = {}

    def ways(self, definition: Definition) -> Mapping[Value, Way]:
        """Return the values of a definition, with the best way that each came."""
        if definition not in self._done:
            for component in components(definition, self._callees, self._done):
                self._solve(component)
        return self._done[definition]

    def of_outcome(
        self, outcome: Outcome, body: BodySummary, carrier: str = ""
    ) -> Iterator[tuple[Value, Way]]:
        """Yield what one outcome of a body comes to; the callees must have been resolved.

        `carrier` is what carries it, "" for what the return type is.
        """
        here = Way((), body.file, outcome.origin)
        found = [
            (one, way)
            for value, way in self._expanded(outcome.value, body, here)
            for one in (survivors(self._field(value), value) if value.kind == FIELD else (value,))
        ]
        carrier = carrier or carrier_among(carrier_of(body.return_type), (value for value, _ in found))
        if carrier == COUNT:
            carrier = carrier_among(carrier, (one.value for one in body.outcomes))
        for value, way in found:
            yield settle(value, carrier), way

    def of_call(self, name: str, file: str) -> Ways:
        """Return what a call of `name` in `file` yields, its definitions united; one unknown value where
        it has none."""
        call = Value(CALL, name)
        for definition in self._needed(call, file):
            self.ways(definition)
        caller = BodySummary("", file, 0, "", False)
        ways: Ways = {}
        for value, way in self._called(call, caller, Way((), file, 0)):
            _add(ways, value, way)
        return ways

    def target_of(self, value: Value, file: str) -> Target:
        """Return what the callee or constant that `value` names may mean in `file`."""
        name = value.name
        if name.startswith("*"):
            field = name.replace("->", ".").rsplit(".", 1)[-1].strip("*")
            found = self._targets(field) if field != name.strip("*") else Pointed()
            if found.definitions or found.rest:
                return Target(found.definitions, may=True, why=found.rest)
            return Target(why=f"what the pointer '{name[1:]}' calls is not known")
        meant = self._meant(name, file)
        return Target(meant) if meant else Target(why=f"{name}() is not defined where it was looked for")

    def notes(self, body: BodySummary) -> tuple[str, ...]:
        """Return sentences on the callees whose results `body` hands on: those with several definitions, and
        the pointers whose functions are known from where they are stored."""
        found: set[str] = set()
        for name in body.callees - primitives().keys():
            target = self.target_of(Value(CALL, name), body.file)
            files = sorted({definition.file for definition in target.definitions})
            if target.may and target.definitions:
                found.add(
                    f"'{name[1:]}' is a function pointer: {_counted(len(target.definitions))} stored in it "
                    "within the scope."
                )
            elif len(target.definitions) > 1:
                shown = ", ".join(files[:_MOST_FILES]) + (" ..." if len(files) > _MOST_FILES else "")
                found.add(
                    f"{name}() has {len(target.definitions)} definitions ({shown}): their values are united."
                )
        return tuple(sorted(found))

    def _callees(self, definition: Definition) -> Iterable[Definition]:
        body = self._body(definition)
        for outcome in (*body.outcomes, *(one for _, ones in body.stores for one in ones)):
            yield from self._needed(outcome.value, body.file)

    def _needed(self, value: Value, file: str) -> Iterator[Definition]:
        if value.kind in (CALL, STATUS, STORED) and value.name not in primitives():
            yield from self.target_of(value, file).definitions
        for argument in value.arguments:
            for one in argument:
                yield from self._needed(one, file)

    def _solve(self, component: Sequence[Definition]) -> None:
        for definition in component:
            self._done[definition] = {}
            self._stores[definition] = {key: {} for key, _ in self._body(definition).stores}
        changed = True
        while changed:
            changed = False
            for definition in component:
                changed = self._update(definition) or changed
        for definition in component:
            self._done[definition] = _without_many_unknown(self._done[definition])

    def _update(self, definition: Definition) -> bool:
        body, ways = self._body(definition), self._done[definition]
        changed = False
        if body.gave_up:
            reason = unknown(f"the analysis of {body.name}() was given up: {body.gave_up}")
            changed = _add(ways, reason, Way((), body.file, body.line))
        for outcome in body.outcomes:
            for value, way in self.of_outcome(outcome, body):
                changed = _add(ways, value, way) or changed
        for key, outcomes in body.stores:
            for outcome in outcomes:
                for value, way in self._expanded(outcome.value, body, Way((), body.file, outcome.origin)):
                    changed = _add(self._stores[definition][key], value, way) or changed
        return changed

    def _expanded(self, value: Value, body: BodySummary, here: Way) -> Iterator[tuple[Value, Way]]:
        if value.kind == CALL:
            yield from self._called(value, body, here)
        elif value.kind == STATUS:
            yield from self._constant(value, body, here)
        elif value.kind == STORED:
            yield from self._stored_by(value, body, here)
        elif value.kind == FIELD and value.name.startswith("*"):
            yield value, here
        elif value.kind == FIELD:
            for one in survivors(self._field(value), value):
                yield one, here
        elif value.kind in (UNKNOWN, PARAMETER):
            left = known_by_tests(value)
            if left is not None:
                yield left, here
        else:
            yield value, here

    def _field(self, value: Value) -> Value:
        name = value.name.replace("->", ".").rsplit(".", 1)[-1].strip("*")
        if is_code_name(value.name) or self._holds_codes(name):
            return unknown(f"'{value.name}' is set elsewhere")
        return ANY_SUCCESS

    def _called(self, value: Value, body: BodySummary, here: Way) -> Iterator[tuple[Value, Way]]:
        known = primitives().get(value.name)
        if known is not None:
            for one in known:
                for left in survivors(one, value):
                    yield left, here
            return
        target = self.target_of(value, body.file)
        if target.why:
            for left in survivors(unknown(target.why), value):
                yield left, here
        for definition in target.definitions:
            callee = self._body(definition)
            for result, way in list(self._done.get(definition, {}).items()):
                through = self._through(definition, way, target.may)
                for one in self._handed_back(result, callee, value, body, here):
                    for left in survivors(one, value):
                        yield left, through

    def _through(self, definition: Definition, way: Way, may: bool) -> Way:
        chain = (definition.name, *way.chain)[:LONGEST_CHAIN]
        return Way(chain, way.file, way.line, way.may or may)

    def _handed_back(
        self, result: Value, callee: BodySummary, call: Value, body: BodySummary, here: Way
    ) -> Iterator[Value]:
        """Yield `result`, or where it is a parameter of the callee, what the call passes for it."""
        if result.kind != PARAMETER:
            yield result
            return
        place = callee.parameters.index(result.name) if result.name in callee.parameters else -1
        passed = call.arguments[place] if 0 <= place < len(call.arguments) else ()
        if not passed:
            yield _unknown_argument(result, callee)
        for one in passed:
            for value, _ in self._expanded(one, body, here):
                yield from survivors(value, result)

    def _constant(self, value: Value, body: BodySummary, here: Way) -> Iterator[tuple[Value, Way]]:
        """Yield what a name in capitals stands for: a code where a macro makes it one, else the status."""
        bare = replace(value, tests=(), pointer=False, decoded=False)
        for definition in self.target_of(value, body.file).definitions:
            if definition.kind == "constant":
                for result, way in list(self._done.get(definition, {}).items()):
                    if result.kind in ("errno", "zero"):
                        for left in survivors(result, value):
                            yield left, self._through(definition, way, may=False)
                        bare = result
        if bare.kind == STATUS and not {"negative", "error"} & set(value.tests):
            yield replace(bare, pointer=value.pointer), here

    def _stored_by(self, value: Value, body: BodySummary, here: Way) -> Iterator[tuple[Value, Way]]:
        """Yield what a callee stores through one of its parameters, and what was there where it may not."""
        target = self.target_of(value, body.file)
        found = False
        for definition in target.definitions:
            names = self._body(definition).parameters
            key = f"*{names[value.place]}" if value.place < len(names) else ""
            stored = self._stores.get(definition, {}).get(key)
            found = found or stored is not None
            for result, way in list((stored or {}).items()):
                if result.kind == FIELD:
                    yield from self._left_as_it_was(result, value, body, here)
                else:
                    for left in survivors(result, value):
                        yield left, self._through(definition, way, target.may)
        if not found:
            for left in survivors(unknown(f"{value.name}() sets it through a pointer"), value):
                yield left, here

    def _left_as_it_was(
        self, found: Value, value: Value, body: BodySummary, here: Way
    ) -> Iterator[tuple[Value, Way]]:
        """Yield what an argument held before the call, as far as the tests of the callee, which `found` it,
        and those behind the call allow."""
        for earlier in (one for argument in value.arguments for one in argument):
            for result, way in self._expanded(earlier, body, here):
                for kept in survivors(result, found):
                    for left in survivors(kept, value):
                        yield left, way


def survivors(result: Value, symbol: Value) -> Iterator[Value]:
    """Yield what the tests of `symbol` leave of `result`, turned as `symbol` is."""
    left: Value | None = result
    for test in symbol.tests:
        left = refine(left, test) if left is not None else None
    if left is None:
        return
    if symbol.pointer:
        left = as_pointer(left)
    elif symbol.decoded:
        left = as_number(left)
    left = known_by_tests(left) if left is not None else None
    if left is not None:
        yield left


def _unknown_argument(result: Value, callee: BodySummary) -> Value:
    if carrier_of(callee.return_type) in (POINTER, COUNT, BOOLEAN):
        return ANY_SUCCESS
    return unknown(f"what is passed as '{result.name}' of {callee.name}()")


def known_by_tests(value: Value) -> Value | None:
    """Return what the tests of an unknown value tell it to be, where they leave one thing; None for
    nothing."""
    if value.kind == SUCCESS and value.pointer:
        return ANY_SUCCESS
    if value.kind not in (UNKNOWN, PARAMETER) or not value.tests:
        return value
    for test in value.tests:
        if test.startswith("eq:-E"):
            return replace(errno(test[4:]), pointer=value.pointer)
        if test.startswith("eq:"):
            return Value(STATUS, test[3:])
    if "zero" in value.tests:
        return as_pointer(Value("zero")) if value.pointer else Value("zero")
    if {"nonnegative", "positive", "no-error"} & set(value.tests):
        return Value(SUCCESS, "" if {"positive", "nonzero"} & set(value.tests) else "any")
    return replace(value, tests=()) if value.kind == UNKNOWN else value


def _counted(number: int) -> str:
    return "one function is" if number == 1 else f"{number} functions are"


def _add(ways: Ways, value: Value, way: Way) -> bool:
    known = ways.get(value)
    if known is None or way.rank < known.rank:
        ways[value] = way
        return True
    return False


def _without_many_unknown(ways: Ways) -> Ways:
    """Return `ways` with the first few of the unknown values, by their reasons."""
    reasons = sorted(value for value in ways if value.kind == UNKNOWN)
    dropped = frozenset(reasons[MOST_UNKNOWN:])
    return {value: ways[value] for value in sorted(ways) if value not in dropped}
