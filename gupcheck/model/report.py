"""What a whole run yields: findings, the rules that ran, what went wrong, and the counts."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.model.finding import Finding, Severity
from gupcheck.model.rule import RuleInfo


@dataclass(frozen=True, slots=True)
class Notification:
    """Something about the run itself that its reader must know; never a finding.

    `kind` is a stable word ("unreadable-file", "parse-errors", "rule-crash", "worker-died", "budget", ...).
    `incomplete` is true where part of the analysis was not done because of it: the run then exits with 3.
    `file` is "" where no single file is meant; `line` counts from 1, 0 where none is meant.
    """

    kind: str
    level: Severity
    message: str
    file: str = ""
    function: str = ""
    line: int = 0
    incomplete: bool = False

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """Return the key that puts notifications in the order in which every report shows them."""
        return (self.file, self.line, self.kind, self.message)


@dataclass(frozen=True, slots=True)
class ParseProblem:
    """A place that the parser did not understand, as `gupcheck doctor` counts and shows them.

    `shape` is the text of the problem with names and numbers folded, so that equal problems count together.
    """

    file: str
    line: int
    column: int
    function: str
    shape: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run.

    `files` were looked at, `parsed` of them were parsed (the prefilter spares the others); `functions` were
    seen in the parsed ones. Of those that a rule (or `doctor`) looked at, `functions_with_errors` hold a
    place that did not parse; the others do not hold the rules' words and are not parsed.
    """

    files: int = 0
    parsed: int = 0
    functions: int = 0
    functions_with_errors: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """The whole result of one run; every format is a function of it.

    `root` is the absolute folder that the files' paths are relative to. `category` names the run for
    SARIF's automationDetails, without slashes at its ends. `suppressed` findings were silenced in the source
    with a reason: they are counted, and never among `findings`.
    """

    version: str
    root: str
    findings: tuple[Finding, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    notifications: tuple[Notification, ...] = ()
    summary: Summary = Summary()
    category: str = ""
    suppressed: tuple[Finding, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Return whether part of the analysis was not done."""
        return any(notification.incomplete for notification in self.notifications)
