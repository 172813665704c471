"""Environments: what the metavariables of a rule are bound to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gupcheck.smpl.render import render
from gupcheck.syntax.ast import Node


@dataclass(frozen=True, slots=True)
class Value:
    """What a metavariable stands for.

    `kind` is expression, identifier, type, statement, list or position; two values are the same where kind
    and `key` are. `key` is the canonical text, for a position `start:end` (several, parted by blanks, where a
    constraint speaks of all that an earlier rule found). `node` is where the value was
    bound first; `start` and `end` are byte offsets from 0.
    """

    kind: str
    key: str
    node: Node | None = field(default=None, compare=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    text: str = field(default="", compare=False)

    @property
    def shown(self) -> str:
        """Return the text that a script prints for it."""
        return self.text or (render(self.node) if self.node is not None else self.key)


class Env:
    """An immutable set of bindings.

    `trace` is one path through the graph, as node indices, on which the bindings were made; it takes no
    part in comparison.
    """

    __slots__ = ("_hash", "bindings", "trace")

    def __init__(self, bindings: Mapping[str, Value], trace: tuple[int, ...] = ()) -> None:
        self.bindings = bindings
        self.trace = trace
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
            return Env({**self.bindings, name: value}, self.trace)
        return self if known == value else None

    def extend(self, trace: tuple[int, ...]) -> Env:
        """Return this environment with `trace` appended to its path."""
        return Env(self.bindings, self.trace + trace) if trace else self

    def without_positions(self) -> Env:
        """Return this environment with no position bound."""
        kept = {name: value for name, value in self.bindings.items() if value.kind != "position"}
        return self if len(kept) == len(self.bindings) else Env(kept, self.trace)

    def restricted(self, names: frozenset[str]) -> Env:
        """Return only the bindings of `names`."""
        return Env({name: value for name, value in self.bindings.items() if name in names})

    def agrees(self, other: Env) -> bool:
        """Return whether no name, positions aside, is bound differently in the two."""
        return all(
            value.kind == "position" or other.bindings.get(name, value) == value
            for name, value in self.bindings.items()
        )


EMPTY = Env({})


def unique(envs: list[Env]) -> list[Env]:
    """Return `envs` without repeats, in order."""
    return list(dict.fromkeys(envs))
