"""Reads the types of a pattern."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.keywords import QUALIFIERS, STORAGE, TAGGED, TYPE_KEYWORDS, normal_type
from gupcheck.smpl.read.cursor import Cursor


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
    while cursor.peek().text in QUALIFIERS | STORAGE:
        word = cursor.next().text
        if word in QUALIFIERS:
            qualifiers.add(word)
    token = cursor.next()
    if var := cursor.meta(token, "type"):
        base = p.Meta(var, token.positions)
    elif token.text in TAGGED:
        name = cursor.next()
        words = [token.text, name.text]
        if var := cursor.meta(name):
            words, tag = [token.text], p.Meta(var, name.positions)
    else:
        words = [token.text]
        while token.text in TYPE_KEYWORDS and cursor.peek().text in TYPE_KEYWORDS - TAGGED:
            word = cursor.next().text
            if word not in QUALIFIERS:
                words.append(word)
    pointers = 0
    while cursor.at_text("*", *QUALIFIERS):
        pointers += cursor.next().text == "*"
    return p.TypePattern(normal_type(" ".join(words)), pointers, base, tag, frozenset(qualifiers))
