"""Arithmetic, comparison, membership and subscripts on script values, each checked before Python does it."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

from gupcheck.smpl.script.budget import MAX_INT_BITS, Budget
from gupcheck.smpl.script.formatting import percent
from gupcheck.smpl.script.rendering import CONTAINERS, key, weigh
from gupcheck.smpl.script.values import TermList, Value, type_name

_NUMBERS = (int, float)
_SETS = (set, frozenset)


def _mismatch(sign: str, left: Value, right: Value) -> TypeError:
    return TypeError(f"unsupported operand type(s) for {sign}: '{type_name(left)}' and '{type_name(right)}'")


def is_true(value: Value) -> bool:
    """Return Python's truth of the value."""
    if isinstance(value, (str, int, float, *CONTAINERS)):
        return bool(value)
    return value is not None


def add(budget: Budget, left: Value, right: Value) -> Value:
    """Return `left + right` for numbers, strings, lists and tuples."""
    if isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
        return _number(budget, left + right)
    if isinstance(left, str) and isinstance(right, str):
        budget.text(len(left) + len(right))
        return str(left) + str(right)
    if isinstance(left, list) and isinstance(right, list):
        budget.items(len(left) + len(right))
        return left + right
    if isinstance(left, tuple) and isinstance(right, tuple):
        budget.items(len(left) + len(right))
        return left + right
    if isinstance(left, str):
        raise TypeError(f'can only concatenate str (not "{type_name(right)}") to str')
    raise _mismatch("+", left, right)


def _number(budget: Budget, value: Value) -> Value:
    if isinstance(value, int):
        budget.bits(value.bit_length())
    elif not isinstance(value, float):
        raise ValueError("complex numbers are not supported")
    return value


def _repeated(budget: Budget, items: Value, times: int) -> Value:
    size = len(items) * max(times, 0)
    if isinstance(items, str):
        budget.text(size)
        return str(items) * times
    budget.items(size)
    return items * times


def _multiply(budget: Budget, left: Value, right: Value) -> Value:
    if isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
        return _number(budget, left * right)
    for items, times in ((left, right), (right, left)):
        if isinstance(items, str | list | tuple) and isinstance(times, int):
            return _repeated(budget, items, times)
    raise _mismatch("*", left, right)


def _power(budget: Budget, left: Value, right: Value) -> Value:
    if not (isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS)):
        raise _mismatch("**", left, right)
    if isinstance(left, int) and isinstance(right, int) and right > 0:
        budget.bits((abs(left).bit_length() - 1) * right)
    return _number(budget, left**right)


def _modulo(budget: Budget, left: Value, right: Value) -> Value:
    if isinstance(left, str):
        return percent(budget, str(left), right)
    return _arithmetic("%", operator.mod)(budget, left, right)


def _arithmetic(
    sign: str, function: Callable[[Value, Value], Value]
) -> Callable[[Budget, Value, Value], Value]:
    def run(budget: Budget, left: Value, right: Value) -> Value:
        if not (isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS)):
            raise _mismatch(sign, left, right)
        return _number(budget, function(left, right))

    return run


def _subtract(budget: Budget, left: Value, right: Value) -> Value:
    return _on_sets("-", operator.sub, _NUMBERS)(budget, left, right)


def _on_sets(
    sign: str, function: Callable[[Value, Value], Value], others: tuple[type, ...]
) -> Callable[[Budget, Value, Value], Value]:
    def run(budget: Budget, left: Value, right: Value) -> Value:
        if isinstance(left, _SETS) and isinstance(right, _SETS):
            weigh(budget, left)
            weigh(budget, right)
            budget.items(len(left) + len(right))
            return function(left, right)
        if isinstance(left, others) and isinstance(right, others):
            return _number(budget, function(left, right))
        raise _mismatch(sign, left, right)

    return run


def _shift_left(budget: Budget, left: Value, right: Value) -> Value:
    if not (isinstance(left, int) and isinstance(right, int)):
        raise _mismatch("<<", left, right)
    budget.bits(left.bit_length() + max(right, 0) if left else 0)
    return left << min(right, MAX_INT_BITS)


