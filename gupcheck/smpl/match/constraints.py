"""Says whether the constraints of a metavariable let it stand for something."""

from __future__ import annotations

from collections.abc import Callable

from gupcheck.smpl.match.env import Env, Value
from gupcheck.smpl.match.render import canonical
from gupcheck.smpl.match.syntax import subexpressions
from gupcheck.smpl.pattern.metavar import Constraint, Metavar, Regex
from gupcheck.smpl.script import ScriptState
from gupcheck.smpl.script_values import script_value
from gupcheck.smpl.target import Target

MAX_PATHS = 50_000_000
"""The most ways that one search of a regular expression may take: about half a second."""

_PATHS_A_STEP = 500
_SCRIPT_STEPS = 20


class BudgetSpentError(Exception):
    """Matching one rule on one function took more steps than it may."""


class Constraints:
    """Tests values against constraints, for one rule on one place.

    `outer` holds the bindings of earlier rules under `rule.name`; `scripts` are the global names of the rule
    file's scripts, None where their constraints are not asked for. `spend` counts steps.
    """

    def __init__(
        self, target: Target, outer: Env, scripts: ScriptState | None, spend: Callable[[int], None]
    ) -> None:
        self.target = target
        self.outer = outer
        self.scripts = scripts
        self.spend = spend
        self._verdicts: dict[tuple[int, str, tuple[Value | None, ...]], bool] = {}
        self._parts: dict[str, frozenset[str]] = {}

    def allow(self, var: Metavar, value: Value, env: Env) -> bool:
        """Return whether `var` may stand for `value`. Raises BudgetSpentError where that takes too long, and
        ScriptError where a script fails."""
        return all(self._allows(constraint, var.name, value, env) for constraint in var.constraints)

    def _allows(self, constraint: Constraint, name: str, value: Value, env: Env) -> bool:
        if constraint.script is not None:
            return self._script_allows(constraint, name, value, env)
        if constraint.kind == "within":
            return any(value.key in self._parts_of(self._known(other, env)) for other in constraint.values)
        if value.kind == "position":
            places = [known.spots for other in constraint.values if (known := self._known(other, env))]
            same = any(value.spots[0] in spots for spots in places)
            return same == (constraint.kind == "in")
        if constraint.pattern is not None:
            return self._found(constraint.pattern, value.shown) != constraint.negated
        values = [known.key if (known := self._known(v, env)) else v for v in constraint.values]
        return (value.shown in values) == (constraint.kind == "in")

    def _known(self, name: str, env: Env) -> Value | None:
        return self.outer.get(name) or env.get(name)

    def _found(self, regex: Regex, text: str) -> bool:
        paths = regex.paths(len(text))
        if paths > MAX_PATHS:
            raise BudgetSpentError
        self.spend(paths // _PATHS_A_STEP)
        return regex.compiled.search(text) is not None

    def _parts_of(self, whole: Value | None) -> frozenset[str]:
        """Return the keys of an expression and of all expressions in it."""
        if whole is None or whole.node is None:
            return frozenset()
        if whole.key not in self._parts:
            parts = frozenset(canonical(node) for node, _ in subexpressions(whole.node))
            self._parts[whole.key] = parts | {whole.key}
        return self._parts[whole.key]

    def _script_allows(self, constraint: Constraint, name: str, value: Value, env: Env) -> bool:
        if self.scripts is None or constraint.script is None:
            return True
        others = tuple(self._known(other, env) for other in constraint.values)
        key = (id(constraint), value.key, others)
        if key not in self._verdicts:
            self.spend(_SCRIPT_STEPS)
            variables = {
                other.rpartition(".")[2]: script_value(self.target, known, None)
                for other, known in zip(constraint.values, others, strict=True)
            }
            variables[name] = script_value(self.target, value, None)
            self._verdicts[key] = constraint.script.run(variables, self.scripts).included
        return self._verdicts[key]
