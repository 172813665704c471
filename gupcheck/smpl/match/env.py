"""Environments: what the metavariables of a rule are bound to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gupcheck.smpl.match.render import render
from gupcheck.syntax.ast import Node


@dataclass(frozen=True, slots=True)
class Value:
    """What a metavariable stands for.

    `kind` is expression, identifier, type, statement, list or position; two values are the same where kind
    and `key` are. `key` is the canonical text, for a position `start:end` (several, parted by blanks, where a
    constraint speaks of all that an earlier rule found). `node` is where the value was
    bound first; `start` and `end` are byte offsets from 0. `spots` are all places of a position that a
    match found more than one place for, in source order, `items` the texts of a list's items.
    """

    kind: str
    key: str
    node: Node | None = field(default=None, compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)
    spots: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    items: tuple[str, ...] = field(default=(), compare=False)

    @property
    def shown(self) -> str:
        """Return the text that a script prints for it."""
        return self.text or (render(self.node) if self.node is not None else self.key)


class Env:
    """An immutable set of bindings."""

    __slots__ = ("_hash", "bindings")

    def __init__(self, bindings: Mapping[str, Value]) -> None:
        self.bindings = bindings
        self._hash = hash(frozenset(bindings.items()))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Env) and self.bindings == other.bindings

    def get(self, name: str) -> Value | None:
        """Return what `name` is bound to, or None."""
        return self.bindings.get(name)

    def bind(self, name: str, value: Value) -> Env | None:
        """Return this environment with `name` bound to `value`, or None where it is bound to something
        else."""
        known = self.bindings.get(name)
        if known is None:
            return Env({**self.bindings, name: value})
        return self if known == value else None

    def agrees(self, other: Env) -> bool:
        """Return whether no name, positions aside, is bound differently in the two."""
        return all(
            value.kind == "position" or other.bindings.get(name, value) == value
            for name, value in self.bindings.items()
        )

    def restricted(self, names: frozenset[str]) -> Env:
        """Return only the bindings of `names`."""
        return Env({name: value for name, value in self.bindings.items() if name in names})


EMPTY = Env({})


def position(spots: Iterable[tuple[int, int]]) -> Value:
    """Return a position that stands for these spans of bytes."""
    ordered = tuple(sorted(set(spots)))
    key = ";".join(f"{start}:{end}" for start, end in ordered)
    return Value("position", key, None, *ordered[0], spots=ordered)


def spot_of(start: int, end: int) -> Value:
    """Return the place of an expression; two of them agree where one is within the other."""
    return Value("spot", f"{start}:{end}", None, start, end)


def unique(envs: list[Env]) -> list[Env]:
    """Return `envs` without repeats, in order."""
    return list(dict.fromkeys(envs)) if len(envs) > 1 else envs
