"""What the analysis of one function carries along its paths: values with their origins and the checks
behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypeAlias

from gupcheck.errors.values import Value, unknown

MOST_KEPT = 5_000
"""Values with their origins whose tokens are kept from one analysis to the next."""

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


_Kin: TypeAlias = "dict[tuple[tuple[Check, ...], bool], Token]"
"""The tokens of one value from one origin, by their checks and whether they are settled."""


class Token:
    """A value on its way: `origin` is the byte offset where it entered, `checks` the tests decided since,
    last one last.

    Two tokens of the same content are one object: an analysis makes hundreds of thousands, in sets that are
    united all the time, and identity is quick to compare. `forget_many` and `apart` let them go.
    """

    __slots__ = ("_kin", "_later", "checks", "origin", "settled", "value")

    value: Value
    origin: int
    checks: tuple[Check, ...]
    settled: bool
    _kin: _Kin
    _later: dict[Check, Token] | None
    _known: ClassVar[dict[tuple[Value, int], _Kin]] = {}

    def __new__(
        cls, value: Value, origin: int, checks: tuple[Check, ...] = (), settled: bool = False
    ) -> Token:
        """Return the token of this content."""
        kin = cls._known.get((value, origin))
        if kin is None:
            kin = cls._known[value, origin] = {}
        token = kin.get((checks, settled))
        return token or cls._born(kin, value, origin, checks, settled)

    @classmethod
    def _born(cls, kin: _Kin, value: Value, origin: int, checks: tuple[Check, ...], settled: bool) -> Token:
        token = kin[checks, settled] = super().__new__(cls)
        token.value, token.origin, token.checks, token.settled = value, origin, checks, settled
        token._kin = kin
        token._later = None
        return token

    def __repr__(self) -> str:
        return f"Token({self.value!r}, {self.origin}, {self.checks!r}, {self.settled})"

    def with_checks(self, checks: tuple[Check, ...], settled: bool = False) -> Token:
        """Return the token of the same value and origin with other checks, sooner than by a call of Token."""
        token = self._kin.get((checks, settled))
        return token or Token._born(self._kin, self.value, self.origin, checks, settled)

    def with_value(self, value: Value) -> Token:
        """Return the token of another value that came the same way."""
        if value is self.value:
            return self
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
        return self.with_checks((*kept, check)[-MAX_CHECKS:])

    @classmethod
    @contextmanager
    def apart(cls) -> Iterator[None]:
        """Let an analysis have tokens of its own, which are gone with the block; one may lie in another."""
        outer, cls._known = cls._known, {}
        try:
            yield
        finally:
            for kin in cls._known.values():
                for token in kin.values():
                    token._later = None
                kin.clear()  # else tokens, which lead to each other, are left to the garbage collector
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

    def without(self, keys: frozenset[str]) -> State:
        """Return the state in which none of `keys` has been set."""
        if keys.isdisjoint(self.variables):
            return self
        return State({key: tokens for key, tokens in self.variables.items() if key not in keys})


def bounded(tokens: Tokens) -> Tokens:
    """Return `tokens`, or where they are too many, their values without the checks, or one unknown value."""
    if len(tokens) <= MAX_TOKENS:
        return tokens
    shorter = frozenset(token.with_checks(token.checks[-1:]) for token in tokens)
    if len(shorter) <= MAX_TOKENS:
        return shorter
    bare = frozenset(token.with_checks(()) for token in tokens)
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
        if known is None:
            variables[key] = tokens
        elif known is not tokens and not tokens <= known:
            variables[key] = bounded(known | tokens)
    return State(variables)


def covers(larger: State, smaller: State) -> bool:
    """Return whether `larger` holds all that `smaller` does."""
    for key, tokens in smaller.variables.items():
        known = larger.variables.get(key)
        if known is tokens:
            continue
        if known is None or not tokens <= known:
            if known is not None and len(known) == 1 and next(iter(known)).value.kind == "unknown":
                continue
            return False
    return True
