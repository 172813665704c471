"""The names and numbers of error codes: from a tree's own headers, or from the table that is shipped."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

HEADERS = (
    "include/uapi/asm-generic/errno-base.h",
    "include/uapi/asm-generic/errno.h",
    "include/linux/errno.h",
)
"""Where a kernel tree defines its error codes."""

_DEFINE = re.compile(rb"^[ \t]*#[ \t]*define[ \t]+(E[A-Z0-9]+)[ \t]+(\d+|E[A-Z0-9]+)\b", re.MULTILINE)


class Errnos:
    """The error codes of one tree."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = dict(numbers)
        first: dict[int, str] = {}
        for name, number in numbers.items():
            first.setdefault(number, name)
        self._word = {name: first[number] for name, number in numbers.items()}
        self.names = frozenset(numbers)

    def number(self, name: str) -> int:
        """Return the positive number of a code; raises KeyError for a name that is none."""
        return self._numbers[name]

    def word(self, name: str) -> str:
        """Return the name that comes first of those with the same number: EAGAIN for EWOULDBLOCK."""
        return self._word.get(name, name)


def read_errnos(headers: Iterable[bytes]) -> dict[str, int]:
    """Return the codes that the headers define, in their order; a name for another name has its number."""
    found: dict[str, int] = {}
    for data in headers:
        for match in _DEFINE.finditer(data):
            name, body = match[1].decode(), match[2].decode()
            number = int(body) if body.isdigit() else found.get(body)
            if number is not None:
                found.setdefault(name, number)
    return found


@cache
def shipped_errnos() -> Errnos:
    """Return the codes of the table that is shipped."""
    text = files("gupcheck.errors").joinpath("errnos.toml").read_text(encoding="utf-8")
    return Errnos({str(name): int(number) for name, number in tomllib.loads(text)["errno"].items()})


def errnos_of(headers: Iterable[bytes]) -> Errnos:
    """Return the codes of a tree's headers, or the shipped ones where these define none."""
    found = read_errnos(headers)
    return Errnos(found) if found else shipped_errnos()
