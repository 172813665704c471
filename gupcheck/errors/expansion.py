"""Statements that leave a function from within a macro, written out: `RETURN_IF(a, -EIO)`, `return_ptr(p)`.

A macro of the same file that holds `return` or `goto` is put in place of the statement that calls it; of the
kernel's own the few that all code uses are known, and those such as return_VALUE(). A macro that gets a
label, as unsafe_put_user() does, may jump there. So the graph has the ways that the source hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from gupcheck.errors.expressions import arguments_of, callee_name
from gupcheck.syntax import Unit
from gupcheck.syntax.ast import Node

_HINT = re.compile(rb"\b(?:return_(?:ptr|[A-Z]\w*)|scoped_guard|scoped_cond_guard)\b")
_LABEL = re.compile(rb"(?:[;{}/]|\A)\s*(\w+)[ \t]*:(?!:)")
_ARGUMENT = re.compile(rb"[,:(]\s*(\w+)\s*(?=[,)])")
_RETURNS = re.compile(r"return_(?:ptr|[A-Z]\w*)")
"""include/linux/cleanup.h: return_ptr(); include/acpi/acoutput.h: return_ACPI_STATUS(), return_VALUE() ..."""
_MAY_FAIL = re.compile(r"_(?:try|intr|kill)")
_DEEPEST = 4
_MOST_MACROS = 2000
"""Macros of a file that are looked into: files with more are tables of registers."""


def expanded(function: Node, unit: Unit, local: frozenset[str]) -> Node:
    """Return the tree of a function, or of a macro, with such statements written out in it.

    `local` are its variables and parameters, which may be called as its labels are.
    """
    macros = _leaving_macros(unit)
    text = unit.data[function.start : function.end]
    labels = _labels_passed(text) - local
    if not labels and not any(name.encode() in text for name in macros) and not _HINT.search(text):
        return function
    return _Expander(macros, labels).rewritten(function, 0)


def _labels_passed(text: bytes) -> frozenset[str]:
    """Return the labels in a function's text that a call, or assembly, may get as an argument."""
    labels = set(_LABEL.findall(text)) - {b"default"}
    passed = labels.intersection(_ARGUMENT.findall(text)) if labels else ()
    return frozenset(name.decode() for name in passed)


@lru_cache(maxsize=4)
def _leaving_macros(unit: Unit) -> Mapping[str, tuple[Sequence[str], Node]]:
    """Return the macros of a file that jump out of themselves, or call such: their parameters and blocks."""
    found: dict[str, tuple[Sequence[str], Node]] = {}
    words = [b"return", b"goto"]
    while words:
        before = set(found)
        jumps = re.compile(rb"\b(?:" + b"|".join(words) + rb")\b")
        for macro in unit.macros[:_MOST_MACROS]:
            if macro.params is not None and jumps.search(unit.data, macro.body_start, macro.end):
                blocks = [block for tree in macro.trees() if (block := tree.child("body")) is not None]
                if len(blocks) == 1:
                    found.setdefault(macro.name, (macro.params, _once(blocks[0])))
        words = [re.escape(name.encode()) for name in found.keys() - before]
    return found


def _once(block: Node) -> Node:
    """Return the block within `do { } while (0)`, or `block` where it is something else."""
    statements = [child for child in block.named_children if child.kind != "expression_statement"]
    loop = statements[0] if len(statements) == 1 else block
    body, condition = loop.child("body"), loop.child("condition")
    ends = loop.kind == "do_statement" and condition is not None and "0" in [n.text for n in condition.walk()]
    return body if ends and body is not None else block


def _leaves(node: Node) -> bool:
    return node.kind in ("return_statement", "goto_statement")


