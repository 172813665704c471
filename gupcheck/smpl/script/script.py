"""A compiled script block: what a rule file keeps of it, and how it is run for one match."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gupcheck.smpl.script.budget import ITEM_SIZE, Budget
from gupcheck.smpl.script.check import check
from gupcheck.smpl.script.coccilib import GLOBALS
from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.interpreter import Interpreter
from gupcheck.smpl.script.operators import is_true
from gupcheck.smpl.script.rendering import CONTAINERS
from gupcheck.smpl.script.scope import Scope, UserFunction
from gupcheck.smpl.script.source import Mode, Place, parse_script
from gupcheck.smpl.script.values import Recording, ScriptOutcome, Value, Variable

MAX_STATE = 32_000_000
"""What the global names of a rule file may hold together, in characters; an item counts as ITEM_SIZE."""


@dataclass(slots=True)
class ScriptState:
    """The global names of a rule file: all its scripts share them, as they share one Python in Coccinelle."""

    names: dict[str, Value] = field(default_factory=lambda: dict(GLOBALS))
    unweighed: int = field(default=0, repr=False)

    def settle(self) -> None:
        """Raise RefusalError where what the names hold after the runs until now is over MAX_STATE."""
        if self.unweighed <= MAX_STATE:
            return
        self.unweighed = sum(_sizes(self.names))
        if self.unweighed > MAX_STATE:
            raise RefusalError(
                "The scripts of this rule file hold too much data.",
                "state size limit",
                "Keep less in global variables.",
            )
        self.unweighed //= 2


def _sizes(names: Mapping[str, Value]) -> Iterator[int]:
    """Yield the size of every value that can be reached from the names, each once."""
    stack: list[Value] = list(names.values())
    seen: set[int] = set()
    while stack:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, str):
            yield len(value)
        elif isinstance(value, CONTAINERS) and not isinstance(value, range):
            yield ITEM_SIZE * len(value)
            stack.extend(value)
            stack.extend(value.values() if isinstance(value, dict) else ())
        elif isinstance(value, UserFunction):
            stack.extend((*value.defaults.values(), value.closure.names))


@dataclass(frozen=True, slots=True)
class Script:
    """A script whose every construct is known to be harmless.

    One made by `compile_constraint` is an expression, and its outcome's `included` is the expression's truth.
    """

    tree: ast.Module | ast.Expression
    place: Place

    def run(self, variables: Mapping[str, Variable], state: ScriptState) -> ScriptOutcome:
        """Run the script with the inherited metavariables `variables`, which become global names of `state`.

        Raises ScriptError where the script fails, reaches for something that it must not have, or exceeds a
        limit of `budget`; what it had printed until then is lost.
        """
        recording, budget = Recording(variables), Budget()
        interpreter = Interpreter(self.place, budget, recording)
        state.names.update(variables)
        scope = Scope(state.names)

        def whole() -> None:
            state.settle()
            if isinstance(self.tree, ast.Expression):
                recording.included = is_true(interpreter.evaluate(self.tree.body, scope))
            else:
                interpreter.execute(self.tree.body, scope)

        try:
            interpreter.guarded(whole)
        finally:
            state.unweighed += budget.allocated
        return recording.outcome()


def _compiled(source: str, path: str, first_line: int, mode: Mode) -> Script:
    tree, place = parse_script(source, path, first_line, mode)
    check(tree, place)
    return Script(tree, place)


def compile_script(source: str, path: str, first_line: int) -> Script:
    """Return the script of a `@script:python@`, `@initialize:python@` or `@finalize:python@` block.

    `first_line` is the line of the .cocci file, from 1, on which `source` begins. Raises ScriptError for
    what is not Python and for every construct that is not on the whitelist.
    """
    return _compiled(source, path, first_line, "exec")


def compile_constraint(source: str, path: str, first_line: int) -> Script:
    """Return the script of a constraint `script:python() { EXPRESSION }`, `source` being the expression.

    Raises ScriptError as `compile_script` does.
    """
    return _compiled(source.strip(" \t"), path, first_line, "eval")
