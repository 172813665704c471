"""What an expression may be worth, given what the variables may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from gupcheck.errors.carriers import is_code_name
from gupcheck.errors.shapes import is_decoded, last_name
from gupcheck.errors.tokens import EMPTY, State, Token, Tokens
from gupcheck.errors.values import (
    ANY_SUCCESS,
    BOOL,
    CALL,
    ERRNO,
    FIELD,
    NULL_VALUE,
    NUMBER,
    ONE_VALUE,
    PARAMETER,
    STATUS,
    SUCCESS_VALUE,
    ZERO_VALUE,
    Value,
    errno,
    unknown,
)
from gupcheck.errors.wrappers import WRAPPERS
from gupcheck.syntax.ast import Node

Names = Callable[[str], Node | None]
"""Gives the expression that an object-like macro stands for, or None."""

_TRANSPARENT = frozenset(
    (
        "likely", "unlikely", "READ_ONCE", "array_index_nospec", "__force", "__builtin_expect", "no_free_ptr",
        "return_ptr", "rcu_dereference", "rcu_dereference_raw", "lockless_dereference",
    )
)  # fmt: skip
_EXCHANGES = frozenset(("xchg", "xchg_relaxed", "cmpxchg", "cmpxchg_relaxed", "smp_load_acquire"))
"""Calls that yield what was in the lvalue whose address is their first argument."""
_TYPE = re.compile(r"\w+_t|_{0,2}[us](?:8|16|32|64)")
_ONE_OF = frozenset(("min", "max", "umin", "umax", "min_not_zero", "min3", "max3", "clamp", "clamp_val"))
_ONE_OF_TYPED = frozenset(("min_t", "max_t", "clamp_t"))
_TRUTH_TESTS = frozenset(
    ("IS_ERR", "IS_ERR_OR_NULL", "IS_ERR_VALUE", "WARN_ON", "WARN_ON_ONCE", "WARN", "WARN_ONCE")
)
_LOGICAL = frozenset(("==", "!=", "<", ">", "<=", ">=", "&&", "||"))
MAX_EXPANSION = 8
MOST_ARGUMENT_VALUES = 6


def without_wrapping(node: Node) -> Node:
    """Return the expression inside of parentheses, casts, likely() and unlikely()."""
    while True:
        inner: Node | None = None
        if node.kind == "parenthesized_expression":
            inner = next((child for child in node.children if child.named), None)
            if inner is not None and inner.kind == "compound_statement":
                return node
        elif node.kind == "cast_expression":
            inner = node.child("value")
        elif node.kind == "call_expression" and (callee_name(node) in _TRANSPARENT or _is_cast(node)):
            arguments = arguments_of(node)
            inner = arguments[0] if arguments else None
        if inner is None:
            return node
        node = inner


def addressed(node: Node) -> Node | None:
    """Return the lvalue whose address `node` takes, None where it takes none."""
    operator = node.child("operator") if node.kind == "pointer_expression" else None
    return node.child("argument") if operator is not None and operator.text == "&" else None


def _is_cast(call: Node) -> bool:
    """Return whether what looks like a call is a cast: `(vm_fault_t)(x << 16)`."""
    function = call.child("function")
    is_wrapped = function is not None and function.kind == "parenthesized_expression"
    return is_wrapped and _TYPE.fullmatch(callee_name(call)) is not None


def callee_name(node: Node) -> str:
    """Return the name of the function or macro that a call names, "" for a call through a pointer."""
    function = node.child("function")
    while function is not None and function.kind == "parenthesized_expression":
        function = next((child for child in function.children if child.named), None)
    return function.text if function is not None and function.kind == "identifier" else ""


def arguments_of(node: Node) -> tuple[Node, ...]:
    """Return the arguments of a call."""
    arguments = node.child("arguments")
    return arguments.named_children if arguments else ()


def key_of(node: Node) -> str:
    """Return the key under which an lvalue's content is tracked: `ret`, `*err`, `s->error`; "" for
    anything else."""
    node = without_wrapping(node)
    if node.kind == "identifier":
        return node.text
    if node.kind == "field_expression":
        base, operator, field = node.child("argument"), node.child("operator"), node.child("field")
        inner = key_of(base) if base else ""
        return f"{inner}{operator.text}{field.text}" if inner and operator and field else ""
    if node.kind == "pointer_expression":
        operator, argument = node.child("operator"), node.child("argument")
        inner = key_of(argument) if argument and operator and operator.text == "*" else ""
        return f"*{inner}" if inner else ""
    return ""


def assigned_key(node: Node) -> str:
    """Return the key of what an assignment, an update or a declarator sets; "" for anything else."""
    inner = node.child("left") or node.child("declarator") or node.child("argument")
    while inner is not None and inner.kind.endswith("_declarator"):
        inner = inner.child("declarator") or next((child for child in inner.children if child.named), None)
    return key_of(inner) if inner is not None else ""


def gives_key(node: Node) -> str:
    """Return the key under which the graph's nodes leave the value of the operator `node`."""
    return f"#{node.start}:{node.end}:{node.kind}"


