"""Reads the body of a rule: a function, a record, or statements."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.errors import SmplError
from gupcheck.smpl.keywords import STORAGE
from gupcheck.smpl.read.cursor import Cursor
from gupcheck.smpl.read.expressions import parse_name
from gupcheck.smpl.read.statements import (
    parse_block,
    parse_declaration,
    parse_dots,
    parse_element,
)
from gupcheck.smpl.read.types import parse_type

_HEADS = frozenset(["if", "while", "for", "switch", "do", "return", "sizeof"])


def parse_body(cursor: Cursor) -> p.Sequence:
    """Return the whole body of a rule. Raises SmplError where it is not understood."""
    elements: list[p.Pattern] = []
    while cursor.peek().kind != "end":
        elements.append(_top_item(cursor))
    cursor.refuse_unasked()
    tops = [element for element in elements if isinstance(element, (p.Function, p.Record))]
    if tops and len(elements) > 1:
        raise SmplError(
            "A function or a struct definition beside other patterns in one rule is not supported.",
            line=cursor.tokens[0].line,
            column=cursor.tokens[0].column,
            hint="Make it a rule of its own.",
        )
    return p.Sequence(tuple(elements))


def _top_item(cursor: Cursor) -> p.Pattern:
    if _at_function(cursor):
        return _function(cursor)
    if cursor.at_text("struct", "union") and cursor.peek(2).text == "{":
        return _record(cursor)
    return parse_element(cursor)


def _at_function(cursor: Cursor) -> bool:
    """Return whether a function definition begins here: words and stars, parentheses, and then a brace."""
    ahead = 0
    while cursor.peek(ahead).kind == "id" or cursor.peek(ahead).text == "*":
        ahead += 1
    name = cursor.peek(ahead - 1) if ahead else cursor.peek()
    if not ahead or name.kind != "id" or name.text in _HEADS or cursor.peek(ahead).text != "(":
        return False
    if cursor.meta(name, "iterator") or ((var := cursor.meta(name, "local-name")) and var.scope):
        return False
    depth = 0
    while cursor.peek(ahead).kind != "end":
        token = cursor.peek(ahead)
        if token.kind == "op":
            depth += (token.text == "(") - (token.text == ")")
        ahead += 1
        if depth == 0:
            return cursor.peek(ahead).text == "{" and cursor.peek(ahead).kind == "op"
    return False


def _function(cursor: Cursor) -> p.Pattern:
    storage = []
    while cursor.peek().text in STORAGE:
        storage.append(cursor.next().text)
    type_ = parse_type(cursor) if cursor.peek(1).text != "(" else None
    token = cursor.next()
    var = cursor.meta(token)
    name: p.Pattern = (
        p.Meta(var, token.positions) if var and var.kind != "symbol" else p.Ident(token.text, token.positions)
    )
    cursor.expect("(")
    parameters: list[p.Pattern] = []
    while not cursor.at_text(")"):
        parameters.append(_parameter(cursor))
        if not cursor.at_text(")"):
            cursor.expect(",")
    cursor.expect(")")
    return p.Function(name, tuple(parameters), parse_block(cursor), type_, tuple(storage))


def _parameter(cursor: Cursor) -> p.Pattern:
    if cursor.accept("..."):
        return p.Dots()
    token = cursor.peek()
    if var := cursor.meta(token, "parameter", "parameter-list"):
        cursor.next()
        return p.Meta(var, token.positions)
    type_ = parse_type(cursor)
    if cursor.at_text(",", ")"):
        return p.Parameter(type_, None)
    return p.Parameter(type_, parse_name(cursor))


def _record(cursor: Cursor) -> p.Pattern:
    keyword = cursor.next().text
    name = parse_name(cursor)
    cursor.expect("{")
    members: list[p.Pattern] = []
    while not cursor.accept("}"):
        members.append(parse_dots(cursor) if cursor.at_text("...") else parse_declaration(cursor))
    cursor.accept(";")
    return p.Record(keyword, name, tuple(members))
