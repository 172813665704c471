"""What a user can ask of a report's looks and contents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """How to write a report; every format takes the same options and reads those that concern it.

    `color` and `width` (terminal cells) are for text, and so is `statistics`, a table of findings per rule.
    `sarif_suppressed` puts suppressed findings into SARIF, for readers other than GitHub, which would show
    them as open alerts. `exit_code` is what the process will return, for SARIF's invocation; None leaves it
    out.
    """

    color: bool = False
    width: int = 100
    statistics: bool = False
    sarif_suppressed: bool = False
    exit_code: int | None = None