class Evaluator:
    """Evaluates expressions of one function; `errnos` are the known codes' names, `macro` expands
    object-like macros, `local` are its variables and parameters: to call one is to call through a pointer;
    `arrays` are those of them that are arrays of numbers which may be codes."""

    def __init__(
        self,
        errnos: frozenset[str],
        macro: Names,
        local: frozenset[str],
        arrays: frozenset[str] = frozenset(),
    ) -> None:
        self.errnos = errnos
        self.macro = macro
        self.locals = local
        self.arrays = arrays

    def evaluate(self, node: Node, state: State, depth: int = 0) -> Tokens:
        """Return what `node` may be worth; side effects are the caller's business."""
        remembered = state.get(gives_key(node))
        if remembered:
            return remembered
        node = without_wrapping(node)
        remembered = state.get(gives_key(node))
        if remembered:
            return remembered
        reader = _READERS.get(node.kind)
        if reader is None:
            return _one(unknown(f"the value of this {node.kind.replace('_', ' ')}"), node)
        return reader(self, node, state, depth)

    def _null(self, node: Node, state: State, depth: int) -> Tokens:
        return _one(NULL_VALUE, node)

    def _true(self, node: Node, state: State, depth: int) -> Tokens:
        return _one(ONE_VALUE if node.kind == "true" else ZERO_VALUE, node)

    def _number(self, node: Node, state: State, depth: int) -> Tokens:
        try:
            number = int(node.text.rstrip("uUlL"), 0)
        except ValueError:
            return _one(SUCCESS_VALUE, node)
        return _one(ZERO_VALUE if number == 0 else Value(NUMBER, str(number)), node)

    def _identifier(self, node: Node, state: State, depth: int) -> Tokens:
        name = node.text
        known = state.get(name)
        if known is not None:
            return known
        if name == "NULL":
            return _one(NULL_VALUE, node)
        if depth < MAX_EXPANSION and (body := self.macro(name)) is not None:
            return frozenset(
                Token(token.value, node.start) for token in self.evaluate(body, state, depth + 1)
            )
        if name in self.errnos:
            return _one(Value(NUMBER, name), node)
        if name.isupper():
            return _one(Value(STATUS, name), node)
        return _one(Value(FIELD, name), node)

    def _lvalue(self, node: Node, state: State, depth: int) -> Tokens:
        key = key_of(node)
        known = state.get(key) if key else None
        if known is not None:
            return known
        operator = node.child("operator")
        if operator is not None and operator.text == "&":
            return _one(SUCCESS_VALUE, node)
        if node.kind == "subscript_expression" and (name := last_name(node)) in self.arrays:
            return _one(unknown(f"what the array '{name}' holds"), node)
        return _one(Value(FIELD, key or last_name(node)), node)

    def _unary(self, node: Node, state: State, depth: int) -> Tokens:
        operator, argument = node.child("operator"), node.child("argument")
        if operator is None or argument is None:
            return _one(unknown("an unreadable expression"), node)
        if operator.text == "!":
            return _one(Value(BOOL), node)
        if operator.text == "-":
            inner = without_wrapping(argument)
            if inner.kind == "identifier" and inner.text in self.errnos:
                return _one(errno(inner.text), node)
            return frozenset(self._negated(token, node) for token in self.evaluate(argument, state, depth))
        if operator.text == "+":
            return self.evaluate(argument, state, depth)
        return _one(ANY_SUCCESS, node)

    def _negated(self, token: Token, node: Node) -> Token:
        value = token.value
        if value.kind == NUMBER and value.name in self.errnos:
            return Token(errno(value.name), node.start)
        if value.kind == "errno":
            return Token(Value(NUMBER, value.name), node.start)
        if value.kind == NUMBER and value.name.lstrip("-").isdigit():
            return Token(Value(NUMBER, str(-int(value.name))), node.start)
        if value.kind == "zero":
            return token
        if value.kind == "success":
            return Token(Value(NUMBER, "-1" if len(value.name) == 0 else "a negative number"), node.start)
        return Token(unknown("a negated value"), node.start)

    def _binary(self, node: Node, state: State, depth: int) -> Tokens:
        operator = node.child("operator")
        if operator is not None and operator.text in _LOGICAL:
            return _one(Value(BOOL), node)
        if operator is not None and operator.text in ("|", "&"):
            return self._bits(node, state, depth)
        left, right = node.child("left"), node.child("right")
        if operator is not None and operator.text == ">>" and left is not None and is_decoded(left):
            return _one(unknown("a code that is computed"), node)
        if operator is None or left is None or right is None or operator.text not in ("+", "-"):
            return _one(ANY_SUCCESS, node)
        if operator.text == "-" and is_code_name(key_of(right)):
            return _one(unknown("a code that is computed"), node)
        sides = (left, right) if operator.text == "+" else (left,)
        codes = {
            token
            for side in sides
            for token in self.evaluate(side, state, depth)
            if token.value.kind in (ERRNO, CALL)
        }
        return frozenset({*codes, *_one(ANY_SUCCESS, node)})

    def _bits(self, node: Node, state: State, depth: int) -> Tokens:
        """Return the parts of `VM_FAULT_MAJOR | VM_FAULT_LOCKED` or `a() | b()`, each by itself, and what `&`
        masks; success where neither side can be a code."""
        sides = [part for part in (node.child("left"), node.child("right")) if part is not None]
        if node.child("operator").text == "&":  # type: ignore[union-attr]
            sides = [side for side in sides if "~" not in side.text and side.kind != "unary_expression"][:1]
        found = {token for side in sides for token in self.evaluate(side, state, depth)}
        kinds = {token.value.kind for token in found}
        if kinds & {STATUS, CALL, "errno"} and kinds <= {STATUS, CALL, "errno", "zero", PARAMETER}:
            return frozenset(found)
        return _one(ANY_SUCCESS, node)

    def _assignment(self, node: Node, state: State, depth: int) -> Tokens:
        operator, left, right = node.child("operator"), node.child("left"), node.child("right")
        key = key_of(left) if left else ""
        known = state.get(key) if key else None
        if operator is None or left is None or right is None or operator.text != "=":
            return known if known is not None else _one(ANY_SUCCESS, node)
        return known if known is not None else self.evaluate(right, state, depth)

    def _call(self, node: Node, state: State, depth: int) -> Tokens:
        name, arguments = callee_name(node), arguments_of(node)
        if name in _TRUTH_TESTS:
            return _one(Value(BOOL), node)
        wrapper = WRAPPERS.get(name)
        if wrapper is not None and len(arguments) > wrapper[0]:
            return frozenset(
                Token(value, token.origin, token.checks)
                for token in self.evaluate(arguments[wrapper[0]], state, depth)
                for value in wrapper[1](token.value)
            )
        if name in _ONE_OF or name in _ONE_OF_TYPED:
            kept = arguments[1:] if name in _ONE_OF_TYPED else arguments
            return frozenset(token for argument in kept for token in self.evaluate(argument, state, depth))
        exchanged = addressed(without_wrapping(arguments[0])) if name in _EXCHANGES and arguments else None
        if exchanged is not None:
            return self.evaluate(exchanged, state, depth)
        passed = self._arguments(arguments, state, depth)
        if name and name in self.locals:
            pointed = {_pointed_to(token.value, name) for token in state.get(name) or EMPTY}
            named = pointed or {f"*{name}"}
        else:
            named = {name or f"*{_pointer_name(node)}"}
        return frozenset(Token(Value(CALL, one, arguments=passed), node.start) for one in named)

    def _arguments(
        self, arguments: tuple[Node, ...], state: State, depth: int
    ) -> tuple[tuple[Value, ...], ...]:
        """Return the values of each argument that may be handed back as a code, () for the others."""
        found: list[tuple[Value, ...]] = []
        for argument in arguments if depth < MAX_EXPANSION else ():
            bare = without_wrapping(argument)
            simple = bare.kind in _PASSED_KINDS or (
                bare.kind == "identifier" and state.get(bare.text) is not None
            )
            if not simple:
                found.append(())
                continue
            values = {replace(t.value, arguments=()) for t in self.evaluate(bare, state, depth + 1)}
            many = len(values) > MOST_ARGUMENT_VALUES
            found.append((unknown("one of many values"),) if many else tuple(sorted(values)))
        while found and not found[-1]:
            found.pop()
        return tuple(found)

    def _conditional(self, node: Node, state: State, depth: int) -> Tokens:
        yes, no = node.child("consequence"), node.child("alternative")
        first = yes or node.child("condition")
        found = self.evaluate(first, state, depth) if first else EMPTY
        return found | (self.evaluate(no, state, depth) if no else EMPTY)

    def _success(self, node: Node, state: State, depth: int) -> Tokens:
        return _one(SUCCESS_VALUE, node)

    def _any(self, node: Node, state: State, depth: int) -> Tokens:
        return _one(ANY_SUCCESS, node)

    def _block(self, node: Node, state: State, depth: int) -> Tokens:
        """Return the value of a statement expression, which the graph's nodes have left."""
        inner = node.named_children[0] if node.named_children else node
        known = state.get(gives_key(inner))
        return known or _one(unknown("the value of a block"), node)

    def _comma(self, node: Node, state: State, depth: int) -> Tokens:
        right = node.child("right")
        return self.evaluate(right, state, depth) if right else EMPTY


