"""What the syntax tests share: units of C text, and trees as one line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gupcheck.syntax import Dialect, Node, Unit, load_dialect, parse_unit

Parse = Callable[[str], Unit]
Shape = Callable[[Node], str]


@pytest.fixture(scope="session")
def dialect() -> Dialect:
    return load_dialect()


@pytest.fixture
def unit(dialect: Dialect) -> Parse:
    """Return a function that parses C text."""
    return lambda text: parse_unit(text.encode(), "mm/x.c", dialect)


@pytest.fixture
def body(unit: Parse) -> Parse:
    """Return a function that parses statements as the body of `void f(void)`."""
    return lambda text: unit("void f(void)\n{\n" + text + "\n}\n")


@pytest.fixture
def shape() -> Shape:
    """Return a function that writes a tree's named nodes as `kind(child, ...)`, leaves as their text."""

    def write(node: Node) -> str:
        if not node.children:
            return node.text
        return f"{node.kind}({', '.join(write(child) for child in node.children if child.named)})"

    return write
