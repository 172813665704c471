"""Reads the expressions of a pattern: C's operators by precedence, plus dots, nests, disjunctions and
metavariables."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.errors import unsupported
from gupcheck.smpl.read.cursor import Cursor
from gupcheck.smpl.read.lexer import Token
from gupcheck.smpl.read.types import at_type, parse_type

_BINARY = {
    "||": 1, "&&": 2, "|": 3, "^": 4, "&": 5, "==": 6, "!=": 6, "<": 7, ">": 7, "<=": 7, ">=": 7,
    "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "%": 10,
}  # fmt: skip
_ASSIGN = frozenset(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="])
CHAINS = frozenset(("||", "&&", "|", "&", "+", "*"))
_PREFIX = frozenset(["!", "~", "-", "+", "*", "&"])
EXPRESSION_KINDS = (
    "expression", "idexpression", "identifier", "constant", "function", "symbol", "local-name", "iterator",
    "declarer",
    "metavariable", "field", "expression-list", "initialiser", "initialiser-list", "parameter", "type",
)  # fmt: skip


def parse_expression(cursor: Cursor, *, comma: bool = False) -> p.Pattern:
    """Return the expression that begins here; with `comma` the comma operator is part of it."""
    cursor.enter()
    left = _assignment(cursor)
    while comma and cursor.at_text(","):
        cursor.next()
        left = p.Comma(left, _assignment(cursor))
    cursor.leave()
    return left


def _assignment(cursor: Cursor) -> p.Pattern:
    left = _ternary(cursor)
    token = cursor.peek()
    operator = cursor.meta(token, "assignment-operator")
    if operator or (token.kind == "op" and token.text in _ASSIGN):
        cursor.next()
        op = p.Meta(operator) if operator else token.text
        return p.Assign(op, left, _initialiser_or_expression(cursor), token.positions)
    return left


def _initialiser_or_expression(cursor: Cursor) -> p.Pattern:
    return parse_initialiser(cursor) if cursor.at_text("{") else parse_expression(cursor)


def _ternary(cursor: Cursor) -> p.Pattern:
    test = _binary(cursor, 1)
    if not cursor.accept("?"):
        return test
    yes = None if cursor.at_text(":") else parse_expression(cursor)
    cursor.expect(":")
    return p.Ternary(test, yes, _ternary(cursor))


def _binary(cursor: Cursor, lowest: int) -> p.Pattern:
    left = _unary(cursor)
    while True:
        token = cursor.peek()
        operator = cursor.meta(token, "binary-operator")
        level = 7 if operator else _BINARY.get(token.text, 0) if token.kind == "op" else 0
        if level < lowest:
            return left
        cursor.next()
        op = p.Meta(operator) if operator else token.text
        right = _operand(cursor, token.text, level)
        left = _and_attached(cursor, token, p.Binary(op, left, right, token.positions))


def _and_attached(cursor: Cursor, token: Token, pattern: p.Pattern) -> p.Pattern:
    """Return that a place is `pattern` and what the metavariables stand for that are attached to `token`."""
    if not token.attached:
        return pattern
    return p.Conj((pattern, *(p.Meta(var) for var in cursor.attached_to(token))))


def _operand(cursor: Cursor, operator: str, level: int) -> p.Pattern:
    """Return the right operand, which may be dots where the operator makes chains (`a || ...`)."""
    if operator in CHAINS and cursor.peek().text == "..." and cursor.peek().kind == "dots":
        cursor.next()
        return p.Dots()
    return _binary(cursor, level + 1)


def _unary(cursor: Cursor) -> p.Pattern:
    token = cursor.peek()
    if token.kind == "op" and token.text in _PREFIX:
        cursor.enter()
        cursor.next()
        argument = _unary(cursor)
        cursor.leave()
        return p.Unary(token.text, argument, token.positions)
    if token.kind == "op" and token.text in ("++", "--"):
        cursor.next()
        return p.Update(token.text, _unary(cursor), prefix=True, positions=token.positions)
    if token.kind == "id" and token.text == "sizeof":
        return _sizeof(cursor)
    if token.kind == "op" and token.text == "(" and at_type(cursor, 1) and (cast := _cast(cursor)):
        return cast
    return _postfix(cursor)


def _sizeof(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    if cursor.at_text("(") and at_type(cursor, 1):
        cursor.next()
        type_ = parse_type(cursor)
        return p.Sizeof(type_, token.positions, cursor.positions_of(")"))
    return p.Sizeof(_unary(cursor), token.positions)


def _cast(cursor: Cursor) -> p.Pattern | None:
    """Return the cast that begins here, or None where the parenthesis holds an expression after all."""
    start = cursor.at
    cursor.next()
    type_ = parse_type(cursor)
    if not cursor.at_text(")"):
        cursor.at = start
        return None
    closing = cursor.positions_of(")")
    if cursor.at_text("{"):
        return p.CompoundLiteral(type_, parse_initialiser(cursor), closing)
    return p.Cast(type_, _unary(cursor), closing)


def _postfix(cursor: Cursor) -> p.Pattern:
    left = _primary(cursor)
    while True:
        token = cursor.peek()
        if token.kind != "op":
            return left
        if token.text == "(":
            left = p.Call(left, *_call_arguments(cursor))
            left = _and_attached(cursor, cursor.tokens[cursor.at - 1], left)
        elif token.text == "[":
            cursor.next()
            left = p.Index(left, parse_list_item(cursor))
            cursor.expect("]")
        elif token.text in (".", "->"):
            cursor.next()
            left = p.Field(left, token.text, _primary(cursor))
        elif token.text in ("++", "--"):
            cursor.next()
            left = p.Update(token.text, left, prefix=False, positions=token.positions)
        else:
            return left


def _primary(cursor: Cursor) -> p.Pattern:
    token = cursor.peek()
    if token.kind == "open":
        return _group(cursor)
    if token.kind == "dots" and token.text in ("<...", "<+..."):
        return _nest(cursor)
    if token.kind == "dots" and token.text == "...":
        cursor.next()
        return p.Dots()
    if token.kind == "op" and token.text == "(":
        cursor.enter()
        cursor.next()
        if cursor.at_text("{"):
            raise unsupported("A statement expression", token.line, token.column)
        inner = parse_expression(cursor, comma=True)
        closing = cursor.peek()
        paren = p.Paren(inner, cursor.positions_of(")"))
        cursor.leave()
        return _and_attached(cursor, closing, paren)
    if token.kind in ("num", "char", "str"):
        return _literal(cursor)
    if token.kind == "id":
        cursor.next()
        if var := cursor.meta(token):
            if var.kind not in EXPRESSION_KINDS:
                cursor.at -= 1
                raise cursor.error(f"A metavariable of kind '{var.kind}' cannot stand in an expression")
            if var.kind not in ("symbol", "local-name"):
                return _and_attached(cursor, token, p.Meta(var, token.positions))
        return _and_attached(cursor, token, p.Ident(token.text, token.positions))
    raise cursor.error("An expression was expected here")


def _literal(cursor: Cursor) -> p.Pattern:
    token = cursor.next()
    if token.kind == "str" and ("%@" in token.text or "..." in token.text):
        raise unsupported("A format string with metavariables or dots", token.line, token.column)
    return _and_attached(cursor, token, p.Literal(token.text, token.positions))


def _group(cursor: Cursor) -> p.Pattern:
    """Return a disjunction or conjunction of expressions."""
    cursor.enter()
    cursor.next()
    alternatives = [parse_list_item(cursor)]
    separator = cursor.peek().kind
    while cursor.peek().kind in ("bar", "and"):
        if cursor.peek().kind != separator:
            raise cursor.error("A group is either a disjunction or a conjunction")
        cursor.next()
        alternatives.append(parse_list_item(cursor))
    if cursor.peek().kind != "close":
        raise cursor.error("The end of a disjunction was expected here")
    cursor.next()
    cursor.leave()
    return p.Conj(tuple(alternatives)) if separator == "and" else p.Disj(tuple(alternatives))


def _nest(cursor: Cursor) -> p.Pattern:
    opening = cursor.next()
    inner = parse_expression(cursor)
    closing = cursor.peek()
    if closing.text != ("...+>" if opening.text == "<+..." else "...>"):
        raise cursor.error("The end of a nest was expected here")
    cursor.next()
    return p.Nest(inner, plus=opening.text == "<+...")


def parse_list_item(cursor: Cursor) -> p.Pattern:
    """Return an argument: an expression, a type, a list metavariable or dots."""
    token = cursor.peek()
    if token.kind == "dots" and token.text == "...":
        cursor.next()
        if cursor.at_text("when"):
            raise unsupported("'when' on dots among arguments", token.line, token.column)
        return p.Dots()
    if at_type(cursor, 0) and not cursor.meta(token, "type"):
        return parse_type(cursor)
    if cursor.meta(token, "type") and cursor.peek(1).text in (",", ")", "*"):
        return parse_type(cursor)
    if token.kind == "op" and token.text == "{":
        return parse_initialiser(cursor)
    return parse_expression(cursor)


def parse_arguments(cursor: Cursor) -> tuple[p.Pattern, ...]:
    """Return the arguments in the parentheses that begin here."""
    start = cursor.peek()
    arguments, positions = _call_arguments(cursor)
    if positions:
        raise unsupported("A position on ')' here", start.line, start.column)
    return arguments


def _call_arguments(cursor: Cursor) -> tuple[tuple[p.Pattern, ...], tuple[str, ...]]:
    """Return the arguments in the parentheses that begin here, and the positions of the closing one."""
    cursor.expect("(")
    arguments: list[p.Pattern] = []
    cursor.enter()
    while not cursor.at_text(")"):
        arguments.append(parse_list_item(cursor))
        if not cursor.at_text(")"):
            cursor.expect(",")
    cursor.leave()
    return tuple(arguments), cursor.positions_of(")")


def parse_initialiser(cursor: Cursor) -> p.InitList:
    """Return the braced initialiser that begins here."""
    cursor.expect("{")
    items: list[p.Pattern] = []
    cursor.enter()
    while not cursor.at_text("}"):
        items.append(_initialiser_item(cursor))
        if not cursor.at_text("}") and not isinstance(items[-1], p.Dots):
            cursor.expect(",")
        cursor.accept(",")
    cursor.leave()
    cursor.expect("}")
    return p.InitList(tuple(items))


def _initialiser_item(cursor: Cursor) -> p.Pattern:
    if cursor.at_text("."):
        cursor.next()
        name = _primary(cursor)
        cursor.expect("=")
        value = p.Dots() if cursor.accept("...") else _initialiser_or_expression(cursor)
        return p.Designated(name, value)
    if cursor.at_text("["):
        raise unsupported("An array designator", cursor.peek().line, cursor.peek().column)
    return parse_list_item(cursor)


def parse_name(cursor: Cursor) -> p.Pattern:
    """Return the name that stands here: an identifier, a metavariable, or a disjunction of these."""
    token = cursor.next()
    if token.kind == "open":
        cursor.at -= 1
        return parse_expression(cursor)
    if token.kind != "id":
        cursor.at -= 1
        raise cursor.error("A name was expected here")
    var = cursor.meta(token)
    if var is None or var.kind in ("symbol", "local-name"):
        return p.Ident(token.text, token.positions)
    return p.Meta(var, token.positions)
