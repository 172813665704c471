"""What goes wrong with a script: a refused construct, a limit, an error of the script's own."""

from __future__ import annotations


class ScriptError(Exception):
    """A script block was refused or failed; the text is one line that says where, what and what to do.

    `line` and `column` count from 1 in the .cocci file (columns in bytes). `construct` is the part of the
    language that was refused ("import os", "call of open()", "step limit", ...).
    """

    def __init__(
        self, message: str, path: str, line: int, column: int, construct: str, hint: str = ""
    ) -> None:
        super().__init__(message, path, line, column, construct, hint)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.construct = construct
        self.hint = hint

    def __str__(self) -> str:
        tail = f" {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.message}{tail}"


class RefusalError(Exception):
    """A refusal that does not know its place yet; the interpreter turns it into a ScriptError.

    It is no Python error of the script, so that no `except` of a script can catch it.
    """

    def __init__(self, message: str, construct: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.construct = construct
        self.hint = hint
