"""Reads the statements of a pattern: simple and compound ones, dots, nests, disjunctions, declarations."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.errors import SmplError, unsupported
from gupcheck.smpl.keywords import STORAGE, TYPE_KEYWORDS
from gupcheck.smpl.read.cursor import Cursor
from gupcheck.smpl.read.expressions import (
    parse_arguments,
    parse_expression,
    parse_initialiser,
    parse_list_item,
    parse_name,
)
from gupcheck.smpl.read.types import at_type, parse_type

_GOES_ON = frozenset(("?", "=", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "|", "/", "%", ".", "->", "["))
"""What behind a group says that it is a part of an expression."""

_ENDS = frozenset(("bar", "close", "and", "end"))


def parse_sequence(cursor: Cursor, *closers: str) -> p.Sequence:
    """Return the elements up to one of `closers`, or to the end of an alternative."""
    elements: list[p.Pattern] = []
    while cursor.peek().kind not in _ENDS and not cursor.at_text(*closers):
        elements.append(parse_element(cursor))
    return p.Sequence(tuple(elements))


def parse_element(cursor: Cursor) -> p.Pattern:
    """Return the statement, dots, nest or group that begins here."""
    token = cursor.peek()
    if token.mark == "?":
        start = cursor.at
        inner = _statement(cursor)
        if any(part.mark != "?" for part in cursor.tokens[start : cursor.at]):
            raise unsupported("'?' on a part of a statement", token.line, token.column)
        return p.Optional(inner)
    if token.kind == "dots" and token.text == "...":
        return parse_dots(cursor)
    if token.kind == "dots" and token.text in ("<...", "<+..."):
        return _nest(cursor)
    if token.kind == "open":
        return _group(cursor)
    return _statement(cursor)


def parse_dots(cursor: Cursor) -> p.Dots:
    """Return the dots that stand here, with their conditions."""
    cursor.next()
    return p.Dots(_whens(cursor))


def _whens(cursor: Cursor) -> tuple[p.When, ...]:
    whens: list[p.When] = []
    while cursor.at_text("when"):
        line = cursor.next().line
        whens.append(_when(cursor))
        while cursor.at_text(",") and cursor.peek().line == line:
            cursor.next()
            whens.append(_when(cursor))
    return tuple(whens)


def _when(cursor: Cursor) -> p.When:
    token = cursor.next()
    if token.text in ("any", "strict", "exists", "forall"):
        return p.When(token.text)
    if token.text != "!=":
        raise unsupported(f"'when {token.text}'", token.line, token.column)
    if cursor.at_text("true", "false") and cursor.peek(1).line == cursor.peek().line:
        return p.When(f"not-{cursor.next().text}", parse_expression(cursor))
    if cursor.peek().kind == "open" or not cursor.at_text(
        "if", "while", "for", "return", "goto", "break", "continue"
    ):
        if (var := cursor.meta(cursor.peek(), "statement")) is not None:
            raise unsupported(f"'when != {var.name}' with a statement metavariable", token.line, token.column)
        expression = parse_expression(cursor)
        return p.When("not", p.ExprStatement(expression) if cursor.accept(";") else p.Within(expression))
    return p.When("not", _statement(cursor))


def _nest(cursor: Cursor) -> p.Pattern:
    opening = cursor.next()
    closer = "...+>" if opening.text == "<+..." else "...>"
    inner = parse_sequence(cursor, closer)
    cursor.expect(closer)
    whens = _whens(cursor)
    if cursor.peek().kind == "op" and cursor.peek().text in ("=", ";", "==", "!=", "->"):
        raise unsupported("A nest as a part of an expression statement", opening.line, opening.column)
    return p.Nest(inner, closer == "...+>", whens)


def _group(cursor: Cursor) -> p.Pattern:
    """Return a disjunction or conjunction of statements; `\\(...\\)` may be an expression's instead."""
    start = cursor.at
    if cursor.peek().text != "(":
        try:
            return _expression_statement(cursor)
        except SmplError:
            cursor.at = start
    cursor.enter()
    cursor.next()
    alternatives = [parse_sequence(cursor)]
    separator = cursor.peek().kind
    while cursor.peek().kind in ("bar", "and"):
        if cursor.peek().kind != separator:
            raise cursor.error("A group is either a disjunction or a conjunction")
        cursor.next()
        alternatives.append(parse_sequence(cursor))
    if cursor.peek().kind != "close":
        raise cursor.error("The end of a disjunction was expected here")
    closing = cursor.next()
    cursor.leave()
    behind = cursor.peek()
    called = behind.text == "(" and behind.line == closing.line
    if behind.kind == "op" and (behind.text in _GOES_ON or called):
        cursor.at = start
        return _expression_statement(cursor)
    if separator == "and":
        return p.Conj(tuple(alternatives))
    return p.Disj(tuple(alternatives))


def _statement(cursor: Cursor) -> p.Pattern:
    cursor.enter()
    token = cursor.peek()
    reader = _STATEMENTS.get(token.text) if token.kind in ("id", "op") else None
    if reader:
        found = reader(cursor)
    elif var := cursor.meta(token, "statement"):
        cursor.next()
        found = p.Meta(var, token.positions)
    elif _at_iterator(cursor):
        found = p.IteratorLoop(parse_name(cursor), parse_arguments(cursor), _statement(cursor))
    elif _at_declarer(cursor):
        found = p.DeclarerCall(parse_name(cursor), parse_arguments(cursor))
        cursor.accept(";")
    elif _at_declaration(cursor):
        found = parse_declaration(cursor)
    elif token.kind == "id" and cursor.peek(1).text == ":" and cursor.peek(1).kind == "op":
        found = p.Labelled(parse_name(cursor))
        cursor.next()
    else:
        found = _expression_statement(cursor)
    cursor.leave()
    return found


