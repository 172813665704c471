"""The error summary of a function: what it yields, from which check, where it entered."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.errors.values import CALL, FIELD, PARAMETER, STORED, UNKNOWN, Value


@dataclass(frozen=True, slots=True, order=True)
class Outcome:
    """One way in which a function ends.

    `value` is what it returns (or stores, where `target` names a tracked field or out-parameter); `cause`
    is the check that controls it, in the source's words with its outcome, "" where nothing does; `origin`
    is the line where the value entered, `line` the line of the return that it leaves by (both from 1);
    `cause_line` the check's line, 0 without one.
    """

    value: Value
    cause: str
    origin: int
    line: int
    cause_line: int = 0


@dataclass(frozen=True, slots=True)
class BodySummary:
    """All outcomes of one function's own body, with callees as symbols.

    `gave_up` says why the analysis was not done, "" where it was; a summary that was given up is unknown,
    not empty. `parameters` are their names in order; `stores` the values that `*parameter` holds in the
    end, by
    the key `*parameter`: the parameter itself as a value means that it is left as it was.
    """

    name: str
    file: str
    line: int
    return_type: str
    is_static: bool
    outcomes: tuple[Outcome, ...] = ()
    gave_up: str = ""
    parameters: tuple[str, ...] = ()
    stores: tuple[tuple[str, tuple[Outcome, ...]], ...] = ()

    @property
    def callees(self) -> frozenset[str]:
        """Return the functions whose results it hands on."""
        return frozenset(o.value.name for o in self.outcomes if o.value.kind == CALL)

    @property
    def is_exact(self) -> bool:
        """Return whether nothing unknown is among the outcomes, callees taken as known."""
        return not self.gave_up and not any(
            o.value.kind in (UNKNOWN, PARAMETER, FIELD, STORED) for o in self.outcomes
        )
