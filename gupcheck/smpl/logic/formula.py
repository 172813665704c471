"""Formulas over the paths of a graph: what a pattern is translated to (CTL with variables).

A formula holds at some nodes, each time with bindings. The path operators speak of all paths or of some
path from a node on, `until` of paths on which the first formula holds up to a node where the second one
does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from gupcheck.smpl import pattern as p
from gupcheck.smpl.graph.points import At


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """True at every node, or at none."""

    value: bool


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """The node is what `pattern` says: the whole of it, or the `part` of it that is one node.

    `part` is "whole", or for a compound statement "head", "open", "close", "else" or "tail". `spot` is the
    name of a variable that is bound to the place of the matched expression, or "".
    """

    pattern: p.Pattern | None
    part: str = "whole"
    spot: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Is:
    """The node is of one of the kinds."""

    kinds: frozenset[At]


@dataclass(frozen=True, slots=True, eq=False)
class Flag:
    """The node is an escaping TRUE ("escapes"), a copy of a brace ("fake"), an AFTER behind a goto
    ("goto-after"), or a closing brace where control falls off the function's end: from which all paths, or
    with "some" one path, lead over closing braces to the exit ("ends-all", "ends-some"), or to either exit
    ("closes-all", "closes-some"); the former only where no return is on any way there."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Bind:
    """Binds a control variable: "brace" to the node's brace, "labels" to its labels, "within" to labels that
    begin its labels, "jump" to the labels of the loop it leaves, "good" and "bad" to these words."""

    what: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Not:
    """`inner` does not hold."""

    inner: Formula


@dataclass(frozen=True, slots=True, eq=False)
class And:
    """Both hold, with bindings that agree; with `apart` the right one is solved for each node of the left one
    by itself, which is cheaper where these are the heads of regions that `right` stays in."""

    left: Formula
    right: Formula
    apart: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Or:
    """One of the two holds; with `first`, the right one counts only where the left one does not hold."""

    left: Formula
    right: Formula
    first: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Exists:
    """`inner` holds with some value of `name`, which is kept for the result where `keep` says so."""

    name: str
    inner: Formula
    keep: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Next:
    """`inner` holds at every node (or with `some` at one node) that follows, or with `back` that precedes."""

    inner: Formula
    some: bool = False
    back: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Until:
    """`left` holds along all paths (or with `some` one path) up to a node where `right` holds."""

    left: Formula
    right: Formula
    some: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Always:
    """`inner` holds at this node and everywhere on all paths from it."""

    inner: Formula


@dataclass(frozen=True, slots=True, eq=False)
class Everywhere:
    """`left` holds here and each match of `right` on any path from here is collected."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """`inner`, but nothing in it is kept for the result."""

    inner: Formula


@dataclass(frozen=True, slots=True, eq=False)
class Let:
    """`body`, in which each Ref of `name` stands for `value`, which is solved once."""

    name: str
    value: Formula
    body: Formula


@dataclass(frozen=True, slots=True, eq=False)
class Ref:
    """What the Let around it calls `name`."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Switched:
    """A path operator whose quantifier the rule changes (`when exists`): the step before it changes too."""

    inner: Formula


Formula: TypeAlias = (
    Constant | Match | Is | Flag | Bind | Not | And | Or | Exists | Next | Until | Always | Everywhere | Plain
    | Let | Ref | Switched
)  # fmt: skip

TRUE = Constant(True)
FALSE = Constant(False)


def is_at(*kinds: At) -> Is:
    """Return the formula for nodes of these kinds."""
    return Is(frozenset(kinds))


def both(*parts: Formula) -> Formula:
    """Return the conjunction of `parts`, simplified where one is a constant."""
    found: Formula = TRUE
    for part in parts:
        if found is FALSE or part is FALSE:
            return FALSE
        if part is not TRUE:
            found = part if found is TRUE else And(found, part)
    return found


def for_each(left: Formula, right: Formula) -> Formula:
    """Return the conjunction of two formulas, the right one solved apart for each node of the left one."""
    if isinstance(left, Constant) or isinstance(right, Constant):
        return both(left, right)
    return And(left, right, apart=True)


def either(*parts: Formula, first: bool = False) -> Formula:
    """Return the disjunction of `parts`; with `first` the earlier ones win."""
    found: Formula = FALSE
    for part in parts:
        if found is TRUE or (part is TRUE and not first):
            return TRUE
        if part is not FALSE:
            found = part if found is FALSE else Or(found, part, first)
    return found


def negated(inner: Formula) -> Formula:
    """Return that `inner` does not hold."""
    if isinstance(inner, Constant):
        return FALSE if inner.value else TRUE
    return Not(inner)


def quantified(names: Iterable[str], inner: Formula, kept: frozenset[str] = frozenset()) -> Formula:
    """Return `inner` with `names` as variables of its own; those in `kept` are kept for the result."""
    for name in sorted(names, reverse=True):
        inner = Exists(name, inner, name in kept)
    return inner


def _switched(inner: Formula) -> Formula | None:
    """Return `inner` without its mark where it is a switched operator, below its variables; else None."""
    if isinstance(inner, Exists):
        bare = _switched(inner.inner)
        return Exists(inner.name, bare, inner.keep) if bare is not None else None
    return inner.inner if isinstance(inner, Switched) else None


def following(inner: Formula, *, some: bool) -> Formula:
    """Return that `inner` holds at the next node, of all paths or of some path."""
    if isinstance(inner, Constant):
        return inner
    bare = _switched(inner)
    return Next(inner, some) if bare is None else Next(bare, not some)


def preceding(inner: Formula, *, some: bool) -> Formula:
    """Return that `inner` holds at the node before, on all ways here or on some way."""
    return inner if isinstance(inner, Constant) else Next(inner, some, back=True)