def _at_iterator(cursor: Cursor) -> bool:
    token = cursor.peek()
    var = cursor.meta(token, "iterator", "local-name")
    return (
        var is not None and (var.kind == "iterator" or var.scope == "iterator") and cursor.peek(1).text == "("
    )


def _at_declarer(cursor: Cursor) -> bool:
    var = cursor.meta(cursor.peek(), "declarer", "local-name")
    return (
        var is not None and (var.kind == "declarer" or var.scope == "declarer") and cursor.peek(1).text == "("
    )


def _at_declaration(cursor: Cursor) -> bool:
    token = cursor.peek()
    if token.kind == "id" and token.text in STORAGE | TYPE_KEYWORDS:
        return True
    if not at_type(cursor, 0):
        return False
    return cursor.peek(1).kind in ("id", "open") or cursor.peek(1).text == "*"


def parse_declaration(cursor: Cursor) -> p.Pattern:
    """Return the declaration of one name that begins here."""
    storage = []
    while cursor.peek().text in STORAGE:
        storage.append(cursor.next().text)
    type_ = parse_type(cursor)
    name = parse_name(cursor)
    array: list[p.Pattern] = []
    while cursor.accept("["):
        array.append(p.Sequence(()) if cursor.at_text("]") else parse_list_item(cursor))
        cursor.expect("]")
    value: p.Pattern | None = None
    assigned: tuple[str, ...] = ()
    if cursor.at_text("="):
        assigned = cursor.positions_of("=")
        if cursor.accept("..."):
            value = p.Dots()
        else:
            value = parse_initialiser(cursor) if cursor.at_text("{") else parse_expression(cursor)
    if cursor.at_text(",", "("):
        token = cursor.peek()
        raise unsupported("A declaration of several names or of a function", token.line, token.column)
    cursor.expect(";")
    return p.Declaration(type_, name, value, tuple(storage), tuple(array), assigned)


def _expression_statement(cursor: Cursor) -> p.Pattern:
    expression = parse_expression(cursor, comma=True)
    if cursor.at_text(";"):
        return p.ExprStatement(expression, cursor.positions_of(";"))
    behind = cursor.peek()
    if behind.kind in ("id", "num", "str", "char") and behind.line == cursor.tokens[cursor.at - 1].line:
        raise cursor.error("An operator, ';' or the end of the line was expected here")
    return p.Within(expression)


def parse_block(cursor: Cursor) -> p.Block:
    """Return the braces that begin here, with what is in them."""
    opening = cursor.positions_of("{")
    cursor.enter()
    body = parse_sequence(cursor, "}")
    cursor.leave()
    return p.Block(body, opening, cursor.positions_of("}"))


def _branch(cursor: Cursor) -> p.Pattern:
    if cursor.peek().kind == "open":
        return _group(cursor)
    if cursor.at_text("..."):
        raise unsupported(
            "'...' as the whole branch of a statement", cursor.peek().line, cursor.peek().column
        )
    return _statement(cursor)


def _if(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    cursor.expect("(")
    test = p.Dots() if cursor.accept("...") else parse_expression(cursor, comma=True)
    closing = cursor.positions_of(")")
    then = _branch(cursor)
    otherwise = _branch(cursor) if cursor.accept("else") else None
    return p.If(test, then, otherwise, token.positions, closing)


def _test(cursor: Cursor) -> p.Pattern:
    cursor.expect("(")
    test = p.Dots() if cursor.accept("...") else parse_expression(cursor, comma=True)
    cursor.expect(")")
    return test


def _while(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    test = _test(cursor)
    return p.Loop("while", test, _branch(cursor), positions=token.positions)


def _do(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    body = _branch(cursor)
    cursor.expect("while")
    test = _test(cursor)
    cursor.expect(";")
    return p.Loop("do", test, body, positions=token.positions)


def _for(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    cursor.expect("(")
    parts: list[p.Pattern | None] = []
    for closer in (";", ";", ")"):
        if cursor.accept("..."):
            parts.append(p.Dots())
        else:
            parts.append(None if cursor.at_text(closer) else parse_expression(cursor, comma=True))
        cursor.expect(closer)
    return p.Loop("for", parts[1], _branch(cursor), parts[0], parts[2], token.positions)


def _switch(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    value = _test(cursor)
    return p.Switch(value, _branch(cursor), token.positions)


def _return(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    value: p.Pattern | None = None
    if cursor.accept("..."):
        value = p.Dots()
    elif not cursor.at_text(";"):
        value = parse_expression(cursor, comma=True)
    cursor.expect(";")
    return p.Return(value, token.positions)


def _jump(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    label = None
    if token.text == "goto":
        label = p.Dots() if cursor.accept("...") else parse_name(cursor)
    cursor.expect(";")
    return p.Jump(token.text, label, token.positions)


def _case(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    if token.text == "default" and not cursor.at_text(":"):
        raise cursor.error("':' was expected after 'default'")
    value = None if token.text == "default" else parse_expression(cursor)
    cursor.expect(":")
    return p.CaseLabel(value, token.positions)


_STATEMENTS = {
    "{": parse_block,
    "if": _if,
    "while": _while,
    "do": _do,
    "for": _for,
    "switch": _switch,
    "return": _return,
    "break": _jump,
    "continue": _jump,
    "goto": _jump,
    "case": _case,
    "default": _case,
}
