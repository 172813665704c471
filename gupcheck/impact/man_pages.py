"""The error codes that the manual pages of system calls list."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _listed() -> Mapping[str, frozenset[str]]:
    text = files("gupcheck.impact").joinpath("man_pages.toml").read_text(encoding="utf-8")
    return {
        str(call): frozenset(map(str, page["errors"]))
        for page in tomllib.loads(text)["page"]
        for call in page["calls"]
    }


def listed_errors(system_call: str) -> frozenset[str] | None:
    """Return the codes that the page of a system call (its name without sys_) lists, None without a page.

    The facts are those of man-pages 6.03. EWOULDBLOCK is EAGAIN there and ENOTSUP is EOPNOTSUPP.
    """
    return _listed().get(system_call)
