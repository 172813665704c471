"""What SmPL has and C has not: dots with their conditions, nests, disjunctions, conjunctions."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.smpl.pattern.base import Pattern


@dataclass(frozen=True, slots=True, eq=False)
class When(Pattern):
    """A condition on dots: `kind` is `not` (with what must not occur), or `any`, `strict`, `exists`,
    `forall`."""

    kind: str
    what: Pattern | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Dots(Pattern):
    """`...` among arguments, list items or statements."""

    whens: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Nest(Pattern):
    """`<... inner ...>`, or with `plus` `<+... inner ...+>`, which must occur at least once."""

    inner: Pattern
    plus: bool
    whens: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Disj(Pattern):
    """The first alternative that matches; statements' alternatives are Sequences."""

    alternatives: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Conj(Pattern):
    """All of the alternatives, at one place."""

    alternatives: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sequence(Pattern):
    """Statements and dots in order."""

    elements: tuple[Pattern, ...]
