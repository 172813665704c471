"""What changes a followed lvalue beside a plain assignment to it.

These are a call that gets its address or the structure that it is in, assembly, a copy over the whole
structure, and whoever keeps its address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from gupcheck.errors.carriers import COUNT, settle
from gupcheck.errors.expressions import (
    MOST_ARGUMENT_VALUES,
    Evaluator,
    addressed,
    arguments_of,
    callee_name,
    key_of,
    without_wrapping,
)
from gupcheck.errors.tokens import EMPTY, State, Token, Tokens
from gupcheck.errors.values import (
    ANY_SUCCESS,
    CALL,
    ERRNO,
    FIELD,
    STORED,
    ZERO_VALUE,
    Value,
    unknown,
)
from gupcheck.syntax.ast import Node

_ADDRESS = re.compile(rb"&\s*(\w+)\b(?!\s*->)")
_BRACKET = re.compile(rb"[(){}]")
_LONGEST_CALL = 400
_BASE = re.compile(r"\w+")
_INSIDE = re.compile(r"\.|->")
_ONLY_LOOK = frozenset(("smp_load_acquire", "READ_ONCE", "kfree", "rcu_dereference"))
_SETS_ITS_NAMES = re.compile(r"_poll_timeout")
"""include/linux/iopoll.h, regmap.h, phy.h: macros that read into a variable which they get by its name."""


class Effects:
    """The effects on the lvalues of `tracked` in one function.

    `kept` are those whose address is kept, `counts` those that are unsigned: what is not known of them is a
    number.
    """

    def __init__(
        self,
        tracked: frozenset[str],
        kept: frozenset[str],
        evaluator: Evaluator,
        counts: frozenset[str] = frozenset(),
    ) -> None:
        self.counts = counts
        self._tracked = tracked
        self._kept = kept
        self._evaluator = evaluator
        self._within: dict[str, list[str]] = {}
        for key in sorted(tracked):
            for end in _INSIDE.finditer(key):
                self._within.setdefault(key[: end.start()], []).append(key)

    def assigned(self, key: str, tokens: Tokens, state: State, start: int) -> State:
        """Return the state after `key` was given `tokens` at `start`; what lies in it is another's then."""
        if key in self._kept:
            tokens |= {Token(Value(FIELD, key), start)}
        if key in self.counts:
            tokens = frozenset(token.with_value(settle(token.value, COUNT)) for token in tokens)
        if key in self._tracked:
            state = state.set(key, tokens)
        for inner in self._within.get(key, ()):
            state = state.set(inner, frozenset({Token(Value(FIELD, inner), start)}))
        return state

    def initialised(self, key: str, listed: Node, state: State) -> State:
        """Return the state after the structure `key` was declared with a list of values: others are 0."""
        given = {
            f"{key}.{names[0].text}": value
            for pair in listed.named_children
            if (value := pair.child("value")) is not None
            and len(names := [part for part in pair.walk() if part.kind == "field_identifier"]) >= 1
        }
        by_name = all(pair.kind == "initializer_pair" for pair in listed.named_children)
        for inner in self._within.get(key, ()):
            if inner in given and given[inner].kind != "initializer_list":
                found = self._evaluator.evaluate(given[inner], state)
            elif by_name and inner.count(".") == 1 and inner not in given:
                found = frozenset({Token(ZERO_VALUE, listed.start)})
            else:
                found = frozenset({Token(Value(FIELD, inner), listed.start)})
            state = self.assigned(inner, found, state, listed.start)
        return state

    def after_call(self, call: Node, state: State) -> State:
        """Return the state after a call, which may change what it gets the address of."""
        arguments, name = arguments_of(call), callee_name(call)
        for place, argument in enumerate(arguments):
            bare = without_wrapping(argument)
            key = _address_of(bare)
            if key:
                if key in self.counts:
                    state = state.set(key, frozenset({Token(ANY_SUCCESS, call.start)}))
                elif key in self._tracked and name not in _ONLY_LOOK:
                    state = state.set(key, _stored(name, place, call.start, state.get(key) or EMPTY))
            elif key := key_of(bare):
                if (pointed := f"*{key}") in self._tracked:
                    state = state.set(pointed, _stored(name, place, call.start, state.get(pointed) or EMPTY))
                if key in self._tracked and _SETS_ITS_NAMES.search(name):
                    state = state.set(key, frozenset({Token(Value(FIELD, key), call.start)}))
            for inner in self._within.get(key, ()):
                other = Token(Value(FIELD, inner), call.start)
                state = state.set(inner, (state.get(inner) or EMPTY) | {other})
        if name == "swap":
            state = self._swapped([key_of(argument) for argument in arguments], state, call.start)
        return state

    def after_assembly(self, statement: Node, state: State) -> State:
        """Return the state after assembly, whose output operands hold what the source cannot tell."""
        for operand in statement.walk():
            if operand.kind == "gnu_asm_output_operand":
                value = operand.child("value")
                key = key_of(value) if value else ""
                if key in self._tracked:
                    state = state.set(key, frozenset({Token(Value(FIELD, key), operand.start)}))
        return state

    def _swapped(self, keys: list[str], state: State, start: int) -> State:
        for key in self._tracked.intersection(keys):
            known = [state.get(one) or {Token(Value(FIELD, one), start)} for one in keys]
            state = state.set(key, frozenset[Token]().union(*known))
        return state


