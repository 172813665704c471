"""Codes that an interface tells apart: what a function that is stored in one of its fields must return."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gupcheck.checks.hit import Hit
from gupcheck.checks.subject import Subject
from gupcheck.errors.tokens import Token
from gupcheck.errors.values import ERRNO
from gupcheck.model import Confidence
from gupcheck.syntax.ast import Node


def broken_contracts(subject: Subject, contracts: object) -> Iterator[Hit]:
    """Yield the codes that a function returns where the interface it serves knows another.

    `contracts` has a table for each code that is wrong: the code that is wanted, and the `fields` that store
    the functions.
    """
    for wrong, table in contracts.items() if isinstance(contracts, Mapping) else ():
        field = _serves(subject, table["fields"])
        tokens = sorted(_returning(subject, wrong), key=lambda token: token.origin) if field else ()
        for token in tokens:
            told = (
                f"{subject.function.name}() returns -{wrong}, but those who call it through '.{field}' "
                f"expect -{table['wanted']}."
            )
            yield Hit(_at(subject, token), told, Confidence.HIGH)


def _serves(subject: Subject, fields: list[str]) -> str:
    """Return the first of `fields` in which the file stores the function, "" for none."""
    name = re.escape(subject.function.name.encode())
    for field in fields:
        if re.search(rb"\.%s\s*=\s*%s\b" % (field.encode(), name), subject.unit.data):
            return field
    return ""


def _returning(subject: Subject, code: str) -> set[Token]:
    """Return what the function itself returns as `code`, not what it hands on."""
    return {
        token
        for _, tokens in subject.returns
        for token in tokens
        if token.value.kind == ERRNO and token.value.name == code
    }


def _at(subject: Subject, token: Token) -> Node:
    """Return the syntax where a constant entered."""
    found = (part for part in subject.tree.walk() if part.start == token.origin and part.named)
    return next(found, subject.tree)
