"""How each kind of statement is executed; a kind that the table lacks is refused before it runs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from gupcheck.smpl.script.attributes import set_attribute
from gupcheck.smpl.script.budget import Budget
from gupcheck.smpl.script.coccilib import IMPORTABLE
from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.expressions import Evaluator, defaults, index_of, walk_items
from gupcheck.smpl.script.functions import EXCEPTIONS
from gupcheck.smpl.script.operators import BINARY, is_true, subscript
from gupcheck.smpl.script.rendering import elements, key, to_repr, to_text
from gupcheck.smpl.script.scope import Scope, UserFunction, bound_names
from gupcheck.smpl.script.values import Caught, Native, Value, type_name


@dataclass(frozen=True, slots=True)
class Leave:
    """How a statement ended that does not go on to the next one: "break", "continue" or "return"."""

    how: str
    value: Value = None


class Executor(Evaluator, Protocol):
    """The interpreter, as statements see it."""

    handled: list[Exception]

    def execute(self, body: list[ast.stmt], scope: Scope) -> Leave | None:
        """Run the statements; return None where the last one went through to its end."""


def caught(budget: Budget, error: Exception) -> Caught:
    """Return the exception as a script sees it; its text never runs code and is paid for."""
    argument = error.args[0] if error.args else ""
    text = to_repr(budget, argument) if isinstance(error, KeyError) else to_text(budget, argument)
    return Caught(type(error).__name__, text)


def _expression(run: Executor, node: ast.Expr, scope: Scope) -> None:
    run.evaluate(node.value, scope)


def _assign(run: Executor, node: ast.Assign, scope: Scope) -> None:
    value = run.evaluate(node.value, scope)
    for target in node.targets:
        run.assign(target, value, scope)


def bind(run: Executor, target: ast.expr, value: Value, scope: Scope) -> None:
    """Assign the value to the target, which may be a tuple of targets."""
    if isinstance(target, ast.Name):
        scope.store(target.id, value)
    elif isinstance(target, ast.Subscript):
        container = run.evaluate(target.value, scope)
        _set_item(run.budget, container, index_of(run, target.slice, scope), value)
    elif isinstance(target, ast.Attribute):
        set_attribute(run, run.evaluate(target.value, scope), target.attr, value)
    elif isinstance(target, ast.Tuple | ast.List):
        parts = elements(run.budget, value)
        if len(parts) != len(target.elts):
            raise ValueError(f"{len(target.elts)} values are wanted to unpack, there are {len(parts)}")
        for inner, part in zip(target.elts, parts, strict=True):
            run.assign(inner, part, scope)


def _set_item(budget: Budget, container: Value, index: Value, value: Value) -> None:
    if isinstance(container, dict):
        budget.items(len(container) // 1024 + 1)
        container[key(budget, index)] = value
    elif isinstance(container, list):
        if isinstance(index, slice):
            value = elements(budget, value)
            budget.items(len(container) + len(value))
        container[index] = value
    else:
        raise TypeError(f"'{type_name(container)}' object does not support item assignment")


def _changed(run: Executor, old: Value, node: ast.AugAssign, operand: Value) -> Value:
    """Return `old op= operand`; a list and a set are changed in place, as in Python."""
    if isinstance(old, list) and isinstance(node.op, ast.Add):
        operand = elements(run.budget, operand)
    new = BINARY[type(node.op)](run.budget, old, operand)
    if isinstance(old, list):
        old[:] = new
        return old
    if isinstance(old, set):
        old.clear()
        old.update(new)
        return old
    return new


def _augmented(run: Executor, node: ast.AugAssign, scope: Scope) -> None:
    target = node.target
    if isinstance(target, ast.Name):
        old = scope.load(target.id)
        scope.store(target.id, _changed(run, old, node, run.evaluate(node.value, scope)))
    elif isinstance(target, ast.Subscript):
        container = run.evaluate(target.value, scope)
        index = index_of(run, target.slice, scope)
        old = subscript(run.budget, container, index)
        _set_item(run.budget, container, index, _changed(run, old, node, run.evaluate(node.value, scope)))
    else:
        raise RefusalError("An attribute cannot be changed in place.", "augmented assignment to an attribute")


def _if(run: Executor, node: ast.If, scope: Scope) -> Leave | None:
    return run.execute(node.body if is_true(run.evaluate(node.test, scope)) else node.orelse, scope)


def _for(run: Executor, node: ast.For, scope: Scope) -> Leave | None:
    for item in walk_items(run, run.evaluate(node.iter, scope)):
        run.assign(node.target, item, scope)
        left = run.execute(node.body, scope)
        if left and left.how != "continue":
            return left if left.how == "return" else None
    return run.execute(node.orelse, scope)


def _while(run: Executor, node: ast.While, scope: Scope) -> Leave | None:
    while is_true(run.evaluate(node.test, scope)):
        run.budget.spend()
        left = run.execute(node.body, scope)
        if left and left.how != "continue":
            return left if left.how == "return" else None
    return run.execute(node.orelse, scope)


def _break(_run: Executor, _node: ast.Break, _scope: Scope) -> Leave:
    return Leave("break")


def _continue(_run: Executor, _node: ast.Continue, _scope: Scope) -> Leave:
    return Leave("continue")


def _pass(_run: Executor, _node: ast.stmt, _scope: Scope) -> None:
    """Do nothing: for `pass`, and for `global`, which `bound_names` has read already."""


def _return(run: Executor, node: ast.Return, scope: Scope) -> Leave:
    return Leave("return", node.value and run.evaluate(node.value, scope))


def _define(run: Executor, node: ast.FunctionDef, scope: Scope) -> None:
    own, shared = bound_names(node.body)
    values = defaults(run, node.args, scope)
    scope.store(node.name, UserFunction(node.name, node.args, values, node.body, scope, own, shared))


def _try(run: Executor, node: ast.Try, scope: Scope) -> Leave | None:
    """Run a `try`. A refusal or a spent budget passes every handler and every `finally` by."""
    try:
        left = _guarded(run, node, scope)
    except (RefusalError, RecursionError, MemoryError):
        raise
    except Exception:
        left = run.execute(node.finalbody, scope)
        if left is None:
            raise
        return left
    return run.execute(node.finalbody, scope) or left


def _guarded(run: Executor, node: ast.Try, scope: Scope) -> Leave | None:
    try:
        left = run.execute(node.body, scope)
    except (RefusalError, RecursionError, MemoryError):
        raise
    except Exception as error:
        for handler in node.handlers:
            if isinstance(error, _classes(run, handler.type, scope)):
                return _handle(run, handler, error, scope)
        raise
    return left or run.execute(node.orelse, scope)


def _classes(run: Executor, node: ast.expr | None, scope: Scope) -> tuple[type[Exception], ...]:
    """Return the classes that a handler names."""
    if node is None:
        return (Exception,)
    value = run.evaluate(node, scope)
    named = value if isinstance(value, tuple) else (value,)
    found = tuple(
        EXCEPTIONS[item.name] for item in named if isinstance(item, Native) and item.name in EXCEPTIONS
    )
    if len(found) != len(named):
        raise TypeError("catching something that is not an exception class is not allowed")
    return found


def _handle(run: Executor, handler: ast.ExceptHandler, error: Exception, scope: Scope) -> Leave | None:
    if handler.name:
        scope.store(handler.name, caught(run.budget, error))
    run.handled.append(error)
    try:
        return run.execute(handler.body, scope)
    finally:
        run.handled.pop()


def _raise(run: Executor, node: ast.Raise, scope: Scope) -> None:
    if node.exc is None:
        raise run.handled[-1] if run.handled else RuntimeError("no active exception to raise again")
    value = run.evaluate(node.exc, scope)
    if isinstance(value, Native) and value.name in EXCEPTIONS:
        value = Caught(value.name, "")
    if not isinstance(value, Caught) or value.kind not in EXCEPTIONS:
        raise TypeError("exceptions must be made of an exception class")
    raise EXCEPTIONS[value.kind](value.text)


def _assert(run: Executor, node: ast.Assert, scope: Scope) -> None:
    if not is_true(run.evaluate(node.test, scope)):
        raise AssertionError(to_text(run.budget, run.evaluate(node.msg, scope)) if node.msg else "")


def _delete(run: Executor, node: ast.Delete, scope: Scope) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            scope.delete(target.id)
        elif isinstance(target, ast.Subscript):
            container = run.evaluate(target.value, scope)
            index = index_of(run, target.slice, scope)
            if not isinstance(container, list | dict):
                raise TypeError(f"'{type_name(container)}' object does not support item deletion")
            run.budget.items(len(container) // 64 + 1)
            del container[index if isinstance(container, list) else key(run.budget, index)]


def _import(_run: Executor, node: ast.Import, scope: Scope) -> None:
    for alias in node.names:
        first = alias.name.partition(".")[0]
        scope.store(alias.asname or first, IMPORTABLE[alias.name if alias.asname else first])


def _import_from(_run: Executor, node: ast.ImportFrom, scope: Scope) -> None:
    module = IMPORTABLE[node.module or ""]
    for alias in node.names:
        names = [*module.members] if alias.name == "*" else [alias.name]
        for name in names:
            scope.store(alias.asname or name, module.members[name])


STATEMENTS: Mapping[type[ast.AST], Callable[..., Leave | None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Pass: _pass,
    ast.Global: _pass,
    ast.Return: _return,
    ast.FunctionDef: _define,
    ast.Try: _try,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
}