def _pointed_to(value: Value, variable: str) -> str:
    """Return the name of a call through a local variable that holds `value`: a function's or a field's."""
    if value.kind != FIELD or value.name == variable:
        return f"*{variable}"
    return value.name if value.name.isidentifier() else f"*{value.name}"


def _pointer_name(call: Node) -> str:
    """Return the field or variable that a call through a pointer takes its function from."""
    function = call.child("function")
    if function is None:
        return ""
    name = key_of(function) or last_name(function)
    return f".{name}" if function.kind == "field_expression" and name.isidentifier() else name


def _one(value: Value, node: Node) -> Tokens:
    return frozenset({Token(value, node.start)})


_PASSED_KINDS = frozenset(
    (
        "null", "unary_expression", "number_literal", "true", "false", "call_expression",
        "conditional_expression", "binary_expression", "field_expression", "subscript_expression",
        "pointer_expression",
    )
)  # fmt: skip

_READERS: dict[str, Callable[[Evaluator, Node, State, int], Tokens]] = {
    "null": Evaluator._null,
    "true": Evaluator._true,
    "false": Evaluator._true,
    "number_literal": Evaluator._number,
    "char_literal": Evaluator._success,
    "string_literal": Evaluator._success,
    "concatenated_string": Evaluator._success,
    "sizeof_expression": Evaluator._success,
    "compound_literal_expression": Evaluator._success,
    "identifier": Evaluator._identifier,
    "parenthesized_expression": Evaluator._block,
    "update_expression": Evaluator._assignment,
    "generic_expression": Evaluator._any,
    "alignof_expression": Evaluator._any,
    "offsetof_expression": Evaluator._any,
    "field_expression": Evaluator._lvalue,
    "pointer_expression": Evaluator._lvalue,
    "subscript_expression": Evaluator._lvalue,
    "unary_expression": Evaluator._unary,
    "binary_expression": Evaluator._binary,
    "assignment_expression": Evaluator._assignment,
    "call_expression": Evaluator._call,
    "conditional_expression": Evaluator._conditional,
    "comma_expression": Evaluator._comma,
}
