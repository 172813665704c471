"""Names and functions of a script: where a name is looked up, and what a `def` or `lambda` makes."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.functions import BUILTINS
from gupcheck.smpl.script.values import Value

_OWN_SCOPE = (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(slots=True, eq=False)
class Scope:
    """The names of a module (`parent` is None), of one call, or of one comprehension.

    `own` are the names that are assigned somewhere in the function: they are local from its first line on,
    as in Python. `shared` are those that it declares `global`.
    """

    names: dict[str, Value]
    parent: Scope | None = None
    own: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    def _holder(self, name: str) -> Scope:
        """Return the scope that the name belongs to."""
        scope = self
        while scope.parent is not None and name not in scope.own:
            outermost = name in scope.shared
            scope = scope.parent
            while outermost and scope.parent is not None:
                scope = scope.parent
        return scope

    def load(self, name: str) -> Value:
        """Return the name's value; raise NameError or UnboundLocalError as Python does."""
        holder = self._holder(name)
        if name in holder.names:
            return holder.names[name]
        if holder.parent is not None:
            raise UnboundLocalError(f"local variable '{name}' is used before it is assigned")
        if name in BUILTINS:
            return BUILTINS[name]
        if is_unsupported_builtin(name):
            raise unsupported_builtin(name)
        raise NameError(f"name '{name}' is not defined")

    def store(self, name: str, value: Value) -> None:
        """Bind the name."""
        self._holder(name).names[name] = value

    def delete(self, name: str) -> None:
        """Unbind the name; raise NameError where it is not bound."""
        if self._holder(name).names.pop(name, self) is self:
            raise NameError(f"name '{name}' is not defined")


_PYTHON_BUILTINS = frozenset(dir(builtins))


def is_unsupported_builtin(name: str) -> bool:
    """Return whether the name is one of Python's built-in names that scripts do not get."""
    return name in _PYTHON_BUILTINS and name not in BUILTINS


def unsupported_builtin(name: str) -> RefusalError:
    """Return the refusal of a built-in name of Python's."""
    return RefusalError(
        f"'{name}' is not available to rule files.",
        f"use of {name}",
        "A rule file may compute on what was matched and report it, nothing else.",
    )


@dataclass(frozen=True, slots=True, eq=False)
class UserFunction:
    """A function of the script: its parameters, its defaults (evaluated at its definition) and its body."""

    name: str
    parameters: ast.arguments
    defaults: Mapping[str, Value]
    body: list[ast.stmt] | ast.expr
    closure: Scope
    own: frozenset[str] = field(default=frozenset())
    shared: frozenset[str] = field(default=frozenset())

    def bind(self, given: list[Value], named: dict[str, Value]) -> Scope:
        """Return the scope of a call; raise TypeError where the arguments do not fit, as Python does."""
        positional = [arg.arg for arg in (*self.parameters.posonlyargs, *self.parameters.args)]
        only_positional = {arg.arg for arg in self.parameters.posonlyargs}
        accepted = {*positional, *(arg.arg for arg in self.parameters.kwonlyargs)} - only_positional
        if len(given) > len(positional):
            raise TypeError(f"{self.name}() takes {len(positional)} arguments but {len(given)} were given")
        names = dict(zip(positional, given, strict=False))
        for name, value in named.items():
            if name in names:
                raise TypeError(f"{self.name}() got multiple values for argument '{name}'")
            if name not in accepted:
                raise TypeError(f"{self.name}() got an unexpected keyword argument '{name}'")
            names[name] = value
        names = {**self.defaults, **names}
        missing = [name for name in (*positional, *sorted(accepted)) if name not in names]
        if missing:
            raise TypeError(f"{self.name}() misses the argument '{missing[0]}'")
        return Scope(names, self.closure, self.own | names.keys(), self.shared)


def bound_names(statements: Iterable[ast.AST]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names that the statements bind and those they declare `global`; inner functions' are not."""
    bound: set[str] = set()
    shared: set[str] = set()
    for node in _same_scope(statements):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            bound.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Global):
            shared.update(node.names)
    return frozenset(bound - shared), frozenset(shared)


def _same_scope(statements: Iterable[ast.AST]) -> Iterator[ast.AST]:
    stack = list(statements)
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _OWN_SCOPE):
            stack.extend(ast.iter_child_nodes(node))
