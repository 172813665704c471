"""The interpreter: it walks a checked tree node by node, pays for every node, and knows where it failed.

Nothing is ever compiled or handed to Python as code: every node kind has a function of ours in the tables of
`expressions` and `statements`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeVar

from gupcheck.smpl.script.budget import MAX_DEPTH, Budget
from gupcheck.smpl.script.errors import RefusalError, ScriptError
from gupcheck.smpl.script.expressions import EXPRESSIONS
from gupcheck.smpl.script.scope import Scope, UserFunction
from gupcheck.smpl.script.source import Place
from gupcheck.smpl.script.statements import STATEMENTS, Leave, bind, caught
from gupcheck.smpl.script.values import Bound, Native, Recording, Value, type_name

_Made = TypeVar("_Made")


class Interpreter:
    """One run of one script; `place` turns the failing node's position into one of the .cocci file."""

    def __init__(self, place: Place, budget: Budget, recording: Recording) -> None:
        self.budget = budget
        self.recording = recording
        self.handled: list[Exception] = []
        self._place = place
        self._depth = 0
        self._failure: Exception | None = None
        self._failed_at: ast.AST | None = None

    def _at(self, node: ast.AST, step: Callable[..., _Made], scope: Scope) -> _Made:
        """Run one node's function; remember the innermost node of a failure."""
        self.budget.spend()
        self._depth += 1
        try:
            if self._depth > MAX_DEPTH:
                raise RefusalError(
                    f"Calls and expressions nest deeper than {MAX_DEPTH} levels.", "recursion limit"
                )
            return step(self, node, scope)
        except Exception as error:
            if error is not self._failure:
                self._failure, self._failed_at = error, node
            raise
        finally:
            self._depth -= 1

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """Return the expression's value."""
        return self._at(node, EXPRESSIONS[type(node)], scope)

    def execute(self, body: list[ast.stmt], scope: Scope) -> Leave | None:
        """Run the statements; return how they were left, None where they went through to the end."""
        for statement in body:
            left = self._at(statement, STATEMENTS[type(statement)], scope)
            if left is not None:
                return left
        return None

    def assign(self, target: ast.expr, value: Value, scope: Scope) -> None:
        """Bind the value to the target."""
        self.budget.spend()
        bind(self, target, value, scope)

    def call(self, function: Value, args: list[Value], named: dict[str, Value]) -> Value:
        """Return what the function returns; raise TypeError for what is no function."""
        if isinstance(function, Bound):
            return self._call_native(function.native, [function.receiver, *args], named)
        if isinstance(function, Native):
            return self._call_native(function, args, named)
        if not isinstance(function, UserFunction):
            raise TypeError(f"'{type_name(function)}' object is not callable")
        scope = function.bind(args, named)
        if isinstance(function.body, ast.expr):
            return self.evaluate(function.body, scope)
        left = self.execute(function.body, scope)
        return left.value if left else None

    def _call_native(self, native: Native, args: list[Value], named: dict[str, Value]) -> Value:
        try:
            return native.function(self, *args, **named)
        except TypeError as error:
            if error.__traceback__ is not None and error.__traceback__.tb_next is None:
                # Python could not even enter the function: its own message would count our arguments.
                raise TypeError(f"{native.name}() does not take these arguments") from None
            raise

    def guarded(self, step: Callable[[], _Made]) -> _Made:
        """Return what `step` returns; raise ScriptError with the failing node's place where it fails."""
        try:
            return step()
        except RefusalError as refusal:
            raise self._located(refusal.message, refusal.construct, refusal.hint) from None
        except (RecursionError, MemoryError):
            raise self._located("The script nests too deeply.", "recursion limit") from None
        except Exception as error:
            try:
                shown = caught(Budget(), error)
            except RefusalError:
                raise self._located("The script fails.", type(error).__name__) from None
            message = f"The script fails: {shown.kind}: {shown.text}."
            raise self._located(message, shown.kind) from None

    def _located(self, message: str, construct: str, hint: str = "") -> ScriptError:
        line = getattr(self._failed_at, "lineno", 1)
        return self._place.error(message, line, getattr(self._failed_at, "col_offset", 0), construct, hint)
