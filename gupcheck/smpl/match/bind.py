"""Binds metavariables: checks constraints, records positions, spends the budget of one match."""

from __future__ import annotations

from collections.abc import Mapping, Set

from gupcheck.smpl import pattern as p
from gupcheck.smpl.match.constraints import BudgetSpentError, Constraints
from gupcheck.smpl.match.env import Env, Value, position
from gupcheck.smpl.match.render import canonical
from gupcheck.smpl.match.scope import CType, Scope
from gupcheck.smpl.pattern.metavar import Metavar, TypeSpec
from gupcheck.smpl.script import ScriptState
from gupcheck.smpl.target import Place
from gupcheck.syntax.ast import Node


class Budget:
    """A count of steps that many matches share."""

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        self.left = steps


class Binder:
    """What a match within one function or declaration needs besides patterns and syntax.

    `outer` holds the bindings of earlier rules under `rule.name`, `scripts` the global names of the rule
    file's scripts, None where their constraints are not asked for.
    """

    def __init__(
        self,
        place: Place,
        metavars: Mapping[str, Metavar],
        disabled: Set[str],
        outer: Env,
        budget: Budget,
        scripts: ScriptState | None = None,
    ) -> None:
        self.constraints = Constraints(place.target, outer, scripts, self.spend)
        self.place = place
        self.metavars = metavars
        self.disabled = disabled
        self.budget = budget

    @property
    def scope(self) -> Scope:
        """Return the names that are visible in the place, with their types."""
        return self.place.scope

    @property
    def local(self) -> frozenset[str]:
        """Return the names of the function's own variables and parameters."""
        return self.place.local

    def spend(self, steps: int = 1) -> None:
        """Count some steps. Raises BudgetSpentError when there are none left."""
        self.budget.left -= steps
        if self.budget.left < 0:
            raise BudgetSpentError

    def text(self, node: Node) -> str:
        """Return the source of `node`."""
        return self.place.target.unit.text(node)

    def bind(self, pattern: p.Meta, node: Node, kind: str, env: Env) -> list[Env]:
        """Return `env` with the metavariable bound to `node` and its positions to the node's place, or
        nothing."""
        value = Value(kind, canonical(node), node, node.start, node.end)
        known = env.get(pattern.var.name)
        if known is not None and known.kind != value.kind and known.key == value.key:
            value = Value(known.kind, known.key, node, node.start, node.end)
        if not self.allowed(pattern.var, value, env):
            return []
        bound = env.bind(pattern.var.name, value)
        return self.at(pattern.positions, node, bound) if bound else []

    def at(self, positions: tuple[str, ...], node: Node, env: Env) -> list[Env]:
        """Return `env` with `positions` bound to the place of `node`, or nothing where that may not be."""
        bound = self.positions(positions, node.start, node.end, env)
        return [bound] if bound else []

    def positions(self, names: tuple[str, ...], start: int, end: int, env: Env) -> Env | None:
        """Return `env` with the positions `names` bound to a span of bytes, or None where that may not be."""
        for name in names:
            if name == p.ATTACHED:
                continue
            var = self.metavars.get(name)
            here = position(((start, end),))
            if var and not self.allowed(var, here, env):
                return None
            if var and var.inherited:
                known = env.get(name)
                if known is None or (start, end) not in known.spots:
                    return None
                continue
            bound = env.bind(name, here)
            if bound is None:
                return None
            env = bound
        return env

    def allowed(self, var: Metavar, value: Value, env: Env) -> bool:
        """Return whether the constraints of `var` let it stand for `value`."""
        return not var.constraints or self.constraints.allow(var, value, env)

    def length(self, name: str, count: int, env: Env) -> Env | None:
        """Return `env` with the length of a list bound, None where `name` (a number, or a variable of this or
        of another rule) is another one."""
        if name.isdigit():
            return env if int(name) == count else None
        value = Value("identifier", str(count), text=str(count))
        if "." in name:
            return env if self.constraints.outer.get(name) == value else None
        return env.bind(name, value)

    def operator(self, op: str | p.Meta, node: Node, env: Env) -> list[Env]:
        """Return the environments in which `op` is the operator token `node`."""
        if isinstance(op, str):
            return [env] if node.text == op else []
        value = Value("operator", node.text, node, node.start, node.end)
        if not self.allowed(op.var, value, env):
            return []
        bound = env.bind(op.var.name, value)
        return [bound] if bound else []

    def type_fits(self, wanted: tuple[TypeSpec, ...], ctype: CType | None, env: Env) -> Env | None:
        """Return `env`, with type metavariables bound, where `ctype` is one of `wanted`; None where it is
        not or is unknown."""
        if ctype is None:
            return None
        resolved = self.scope.resolve(ctype)
        for spec in wanted:
            if spec.name == "*":
                if resolved.pointers > max(spec.pointers, 0):
                    return env
            elif spec.meta:
                bound = self._bind_type(spec.name, ctype, resolved, spec.pointers, env)
                if bound:
                    return bound
            elif (spec.name, spec.pointers) in (
                (ctype.words, ctype.pointers),
                (resolved.words, resolved.pointers),
            ):
                return env
        return None

    def _bind_type(self, name: str, ctype: CType, resolved: CType, pointers: int, env: Env) -> Env | None:
        for candidate in (ctype, resolved):
            if candidate.pointers >= pointers:
                key = candidate.words + " *" * (candidate.pointers - pointers)
                return env.bind(name, Value("type", key, text=key))
        return None

    def type_of_expression(self, pattern: p.TypePattern, ctype: CType | None, env: Env) -> Env | None:
        """Return `env` where an expression of type `ctype` has the type that `pattern` names.

        An unknown type fits a type metavariable that is still free, which then stays free.
        """
        if ctype is None:
            free = pattern.base is not None and env.get(pattern.base.var.name) is None
            return env if free else None
        if pattern.base is not None:
            return self._bind_type(
                pattern.base.var.name, ctype, self.scope.resolve(ctype), pattern.pointers, env
            )
        return env if (pattern.words, pattern.pointers) == (ctype.words, ctype.pointers) else None
