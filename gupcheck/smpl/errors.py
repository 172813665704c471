"""The one error that reading a rule file raises."""

from __future__ import annotations


class SmplError(Exception):
    """A `.cocci` file that cannot be read, or that needs what this engine lacks.

    `line` and `column` count from 1 (0 where the whole file is meant); `source_line` is the text of that
    line, for a caret below it. `hint` says what to do.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str = "",
        line: int = 0,
        column: int = 0,
        hint: str = "",
        source_line: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint
        self.source_line = source_line

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}: " if self.line else f"{self.path}: "
        return f"{place}{self.message}" + (f" {self.hint}" if self.hint else "")


USE_SPATCH = "Run this rule with spatch itself, or rewrite the rule without it."


def unsupported(construct: str, line: int, column: int) -> SmplError:
    """Return the error for a construct that this engine does not have, naming it."""
    return SmplError(f"{construct} is not supported.", line=line, column=column, hint=USE_SPATCH)