class _Expander:
    """Rewrites trees; `macros` are those that are put in the place of their calls, `labels` the names whose
    use as an argument means that the callee may jump there."""

    def __init__(self, macros: Mapping[str, tuple[Sequence[str], Node]], labels: frozenset[str]) -> None:
        self._macros = macros
        self._labels = labels

    def rewritten(self, node: Node, depth: int) -> Node:
        """Return `node` with all statements in it written out, `node` itself where there are none."""
        if node.kind == "expression_statement":
            call = next((child for child in node.children if child.named), None)
            if call is not None and call.kind == "call_expression":
                return self._statement(node, call, depth)
            if call is not None and call.kind == "gnu_asm_expression":
                return self._jumping(node, call, call.walk())
            return node
        if node.kind == "iterator_statement":
            node = _guarded(node)
        children = tuple(self.rewritten(child, depth) for child in node.children)
        if all(one is other for one, other in zip(children, node.children, strict=True)):
            return node
        return Node(node.kind, node.start, node.end, children, node.field, node.text, node.named)

    def _statement(self, statement: Node, call: Node, depth: int) -> Node:
        name, arguments = callee_name(call), arguments_of(call)
        if arguments and _RETURNS.fullmatch(name):
            return Node("return_statement", statement.start, statement.end, arguments[:1], statement.field)
        macro = self._macros.get(name)
        if macro is None or depth >= _DEEPEST or len(arguments) < len(macro[0]):
            return self._jumping(statement, call, arguments[-1:])
        block = _substituted(macro[1], dict(zip(macro[0], arguments, strict=False)))
        inner = self.rewritten(block, depth + 1)
        return Node(inner.kind, inner.start, inner.end, inner.children, statement.field)


    def _jumping(self, statement: Node, call: Node, parts: Iterable[Node]) -> Node:
        """Return the statement of a call that may jump to the labels among `parts`."""
        jumps: list[Node] = []
        for label in parts:
            if label.kind == "identifier" and label.text in self._labels:
                condition = Node("parenthesized_expression", call.start, call.end, (call,), "condition")
                target = Node("statement_identifier", label.start, label.end, (), "label", label.text)
                jump = Node("goto_statement", label.start, label.end, (target,), "consequence")
                jumps.append(Node("if_statement", statement.start, statement.end, (condition, jump)))
        if not jumps:
            return statement
        return Node("compound_statement", statement.start, statement.end, tuple(jumps), statement.field)


def _substituted(node: Node, values: Mapping[str, Node]) -> Node:
    """Return `node` with arguments in place of parameters."""
    if node.kind == "identifier" and node.text in values:
        value = values[node.text]
        return Node(value.kind, value.start, value.end, value.children, node.field, value.text)
    children = tuple(_substituted(child, values) for child in node.children)
    if all(one is other for one, other in zip(children, node.children, strict=True)):
        return node
    return Node(node.kind, node.start, node.end, children, node.field, node.text, node.named)


def _guarded(node: Node) -> Node:
    """Return what `scoped_guard(...) body` and `scoped_cond_guard(...) body` are; other iterators stay."""
    name, arguments, body = node.child("name"), node.child("arguments"), node.child("body")
    if name is None or arguments is None or body is None:
        return node
    listed = arguments.named_children
    if name.text == "scoped_cond_guard":
        failing = _failing(listed)
        if failing is None:
            return node
        call = Node("call_expression", name.start, arguments.end, (_as("function", name), arguments))
        condition = Node("parenthesized_expression", call.start, call.end, (call,), "condition")
        test = Node("if_statement", name.start, arguments.end, (condition, failing))
        return Node("compound_statement", node.start, node.end, (test, _as("", body)), node.field)
    certain = listed and not _MAY_FAIL.search(listed[0].text)
    leaves_guard = any(part.kind in ("break_statement", "continue_statement") for part in body.walk())
    if name.text == "scoped_guard" and certain and not leaves_guard:
        return _as(node.field, body)
    return node


def _failing(arguments: Sequence[Node]) -> Node | None:
    """Return the statement among the arguments, which the parser took for an expression: `return -EINTR`."""
    for place, part in enumerate(arguments):
        if part.kind == "binary_expression":
            left, right = part.child("left"), part.child("right")
            operator = part.child("operator")
            if left and left.text == "return" and right and operator and operator.text == "-":
                negated = (operator, _as("argument", right))
                value = Node("unary_expression", operator.start, right.end, negated)
                return Node("return_statement", part.start, part.end, (value,), "consequence")
        if part.kind == "identifier" and part.text == "return" and place + 1 < len(arguments):
            rest = arguments[place + 1]
            return Node("return_statement", part.start, rest.end, (_as("", rest),), "consequence")
    return None


def _as(field: str, node: Node) -> Node:
    return Node(node.kind, node.start, node.end, node.children, field, node.text, node.named)
