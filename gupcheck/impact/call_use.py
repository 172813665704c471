"""The words for what a caller does with a code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gupcheck.errors.values import Value


class Action(StrEnum):
    """What a caller does with a code."""

    RETURNS = "returns"
    MAPS = "maps"
    RETRIES = "retries"
    TESTS = "tests"
    STORES = "stores"
    PASSES = "passes"
    DROPS = "drops"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class CallUse:
    """One thing that a caller does with `code`, a value that its call yields.

    `becomes` is what it is mapped to, stored in or passed to; `line` (from 1) is where. `gives` is the value
    that the caller hands back where it returns or maps the code.
    """

    code: Value
    action: Action
    becomes: str = ""
    line: int = 0
    gives: Value | None = None
