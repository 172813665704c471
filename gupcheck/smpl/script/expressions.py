"""How each kind of expression is evaluated; a kind that the table lacks is refused before it runs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from gupcheck.smpl.script.attributes import attribute
from gupcheck.smpl.script.formatting import formatted
from gupcheck.smpl.script.operators import BINARY, compare, is_true, subscript, unary
from gupcheck.smpl.script.rendering import elements, key
from gupcheck.smpl.script.scope import Scope, UserFunction
from gupcheck.smpl.script.values import Machine, Value


class Evaluator(Machine, Protocol):
    """The interpreter, as expressions and statements see it."""

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """Return the expression's value."""

    def assign(self, target: ast.expr, value: Value, scope: Scope) -> None:
        """Bind the value to a name, a subscript, an attribute of `coccinelle`, or a tuple of these."""


def _constant(_run: Evaluator, node: ast.Constant, _scope: Scope) -> Value:
    return node.value


def _name(_run: Evaluator, node: ast.Name, scope: Scope) -> Value:
    return scope.load(node.id)


def _attribute(run: Evaluator, node: ast.Attribute, scope: Scope) -> Value:
    return attribute(run, run.evaluate(node.value, scope), node.attr)


def index_of(run: Evaluator, node: ast.expr, scope: Scope) -> Value:
    """Return the value of what stands between the brackets of a subscript: an index, a key or a slice."""
    if not isinstance(node, ast.Slice):
        return run.evaluate(node, scope)
    parts = [part and run.evaluate(part, scope) for part in (node.lower, node.upper, node.step)]
    return slice(*parts)


def _subscript(run: Evaluator, node: ast.Subscript, scope: Scope) -> Value:
    container = run.evaluate(node.value, scope)
    return subscript(run.budget, container, index_of(run, node.slice, scope))


def _binary(run: Evaluator, node: ast.BinOp, scope: Scope) -> Value:
    left = run.evaluate(node.left, scope)
    return BINARY[type(node.op)](run.budget, left, run.evaluate(node.right, scope))


def _unary(run: Evaluator, node: ast.UnaryOp, scope: Scope) -> Value:
    return unary(run.budget, node.op, run.evaluate(node.operand, scope))


def _boolean(run: Evaluator, node: ast.BoolOp, scope: Scope) -> Value:
    stops_at = isinstance(node.op, ast.Or)
    value = None
    for operand in node.values:
        value = run.evaluate(operand, scope)
        if is_true(value) is stops_at:
            break
    return value


def _compare(run: Evaluator, node: ast.Compare, scope: Scope) -> bool:
    left = run.evaluate(node.left, scope)
    for sign, operand in zip(node.ops, node.comparators, strict=True):
        right = run.evaluate(operand, scope)
        if not compare(run.budget, sign, left, right):
            return False
        left = right
    return True


def _conditional(run: Evaluator, node: ast.IfExp, scope: Scope) -> Value:
    return run.evaluate(node.body if is_true(run.evaluate(node.test, scope)) else node.orelse, scope)


def _call(run: Evaluator, node: ast.Call, scope: Scope) -> Value:
    function = run.evaluate(node.func, scope)
    given = _items(run, node.args, scope)
    named = {word.arg: run.evaluate(word.value, scope) for word in node.keywords if word.arg is not None}
    return run.call(function, given, named)


def _items(run: Evaluator, nodes: list[ast.expr], scope: Scope) -> list[Value]:
    """Return the values of a display or of arguments, `*items` spread out."""
    values: list[Value] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            values += elements(run.budget, run.evaluate(node.value, scope))
        else:
            values.append(run.evaluate(node, scope))
    run.budget.items(len(values))
    return values


def _list(run: Evaluator, node: ast.List, scope: Scope) -> list[Value]:
    return _items(run, node.elts, scope)


def _tuple(run: Evaluator, node: ast.Tuple, scope: Scope) -> tuple[Value, ...]:
    return tuple(_items(run, node.elts, scope))


def _set(run: Evaluator, node: ast.Set, scope: Scope) -> set[Value]:
    return {key(run.budget, item) for item in _items(run, node.elts, scope)}


