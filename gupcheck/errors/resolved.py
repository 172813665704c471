"""The resolved summary of a function: its values with the callees filled in, and how far they can be
trusted."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.errors.values import Value


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or a macro of the tree.

    `file` is relative to the tree's root. `start` is the byte offset of the identifier that names it,
    `line` its
    line (from 1). `kind` is "function", "macro" (with arguments) or "constant" (a macro without).
    """

    name: str
    file: str
    line: int
    start: int
    kind: str = "function"
    is_static: bool = False


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call of a function: `function` is where it stands, "" in a macro; `start`..`end` the call's byte
    span."""

    file: str
    function: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class ResolvedValue:
    """One value that a function yields, as `text` shows it; `may` where it came through a function
    pointer."""

    text: str
    value: Value
    may: bool = False


@dataclass(frozen=True, slots=True, order=True)
class ResolvedOutcome:
    """One way in which a function ends, callees filled in.

    `value` is the value's text; `cause` the check in the function itself that controls it, "" without one,
    and
    `cause_line` its line; `line` the line of the return that it leaves by. `origin_file` and `origin_line`
    are
    where the value entered: a constant in a callee, for instance; `chain` names the callees that it came
    through, the nearest first.
    """

    line: int
    value: str
    cause: str
    cause_line: int
    origin_file: str
    origin_line: int
    chain: tuple[str, ...] = ()
    may: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedSummary:
    """What a function can return, callees filled in.

    `exact` is true where nothing unknown is among the values, relative to `scope`: the folders, relative to
    the
    tree's root, in which function pointers were looked for. `errnos` are the words of all error codes,
    carried by
    numbers and pointers, sorted. `may` tells that a value came through a function pointer. `notes` are
    sentences: definitions that were united, an analysis that was given up. `stores` are the codes and
    statuses that the function leaves in `*parameter` or a field of a parameter, by the key of that.
    """

    name: str
    file: str
    line: int
    return_type: str
    exact: bool
    scope: str
    values: tuple[ResolvedValue, ...] = ()
    errnos: tuple[str, ...] = ()
    outcomes: tuple[ResolvedOutcome, ...] = ()
    may: bool = False
    notes: tuple[str, ...] = ()
    stores: tuple[tuple[str, tuple[ResolvedOutcome, ...]], ...] = ()