def counted(before: Tokens, right: Tokens, part: Node) -> Tokens:
    """Return what `n++` or `n += x` leaves: a count, the codes that were there before and those of x."""
    codes = {token for token in before if token.value.kind in (ERRNO, CALL)}
    codes |= {token for token in right if token.value.kind in (ERRNO, CALL)}
    return frozenset({*codes, Token(ANY_SUCCESS, part.start)})


def kept_addresses(function: Node, data: bytes, tracked: frozenset[str]) -> frozenset[str]:
    """Return the lvalues of `tracked` whose address, or that of what they are in, goes elsewhere than into a
    call: into a structure, another variable."""
    bases = {base[0].encode() for key in tracked if (base := _BASE.match(key))}
    if not _is_taken(bases, data, function):
        return frozenset()
    taken = set(_kept_in(function))
    return frozenset(
        key for key in tracked if key in taken or any(key.startswith(f"{one}.") for one in taken)
    )


def _is_taken(names: set[bytes], data: bytes, function: Node) -> bool:
    """Return whether the text may take one of their addresses elsewhere than as an argument."""
    for match in _ADDRESS.finditer(data, function.start, function.end):
        if match[1] in names and not _is_argument(
            data[max(match.start() - _LONGEST_CALL, 0) : match.start()]
        ):
            return True
    return False


def _is_argument(before: bytes) -> bool:
    """Return whether what follows this text stands in the brackets of a call, first or later."""
    if not before.rstrip().endswith((b"(", b",")):
        return False
    depth = 0
    for mark in reversed(_BRACKET.findall(before)):
        depth += 1 if mark in b")}" else -1
        if depth < 0:
            return bool(mark == b"(")
    return False


def _kept_in(function: Node) -> Iterator[str]:
    stack: list[tuple[Node, bool]] = [(function, False)]
    while stack:
        node, passed = stack.pop()
        if node.kind == "sizeof_expression":
            continue
        key = "" if passed else _address_of(node)
        if key:
            yield key
        into_call = node.kind == "argument_list" or (
            passed and node.kind in ("parenthesized_expression", "cast_expression")
        )
        stack.extend((child, into_call) for child in node.children)


def _address_of(node: Node) -> str:
    """Return the key of the lvalue whose address `node` takes, "" where it takes none."""
    lvalue = addressed(node)
    return key_of(lvalue) if lvalue is not None else ""


def _stored(callee: str, place: int, start: int, before: Tokens) -> Tokens:
    """Return what a callee leaves in what it got the address of; it may leave what was there `before`."""
    found: set[Value] = set()
    for token in before:
        found.add(replace(token.value, arguments=()))
        if token.value.kind == STORED:
            found.update(one for argument in token.value.arguments for one in argument)
    if len(found) > MOST_ARGUMENT_VALUES:
        found = {unknown("more values than the analysis keeps")}
    earlier = (tuple(sorted(found)),) if found else ()
    return frozenset({Token(Value(STORED, callee or "a call", place=place, arguments=earlier), start)})
