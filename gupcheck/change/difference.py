"""What was found out about one function before any rule has graded it."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.model.change import CauseChange, Impact


@dataclass(frozen=True, slots=True)
class Difference:
    """How a function differs between the versions; the fields are those of `Change`.

    For a stale test or an unhandled error `function` is the caller that holds it, and `about` the changed
    function; for the system calls that show a change both are the changed function.
    """

    file: str
    function: str
    line: int
    old_file: str = ""
    old_function: str = ""
    old_line: int = 0
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    moved: bool = False
    resolved_gained: tuple[str, ...] = ()
    resolved_lost: tuple[str, ...] = ()
    causes: tuple[CauseChange, ...] = ()
    impact: tuple[Impact, ...] = ()
    notes: tuple[str, ...] = ()
    about: str = ""

    @property
    def calls(self) -> str:
        """Return the changed function whose caller this is about, "" where it is that function itself."""
        return self.about if self.about != self.function else ""
