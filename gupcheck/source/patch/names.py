"""The names of files in a patch: quotes, prefixes, and the ones that are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice

from gupcheck.source.git.listing import decoded

_ESCAPE = re.compile(rb'\\([abfnrtv"\\]|[0-3][0-7]{2})')
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_NOWHERE = "/dev/null"
_DEEPEST = 4
"""The most parts of a name that are tried as its prefix."""

_MOST_TRIED = 1_000
"""Names that are tried: each costs a look at the disk for each prefix."""

EPOCH = re.compile(rb"\t(?:1970-01-01|1969-12-31|Thu Jan  1 ..:..:.. 1970|Wed Dec 31 ..:..:.. 1969)")
"""The time that diff gives to a file that is not there."""


def name_in(text: bytes) -> str | None:
    """Return the name that begins `text`, up to a tab, or in quotes as git writes it; None for /dev/null."""
    quoted = _QUOTED.match(text)
    name = decoded(unquoted(quoted[1]) if quoted else text.split(b"\t")[0].rstrip(b"\r\n"))
    return None if name == _NOWHERE else name


def unquoted(text: bytes) -> bytes:
    """Return what a name in git's quotes means."""
    return _ESCAPE.sub(_meaning, text)


def _meaning(escape: re.Match[bytes]) -> bytes:
    what = escape[1]
    return bytes((int(what, 8),)) if what[:1].isdigit() else _ESCAPED.get(what, what)


def both_names(text: bytes) -> tuple[str, str]:
    """Return the two names of a `diff --git` line, ("", "") where it can't be told where one ends."""
    quoted = _QUOTED.match(text)
    if quoted:
        return decoded(unquoted(quoted[1])), name_in(text[quoted.end() :].lstrip(b" ")) or ""
    text = text.rstrip(b"\r\n")
    if text.endswith(b'"'):
        old, _, new = text.partition(b' "')
        return decoded(old), decoded(unquoted(new[:-1]))
    middle = len(text) // 2
    old, new = text[:middle], text[middle + 1 :]
    if text[middle : middle + 1] == b" " and _tail(old) == _tail(new):
        return decoded(old), decoded(new)
    return "", ""


def _tail(name: bytes) -> bytes:
    return name.partition(b"/")[2] or name


def is_refused(name: str) -> bool:
    """Return whether a name leads out of the tree."""
    return name.startswith("/") or ".." in name.split("/") or "\0" in name


def strip_level(names: Iterable[str], exists: Callable[[str], bool]) -> int:
    """Return how many leading parts of the names are a prefix, such as `a/`: what most files exist with."""
    found: dict[int, int] = dict.fromkeys((1, 0, *range(2, _DEEPEST + 1)), 0)
    for name in islice(names, _MOST_TRIED):
        for level in found:
            path = stripped(name, level)
            found[level] += int(bool(path) and not is_refused(path) and exists(path))
    return max(found, key=lambda level: found[level])


def stripped(name: str, level: int) -> str:
    """Return a name without its first `level` parts, "" where it has no more."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    return "/".join(parts[level:])
