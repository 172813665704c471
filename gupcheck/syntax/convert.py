"""From tree-sitter's tree to ours: plain nodes with the offsets and the text of the original file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gupcheck.syntax.ast import Node

if TYPE_CHECKING:
    from tree_sitter import Tree

MAX_DEPTH = 2000
"""A tree that is deeper than this many levels is not converted."""

_DROPPED = frozenset(("comment", "\n"))
_LOOPS = ("while_statement", "if_statement")
_LITERALS = frozenset(("string_literal", "char_literal"))

_KINDS: dict[int, tuple[str, bool]] = {}
"""What the grammar's numbers of kinds mean, filled as they are met: the name, and whether nodes are named."""


class TooDeepError(Exception):
    """The tree is deeper than MAX_DEPTH."""


def convert(tree: Tree, data: bytes, offset: int, marks: Mapping[int, str]) -> Node:
    """Return the tree's root as a Node.

    The tree was parsed from a rewritten copy of `data[offset:]`. `marks` tells what the dialect wrote at an
    offset of
    the copy: "iterator" at a `while`, "range" at a `||`, "type" at a name that stands for a type. String and
    character
    literals are leaves. Raises TooDeepError; uses no recursion.
    """
    cursor = tree.walk()
    levels: list[list[Node]] = [[]]
    heads: list[tuple[str, int, int, str, bool]] = []
    while True:
        node = cursor.node
        assert node is not None
        start, end = node.start_byte, node.end_byte
        known = _KINDS.get(node.kind_id)
        if known is None:
            known = _KINDS[node.kind_id] = (node.type, node.is_named)
        kind, named = known
        if start == end and node.is_missing:
            kind = "MISSING"
        field = cursor.field_name or ""
        if kind not in _LITERALS and cursor.goto_first_child():
            if len(levels) > MAX_DEPTH:
                raise TooDeepError
            heads.append((kind, start, end, field, named))
            levels.append([])
            continue
        if kind in _DROPPED:
            pass
        elif start in marks:
            levels[-1].append(
                _marked_leaf(kind, start + offset, end + offset, field, named, data, marks[start])
            )
        else:
            text = data[start + offset : end + offset].decode("utf-8", "replace") if named else kind
            levels[-1].append(Node(kind, start + offset, end + offset, (), field, text, named))
        while not cursor.goto_next_sibling():
            if not heads:
                return levels[0][0]
            cursor.goto_parent()
            kind, start, end, field, named = heads.pop()
            children = tuple(levels.pop())
            if marks or kind == "function_definition":
                inner = _inner(
                    kind, start + offset, end + offset, field, named, children, data, marks, offset
                )
            else:
                inner = Node(kind, start + offset, end + offset, children, field, "", named)
            levels[-1].append(inner)


def _marked_leaf(kind: str, start: int, end: int, field: str, named: bool, data: bytes, mark: str) -> Node:
    """Return a leaf where the dialect wrote something."""
    if mark == "type" and kind == "identifier":
        kind = "type_descriptor"
    elif mark == "macro" and kind == "string_literal":
        kind = "identifier"
    return Node(kind, start, end, (), field, data[start:end].decode("utf-8", "replace"), named)


def _inner(
    kind: str,
    start: int,
    end: int,
    field: str,
    named: bool,
    children: tuple[Node, ...],
    data: bytes,
    marks: Mapping[int, str],
    offset: int,
) -> Node:
    if kind in _LOOPS and marks.get(start - offset) == "iterator":
        return _iterator(start, end, field, children, data)
    if (
        kind == "binary_expression"
        and len(children) == 3
        and marks.get(children[1].start - offset) == "range"
    ):
        dots = children[1]
        dots = Node("...", dots.start, dots.end, (), dots.field, "...", named=False)
        return Node("range_expression", start, end, (children[0], dots, children[2]), field)
    if kind == "expression_statement" and marks.get(start - offset) == "label" and len(children) == 2:
        return _label(start, end, field, children)
    if kind == "expression_statement" and marks.get(start - offset) == "jump":
        return _jump(end, field, children, data)
    if kind == "function_definition" and not any(child.kind == "function_declarator" for child in children):
        children = tuple(
            _with_parameters(child) if child.field == "declarator" else child for child in children
        )
    return Node(kind, start, end, children, field, "", named)


def _label(start: int, end: int, field: str, children: tuple[Node, ...]) -> Node:
    """Make a labeled_statement without a statement of `name;`, which the dialect wrote for `name: }`."""
    word, colon = children
    label = Node("statement_identifier", word.start, word.end, (), "label", word.text)
    return Node(
        "labeled_statement",
        start,
        end,
        (label, Node(":", colon.start, colon.end, (), "", ":", named=False)),
        field,
    )


def _jump(end: int, field: str, children: tuple[Node, ...], data: bytes) -> Node:
    """Make a goto_statement, whose label is an expression, of what stands behind the blanked `goto`."""
    start = data.rindex(b"goto", 0, children[0].start)
    word = Node("goto", start, start + len("goto"), (), "", "goto", named=False)
    children[0].field = "label"
    return Node("goto_statement", start, end, (word, *children), field)


def _with_parameters(declarator: Node) -> Node:
    """Give its empty parameter list, for which there was no room, to `SYSCALL_DEFINE0(name)`."""
    if declarator.kind != "identifier":
        return declarator
    name = Node("identifier", declarator.start, declarator.end, (), "declarator", declarator.text)
    none = Node("parameter_list", declarator.end, declarator.end, (), "parameters")
    return Node("function_declarator", declarator.start, declarator.end, (name, none), "declarator")


def _iterator(start: int, end: int, field: str, children: tuple[Node, ...], data: bytes) -> Node:
    """Make an iterator_statement of the `while` or `if` that the dialect wrote in its place."""
    name_end = start
    while data[name_end : name_end + 1].isalnum() or data[name_end : name_end + 1] == b"_":
        name_end += 1
    name = Node("identifier", start, name_end, (), "name", data[start:name_end].decode("ascii", "replace"))
    rest = []
    for child in children[1:]:
        if child.field == "condition":
            child = _arguments(child, name_end, data)
        elif child.field == "consequence":
            child.field = "body"
        rest.append(child)
    return Node("iterator_statement", start, end, (name, *rest), field)


def _arguments(condition: Node, name_end: int, data: bytes) -> Node:
    """Make an argument_list of a parenthesised comma expression; the one of `name()` is empty again."""
    opening = data.index(b"(", name_end)
    flat: list[Node] = []
    pending = list(reversed(condition.children))
    if not data[opening + 1 : condition.end - 1].strip():
        pending = [condition.children[-1], Node("(", opening, opening + 1, (), "", "(", named=False)]
    while pending:
        child = pending.pop()
        if child.kind == "comma_expression":
            pending.extend(reversed(child.children))
        else:
            child.field = ""
            flat.append(child)
    return Node("argument_list", opening, condition.end, tuple(flat), "arguments")
