"""The dialect: the words of kernel C that plain C does not have, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LISTS = ("attributes", "attribute_calls", "storage", "iterator_words")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of one project's C.

    `attributes` are annotations that are blanked, `attribute_calls` those that are blanked with their arguments,
    `storage` words are read as `static`. A macro whose name holds one of `iterator_words` is a loop even where
    nothing else shows it. `functions` maps a macro that makes a function to the template of its name.
    """

    attributes: frozenset[bytes]
    attribute_calls: frozenset[bytes]
    storage: frozenset[bytes]
    iterator_words: tuple[bytes, ...]
    functions: tuple[tuple[bytes, str], ...]

    def is_iterator(self, name: bytes) -> bool:
        """Return whether a macro of this name is known to be a loop."""
        return any(word in name for word in self.iterator_words)

    def name_template(self, macro: bytes) -> str:
        """Return the template of the name of the function that `macro` makes, "" where it makes none."""
        bare = macro.rstrip(b"0123456789")
        return next((template for known, template in self.functions if known in (bare, macro)), "")


@cache
def _shipped() -> dict[str, list[str] | dict[str, str]]:
    text = files("gupcheck.syntax").joinpath("dialect.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_dialect(extra: Mapping[str, Sequence[str]] = {}) -> Dialect:
    """Return the dialect of the kernel with the words of `extra` added.

    The keys of `extra` are those of dialect.toml: "attributes", "attribute_calls", "storage", "iterator_words", and
    "functions", whose entries read "MACRO = name". Raises ValueError, with one line that says what is wrong, for
    another key or for an entry of "functions" without "=".
    """
    unknown = sorted(set(extra) - {*_LISTS, "functions"})
    if unknown:
        known = ", ".join((*_LISTS, "functions"))
        raise ValueError(f"The dialect has no list named {unknown[0]!r}; its lists are {known}.")
    shipped = _shipped()
    words = {key: [word.encode() for word in (*shipped[key], *extra.get(key, ()))] for key in _LISTS}
    functions = dict(shipped["functions"])
    functions.update(_template(entry) for entry in extra.get("functions", ()))
    return Dialect(
        attributes=frozenset(words["attributes"]),
        attribute_calls=frozenset(words["attribute_calls"]),
        storage=frozenset(words["storage"]),
        iterator_words=tuple(words["iterator_words"]),
        functions=tuple((macro.encode(), name) for macro, name in functions.items()),
    )


def _template(entry: str) -> tuple[str, str]:
    macro, equals, name = entry.partition("=")
    if not equals:
        raise ValueError(f"The dialect's functions entry {entry!r} must read 'MACRO = name', such as 'MY_DEFINE = my_{{1}}'.")
    return macro.strip(), name.strip()
