"""Which nodes of C's syntax are expressions, which are constants, and what stands below one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gupcheck.syntax.ast import Node

IDENTIFIERS = frozenset(
    ("identifier", "field_identifier", "type_identifier", "statement_identifier", "null", "true", "false")
)
_EXPRESSION_KINDS = IDENTIFIERS | frozenset(
    (
        "number_literal", "char_literal", "string_literal", "concatenated_string", "call_expression",
        "field_expression", "subscript_expression", "pointer_expression", "unary_expression",
        "binary_expression", "assignment_expression", "update_expression", "conditional_expression",
        "cast_expression", "sizeof_expression", "parenthesized_expression", "comma_expression",
        "compound_literal_expression",
        "offsetof_expression", "alignof_expression", "generic_expression",
    )
)  # fmt: skip
_CONSTANT_KINDS = frozenset(
    ("number_literal", "char_literal", "string_literal", "concatenated_string", "sizeof_expression")
)
_CONSTANT_NAME = re.compile(r"[A-Z_][A-Z_0-9]*$")
_TYPES = frozenset(
    (
        "type_descriptor", "struct_specifier", "union_specifier", "enum_specifier", "parameter_list",
        "primitive_type", "sized_type_specifier", "type_identifier", "type_definition", "field_designator",
    )
)  # fmt: skip
_NAMES = frozenset(("field_identifier", "type_identifier", "statement_identifier"))
_HINTS = frozenset(("likely", "unlikely"))
TESTED = frozenset(("!", "&&", "||"))


def is_expression(node: Node) -> bool:
    """Return whether `node` is an expression of C."""
    return node.kind in _EXPRESSION_KINDS


def is_constant(node: Node) -> bool:
    """Return whether spatch takes the expression `node` for a constant."""
    if node.kind in IDENTIFIERS:
        return _CONSTANT_NAME.match(identifier_text(node)) is not None
    if node.kind == "cast_expression":
        inner = node.child("value")
    elif node.kind == "unary_expression" and (operator := node.child("operator")) and operator.text == "-":
        inner = node.child("argument")
    elif node.kind == "parenthesized_expression":
        inner = next((child for child in node.children if child.named), None)
    else:
        return node.kind in _CONSTANT_KINDS
    return inner is not None and is_constant(inner)


def uncast(node: Node) -> Node:
    """Return the expression that the casts around `node` are applied to."""
    while node.kind == "cast_expression" and (inner := node.child("value")) is not None:
        node = inner
    return node


def identifier_text(node: Node) -> str:
    """Return the word that an identifier is; NULL is a token of its own inside of its node."""
    return node.text or (node.children[0].text if node.children else "")


def subexpressions(node: Node, *, test: bool = False) -> list[tuple[Node, bool]]:
    """Return `node` and the expressions below it, parents first, each with whether only its truth matters;
    `test` tells that of `node`.

    A declarator with a value is an assignment, but not within a statement expression. The insides of types
    and an argument that holds a statement expression are left out, as in spatch.
    """
    found: list[tuple[Node, bool]] = []
    blocks = has_block(node)
    inner = _declared_inside(node) if blocks else frozenset()
    stack = [(node, test)]
    while stack:
        current, tested = stack.pop()
        if current.kind in _TYPES:
            stack.extend((value, False) for value in _enumerated(current))
            continue
        if current.kind in _NAMES or (current.field == "declarator" and current.kind in IDENTIFIERS):
            continue
        if current.kind in _EXPRESSION_KINDS or (current.kind == "init_declarator" and current not in inner):
            found.append((current, tested))
        if current.kind == "number_literal" and current.text[:1] in ("-", "+"):
            found.append((unsigned_part(current), False))
        if current.kind == "concatenated_string":
            continue
        below: Iterable[Node] = current.children
        if blocks and current.kind == "argument_list":
            below = [child for child in current.children if not has_block(child)]
        stack.extend((child, is_tested(child, current, tested)) for child in reversed(tuple(below)))
    return found


def has_block(node: Node) -> bool:
    """Return whether a statement expression is in `node`: such an argument is no expression to spatch."""
    return any(part.kind == "compound_statement" for part in node.walk())


def _declared_inside(node: Node) -> frozenset[Node]:
    """Return the declarators with values in the statement expressions of `node`."""
    blocks = [part for part in node.walk() if part.kind == "compound_statement"]
    return frozenset(part for block in blocks for part in block.walk() if part.kind == "init_declarator")


def _enumerated(type_: Node) -> list[Node]:
    """Return the values that an enum gives to its names."""
    if type_.kind != "enum_specifier":
        return []
    values = [part.child("value") for part in type_.walk() if part.kind == "enumerator"]
    return [value for value in values if value is not None]


def is_tested(node: Node, parent: Node, parent_tested: bool) -> bool:
    """Return whether C asks for nothing but the truth of the expression `node`."""
    if parent.kind in ("parenthesized_expression", "argument_list"):
        return parent_tested
    if parent.kind == "call_expression":
        function = parent.child("function")
        return parent_tested and function is not None and function.text in _HINTS and node is not function
    if parent.kind in ("binary_expression", "unary_expression"):
        operator = parent.child("operator")
        return operator is not None and operator.text in TESTED and node is not operator
    return parent.kind == "conditional_expression" and node.field == "condition"


def unsigned_part(node: Node) -> Node:
    """Return the number behind the sign that tree-sitter reads as a part of it."""
    text = node.text[1:].lstrip()
    return Node("number_literal", node.end - len(text), node.end, text=text)
