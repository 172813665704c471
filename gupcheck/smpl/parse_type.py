"""Reads the types of a pattern."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.cursor import STORAGE, TYPE_KEYWORDS, Cursor

_QUALIFIERS = frozenset(["const", "volatile"])
_TAGGED = frozenset(["struct", "union", "enum"])


def at_type(cursor: Cursor, ahead: int) -> bool:
    """Return whether a type begins `ahead` tokens from here.

    A name that is neither a keyword nor a metavariable is taken for a type where another name, or stars
    and a name, follow it.
    """
    token = cursor.peek(ahead)
    if token.kind != "id":
        return False
    if token.text in TYPE_KEYWORDS or cursor.meta(token, "type"):
        return True
    var = cursor.meta(token)
    if var is not None:
        return var.kind == "local-name" and not var.scope
    following = cursor.peek(ahead + 1)
    if following.kind == "id" and following.text not in ("when", "else") and following.line == token.line:
        return cursor.meta(following, "binary-operator", "assignment-operator") is None
    stars = 1
    while cursor.peek(ahead + stars).text == "*" and cursor.peek(ahead + stars).kind == "op":
        stars += 1
    after = cursor.peek(ahead + stars)
    return ahead == 1 and stars > 1 and after.text == ")"


def parse_type(cursor: Cursor) -> p.TypePattern:
    """Return the type that begins here, with its stars."""
    words: list[str] = []
    base: p.Meta | None = None
    tag: p.Pattern | None = None
    qualifiers: set[str] = set()
    while cursor.peek().text in _QUALIFIERS | STORAGE:
        word = cursor.next().text
        if word in _QUALIFIERS:
            qualifiers.add(word)
    token = cursor.next()
    if var := cursor.meta(token, "type"):
        base = p.Meta(var, token.positions)
    elif token.text in _TAGGED:
        name = cursor.next()
        words = [token.text, name.text]
        if var := cursor.meta(name):
            words, tag = [token.text], p.Meta(var, name.positions)
    else:
        words = [token.text]
        while token.text in TYPE_KEYWORDS and cursor.peek().text in TYPE_KEYWORDS - _TAGGED:
            word = cursor.next().text
            if word not in _QUALIFIERS:
                words.append(word)
    pointers = 0
    while cursor.at_text("*", *_QUALIFIERS):
        pointers += cursor.next().text == "*"
    return p.TypePattern(normal_type(" ".join(words)), pointers, base, tag, frozenset(qualifiers))


_ARITHMETIC = frozenset(["char", "short", "int", "long", "signed", "unsigned"])


def normal_type(words: str) -> str:
    """Return the one spelling of an arithmetic type: `unsigned` is `unsigned int`, `long unsigned int` is
    `unsigned long`.

    Other types come back as they are, qualifiers dropped.
    """
    parts = [word for word in words.split() if word not in _QUALIFIERS and word not in STORAGE]
    if not parts or not set(parts) <= _ARITHMETIC:
        return " ".join(parts)
    sign = "unsigned " if "unsigned" in parts else "signed " if "signed" in parts and "char" in parts else ""
    if "char" in parts:
        return sign + "char"
    if "short" in parts:
        return sign + "short"
    return sign + ("long long" if parts.count("long") == 2 else "long" if "long" in parts else "int")
