"""What the analysis of one function carries along its paths: values with their origins and the checks
behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from gupcheck.errors.values import Value, unknown

MOST_KEPT = 5_000
"""Tokens that are kept from one analysis to the next."""

MAX_TOKENS = 96
MAX_CHECKS = 6


class Check(NamedTuple):
    """A test that was decided on the way: the node of the graph where, and the label of the edge that was
    taken.

    `case` tells the edges of a switch apart: the index of the node that the edge leads to, else -1.
    """

    node: int
    label: str
    case: int = -1


class Token:
    """A value on its way: `origin` is the byte offset where it entered, `checks` the tests decided since,
    last one last.

    Two tokens of the same content are one object: an analysis makes hundreds of thousands, in sets that are
    united all the time, and identity is quick to compare. `forget_many` and `apart` let them go.
    """

    __slots__ = ("_later", "checks", "origin", "settled", "value")

    value: Value
    origin: int
    checks: tuple[Check, ...]
    settled: bool
    _later: dict[Check, Token] | None
    _known: ClassVar[dict[tuple[Value, int, tuple[Check, ...], bool], Token]] = {}

    def __new__(
        cls, value: Value, origin: int, checks: tuple[Check, ...] = (), settled: bool = False
    ) -> Token:
        """Return the token of this content."""
        key = (value, origin, checks, settled)
        token = cls._known.get(key)
        if token is None:
            token = cls._known[key] = super().__new__(cls)
            token.value, token.origin, token.checks, token.settled = key
            token._later = None
        return token

    def __repr__(self) -> str:
        return f"Token({self.value!r}, {self.origin}, {self.checks!r}, {self.settled})"

    def with_value(self, value: Value) -> Token:
        """Return the token of another value that came the same way."""
        return Token(value, self.origin, self.checks, self.settled)

    def behind(self, check: Check) -> Token:
        """Return this token after `check` was decided; an earlier decision of the same test is forgotten."""
        if self.settled:
            return self
        if self._later is None:
            self._later = {}
        later = self._later.get(check)
        if later is None:
            later = self._later[check] = self._behind(check)
        return later

    def _behind(self, check: Check) -> Token:
        kept = self.checks
        for number, earlier in enumerate(kept):
            if earlier.node == check.node:
                kept = kept[:number]
                break
        return Token(self.value, self.origin, (*kept, check)[-MAX_CHECKS:])

    @classmethod
    @contextmanager
    def apart(cls) -> Iterator[None]:
        """Let an analysis have tokens of its own, which are gone with the block; one may lie in another."""
        outer, cls._known = cls._known, {}
        try:
            yield
        finally:
            for token in cls._known.values():
                token._later = None  # else these, which lead to each other, are left to the garbage collector
            cls._known = outer

    @classmethod
    def forget_many(cls) -> None:
        """Let go of the tokens of earlier analyses if they are many; to be called before one begins."""
        if len(cls._known) > MOST_KEPT:
            cls._known.clear()


Tokens = frozenset[Token]
EMPTY: Tokens = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """What the tracked variables may hold at one point; a variable that is absent has not been set."""

    variables: Mapping[str, Tokens]

    def get(self, key: str) -> Tokens | None:
        """Return what `key` may hold, or None where it has not been set."""
        return self.variables.get(key)

    def set(self, key: str, tokens: Tokens) -> State:
        """Return the state in which `key` holds one of `tokens`."""
        return State({**self.variables, key: bounded(tokens)})


def bounded(tokens: Tokens) -> Tokens:
    """Return `tokens`, or where they are too many, their values without the checks, or one unknown value."""
    if len(tokens) <= MAX_TOKENS:
        return tokens
    shorter = frozenset(Token(token.value, token.origin, token.checks[-1:]) for token in tokens)
    if len(shorter) <= MAX_TOKENS:
        return shorter
    bare = frozenset(Token(token.value, token.origin) for token in tokens)
    if len(bare) <= MAX_TOKENS:
        return bare
    return frozenset(
        {Token(unknown("more values than the analysis keeps"), min(token.origin for token in tokens))}
    )


def joined(first: State, second: State) -> State:
    """Return the state of what either holds."""
    variables = dict(first.variables)
    for key, tokens in second.variables.items():
        known = variables.get(key)
        variables[key] = tokens if known is None else bounded(known | tokens)
    return State(variables)


def covers(larger: State, smaller: State) -> bool:
    """Return whether `larger` holds all that `smaller` does."""
    for key, tokens in smaller.variables.items():
        known = larger.variables.get(key)
        if known is None or not tokens <= known:
            if known is not None and len(known) == 1 and next(iter(known)).value.kind == "unknown":
                continue
            return False
    return True
