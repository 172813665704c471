"""What the analysis of one function carries along its paths: values with their origins and the checks
behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gupcheck.errors.values import Value, unknown

MAX_TOKENS = 96
MAX_CHECKS = 6


@dataclass(frozen=True, slots=True, order=True)
class Check:
    """A test that was decided on the way: the node of the graph where, and the label of the edge that was
    taken.

    `case` tells the edges of a switch apart: the index of the node that the edge leads to, else -1.
    """

    node: int
    label: str
    case: int = -1
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.node, self.label, self.case)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """A value on its way: `origin` is the byte offset where it entered, `checks` the tests decided since,
    last one last."""

    value: Value
    origin: int
    checks: tuple[Check, ...] = ()
    settled: bool = False
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.value, self.origin, self.checks, self.settled)))

    def __hash__(self) -> int:
        return self._hash

    def behind(self, check: Check) -> Token:
        """Return this token after `check` was decided; an earlier decision of the same test is forgotten."""
        if self.settled:
            return self
        kept = self.checks
        for number, earlier in enumerate(kept):
            if earlier.node == check.node:
                kept = kept[:number]
                break
        return Token(self.value, self.origin, (*kept, check)[-MAX_CHECKS:])


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