def _dict(run: Evaluator, node: ast.Dict, scope: Scope) -> dict[Value, Value]:
    made: dict[Value, Value] = {}
    for name, value in zip(node.keys, node.values, strict=True):
        if name is not None:
            made[key(run.budget, run.evaluate(name, scope))] = run.evaluate(value, scope)
    return made


def walk_items(run: Evaluator, iterable: Value) -> Iterator[Value]:
    """Yield the items of a loop's iterable: of a list as it is at each step, of anything else as it was."""
    if not isinstance(iterable, list):
        yield from elements(run.budget, iterable)
        return
    index = 0
    while index < len(iterable):
        run.budget.spend()
        yield iterable[index]
        index += 1


def _rows(run: Evaluator, clauses: list[ast.comprehension], scope: Scope) -> Iterator[None]:
    """Bind the targets of the clauses to every combination that passes their conditions."""
    clause, *inner = clauses
    for item in walk_items(run, run.evaluate(clause.iter, scope)):
        run.assign(clause.target, item, scope)
        if not all(is_true(run.evaluate(test, scope)) for test in clause.ifs):
            continue
        if inner:
            yield from _rows(run, inner, scope)
        else:
            yield None


def _inner_scope(clauses: list[ast.comprehension], scope: Scope) -> Scope:
    targets = (node for clause in clauses for node in ast.walk(clause.target) if isinstance(node, ast.Name))
    own = frozenset(node.id for node in targets if isinstance(node.ctx, ast.Store))
    return Scope({}, scope, own)


def _comprehension(run: Evaluator, node: ast.ListComp | ast.GeneratorExp, scope: Scope) -> list[Value]:
    """Return the list; a generator expression is evaluated at once, so that it ends within the budget."""
    inner = _inner_scope(node.generators, scope)
    return [run.evaluate(node.elt, inner) for _ in _rows(run, node.generators, inner)]


def _set_comprehension(run: Evaluator, node: ast.SetComp, scope: Scope) -> set[Value]:
    inner = _inner_scope(node.generators, scope)
    return {key(run.budget, run.evaluate(node.elt, inner)) for _ in _rows(run, node.generators, inner)}


def _dict_comprehension(run: Evaluator, node: ast.DictComp, scope: Scope) -> dict[Value, Value]:
    inner = _inner_scope(node.generators, scope)
    return {
        key(run.budget, run.evaluate(node.key, inner)): run.evaluate(node.value, inner)
        for _ in _rows(run, node.generators, inner)
    }


def _joined(run: Evaluator, node: ast.JoinedStr, scope: Scope) -> str:
    pieces = [str(run.evaluate(part, scope)) for part in node.values]
    run.budget.text(sum(map(len, pieces)))
    return "".join(pieces)


def _field(run: Evaluator, node: ast.FormattedValue, scope: Scope) -> str:
    spec = "" if node.format_spec is None else str(run.evaluate(node.format_spec, scope))
    conversion = chr(node.conversion) if node.conversion >= 0 else None
    return formatted(run.budget, run.evaluate(node.value, scope), conversion, spec)


def _lambda(run: Evaluator, node: ast.Lambda, scope: Scope) -> UserFunction:
    return UserFunction("<lambda>", node.args, defaults(run, node.args, scope), node.body, scope)


def defaults(run: Evaluator, parameters: ast.arguments, scope: Scope) -> dict[str, Value]:
    """Return the parameters' default values by name, evaluated now."""
    positional = [*parameters.posonlyargs, *parameters.args]
    found = dict(zip(reversed(positional), reversed(parameters.defaults), strict=False))
    pairs = [*found.items(), *zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True)]
    return {arg.arg: run.evaluate(value, scope) for arg, value in pairs if value is not None}


EXPRESSIONS: Mapping[type[ast.AST], Callable[..., Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Call: _call,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.ListComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.SetComp: _set_comprehension,
    ast.DictComp: _dict_comprehension,
    ast.JoinedStr: _joined,
    ast.FormattedValue: _field,
    ast.Lambda: _lambda,
}