def _shift_right(_budget: Budget, left: Value, right: Value) -> Value:
    if not (isinstance(left, int) and isinstance(right, int)):
        raise _mismatch(">>", left, right)
    return left >> right


BINARY: Mapping[type[ast.operator], Callable[[Budget, Value, Value], Value]] = {
    ast.Add: add,
    ast.Sub: _subtract,
    ast.Mult: _multiply,
    ast.Div: _arithmetic("/", operator.truediv),
    ast.FloorDiv: _arithmetic("//", operator.floordiv),
    ast.Mod: _modulo,
    ast.Pow: _power,
    ast.LShift: _shift_left,
    ast.RShift: _shift_right,
    ast.BitAnd: _on_sets("&", operator.and_, (int,)),
    ast.BitOr: _on_sets("|", operator.or_, (int,)),
    ast.BitXor: _on_sets("^", operator.xor, (int,)),
}

_ORDERS: Mapping[type[ast.cmpop], tuple[str, Callable[[Value, Value], bool]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}


def _contains(budget: Budget, item: Value, container: Value) -> bool:
    if isinstance(container, TermList):
        container = container.elements
    if isinstance(container, str):
        if not isinstance(item, str):
            raise TypeError(f"'in <string>' requires string as left operand, not {type_name(item)}")
        budget.text(len(container))
        return str(item) in str(container)
    if isinstance(container, dict | set | frozenset):
        return key(budget, item) in container
    if isinstance(container, list | tuple | range):
        weigh(budget, container, compared=True)
        weigh(budget, item, compared=True)
        return item in container
    raise TypeError(f"argument of type '{type_name(container)}' is not iterable")


def _order_error(text: str, left: Value, right: Value) -> TypeError:
    names = f"'{type_name(left)}' and '{type_name(right)}'"
    return TypeError(f"'{text}' not supported between instances of {names}")


def _against_none(sign: ast.cmpop, left: Value, right: Value) -> bool:
    if isinstance(sign, ast.Eq | ast.NotEq):
        return (left is right) is isinstance(sign, ast.Eq)
    raise _order_error(_ORDERS[type(sign)][0], left, right)


def compare(budget: Budget, sign: ast.cmpop, left: Value, right: Value) -> bool:
    """Return `left sign right`; raise TypeError as Python does."""
    if isinstance(sign, ast.Is | ast.IsNot):
        return (left is right) is isinstance(sign, ast.Is)
    if isinstance(sign, ast.In | ast.NotIn):
        return _contains(budget, left, right) is isinstance(sign, ast.In)
    if left is None or right is None:
        return _against_none(sign, left, right)
    weigh(budget, left, compared=True)
    weigh(budget, right, compared=True)
    if isinstance(sign, ast.Eq | ast.NotEq):
        return bool(left == right) is isinstance(sign, ast.Eq)
    text, function = _ORDERS[type(sign)]
    kinds = ((int, float), (str,), (list,), (tuple,), _SETS)
    if not any(isinstance(left, kind) and isinstance(right, kind) for kind in kinds):
        raise _order_error(text, left, right)
    return bool(function(left, right))


def unary(budget: Budget, sign: ast.unaryop, value: Value) -> Value:
    """Return `not value`, `-value`, `+value` or `~value`."""
    if isinstance(sign, ast.Not):
        return not is_true(value)
    if isinstance(sign, ast.Invert):
        if isinstance(value, int):
            return _number(budget, ~int(value))
    elif isinstance(value, _NUMBERS):
        return -value if isinstance(sign, ast.USub) else +value
    raise TypeError(f"bad operand type for unary operator: '{type_name(value)}'")


def subscript(budget: Budget, container: Value, index: Value) -> Value:
    """Return `container[index]`; raise IndexError, KeyError or TypeError as Python does."""
    if isinstance(container, TermList):
        container = container.elements
    if isinstance(container, dict):
        return container[key(budget, index)]
    if isinstance(container, str):
        budget.text(len(container) if isinstance(index, slice) else 1)
        return str(container)[index]
    if isinstance(container, list | tuple | range):
        budget.items(len(container) if isinstance(index, slice) else 1)
        return container[index]
    raise TypeError(f"'{type_name(container)}' object is not subscriptable")
