"""What is asked about one changed function: which of its codes changed, and where."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.change.checks import Decision
from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import Value


@dataclass(frozen=True, slots=True, order=True)
class ChangedCode:
    """One code that a function gained or, without `gained`, lost.

    `value` is an errno, NULL or a status, callees filled in, as a caller gets it (ERR_PTR(-EBUSY) has
    `pointer`). `ways` are the decisions that the function itself takes before each place where the code
    changed, in the version that has it; () where that is not known.
    """

    value: Value
    gained: bool
    ways: tuple[tuple[Decision, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedCodes:
    """A function whose codes changed: its definition in the old and the new version, and the codes."""

    old: Definition | None
    new: Definition | None
    codes: tuple[ChangedCode, ...]

    def values(self, *, gained: bool) -> tuple[Value, ...]:
        """Return the values that are new, or without `gained` those that cannot come any more, in order."""
        return tuple(sorted({code.value for code in self.codes if code.gained is gained}))
