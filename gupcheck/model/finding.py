"""What a rule reports: a finding with its places, its related places and the steps of its path."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; the words are SARIF's levels."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 3 for an error, 2 for a warning, 1 for a note."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]


class Confidence(StrEnum):
    """How sure the rule is that the finding is true."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Location:
    """A span of one file.

    `file` is the path as it is shown (relative to the root of the report, `/` between its parts).
    Lines and columns count from 1, columns in bytes of the file as gcc does; `end_column` is exclusive.
    `text` is the whole source line that `line` names and `end_text` the one that `end_line` names, decoded
    with replacement and without their line ends: what a code frame shows and what a writer needs to convert
    columns to characters or UTF-16 units. `old` tells that the place is in the older one of two versions that
    are compared.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""
    end_text: str = ""
    old: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that the message speaks of, and what it is."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path that leads to a finding, in execution order.

    `kind` is "start", "branch" or "end"; `message` says in words what happens there.
    """

    location: Location
    message: str
    kind: str = "branch"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found in one place.

    `function` is the enclosing function's name, "" at the top level. `fingerprint` is the value of SARIF's
    primaryLocationLineHash, "" until the engine fills it in. `before` and `after` are the source lines
    around the primary location, for the code frame.
    """

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    location: Location
    function: str = ""
    related: tuple[Related, ...] = ()
    steps: tuple[Step, ...] = ()
    fingerprint: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return the key that puts findings in the order in which every report shows them."""
        place = self.location
        return (place.file, place.line, place.column, self.rule, self.message)
