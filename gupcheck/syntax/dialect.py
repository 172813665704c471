"""The dialect: the words of kernel C that plain C does not have, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("dialect.toml")
_LISTS = ("attributes", "attribute_calls", "storage", "iterator_words", "functions", "functions_of_pairs")
_NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Definer:
    """How a macro makes a function: the `template` of its name; `pairs` if arguments are type, name."""

    template: str
    pairs: bool


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of one project's C.

    `attributes` are annotations that are blanked, `attribute_calls` those that are blanked with their
    arguments,
    `storage` words are read as `static`. A macro whose name holds one of `iterator_words` is a loop even
    where
    nothing else shows it. `definers` are the macros that make a function.
    """

    attributes: frozenset[bytes]
    attribute_calls: frozenset[bytes]
    storage: frozenset[bytes]
    iterator_words: tuple[bytes, ...]
    definers: Mapping[bytes, Definer]

    def is_iterator(self, name: bytes) -> bool:
        """Return whether a macro of this name is known to be a loop."""
        return any(word in name for word in self.iterator_words)

    def definer(self, macro: bytes) -> Definer | None:
        """Return how `macro` makes a function, None where it makes none."""
        return self.definers.get(macro) or self.definers.get(macro.rstrip(b"0123456789x"))


@cache
def _shipped() -> dict[str, list[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load_dialect(extra: Mapping[str, Sequence[str]] = _NOTHING) -> Dialect:
    """Return the dialect of the kernel with the words of `extra` added.

    The keys of `extra` are those of dialect.toml. Raises ValueError, with one line that says what is wrong,
    for
    another key or for an entry of "functions" or "functions_of_pairs" that does not read "MACRO = name".
    """
    unknown = sorted(set(extra) - set(_LISTS))
    if unknown:
        raise ValueError(f"The dialect has no list named {unknown[0]!r}; its lists are {', '.join(_LISTS)}.")
    words = {key: (*_shipped()[key], *extra.get(key, ())) for key in _LISTS}
    definers = {
        macro: Definer(template, key == "functions_of_pairs")
        for key in ("functions", "functions_of_pairs")
        for macro, template in map(_read_definer, words[key])
    }
    return Dialect(
        attributes=_encoded(words["attributes"]),
        attribute_calls=_encoded(words["attribute_calls"]),
        storage=_encoded(words["storage"]),
        iterator_words=tuple(word.encode() for word in words["iterator_words"]),
        definers=definers,
    )


def _encoded(words: Sequence[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


def _read_definer(entry: str) -> tuple[bytes, str]:
    macro, equals, name = entry.partition("=")
    if not equals or not macro.strip() or not name.strip():
        raise ValueError(
            f"The dialect's entry {entry!r} must read 'MACRO = name', such as 'MY_DEFINE = my_{{1}}'."
        )
    return macro.strip().encode(), name.strip()
