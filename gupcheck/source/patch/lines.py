"""Lines of bytes as diff and patch count them."""

from __future__ import annotations

import re

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def lines_of(data: bytes) -> list[bytes]:
    """Return the lines with their ends; line feeds alone end one, so that a CR is part of its line."""
    return data.splitlines(keepends=True) if b"\r" not in data else _LINE.findall(data)
