"""The messages that code gives on its way: whether they say that something went wrong."""

from __future__ import annotations

import re
from enum import IntEnum

from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import arguments_of, callee_name, key_of, without_wrapping
from gupcheck.syntax.ast import Node

_SAYS_ERROR = re.compile(r"(?:^|_)(?:err|error|crit|alert|emerg|fatal|warn|warning)(?:_|$)|ERR|WARN")
_FOR_DEBUGGING = re.compile(r"dbg|debug|trace|DEBUG|DBG")


class Telling(IntEnum):
    """How much a message says of a failure; more is greater."""

    NOTHING = 0
    DEBUGS = 1
    TELLS = 2
    SAYS_ERROR = 3


def telling_of(subject: Subject, path: tuple[int, ...], key: str) -> Telling:
    """Return what the most telling message on a path says; `key` is the variable that holds the failure.

    A message for debugging counts as others do where it shows that variable.
    """
    found = [
        _telling(call, key)
        for index in path
        for call in subject.calls_in(subject.cfg.nodes[index])
    ]
    return max(found, default=Telling.NOTHING)


def _telling(call: Node, key: str) -> Telling:
    name = callee_name(call)
    texts = ("string_literal", "concatenated_string")
    if not name or not any(part.kind in texts for part in arguments_of(call)):
        return Telling.NOTHING
    if _FOR_DEBUGGING.search(name):
        return Telling.TELLS if key and _shows(call, key) else Telling.DEBUGS
    return Telling.SAYS_ERROR if _SAYS_ERROR.search(name) else Telling.TELLS


def _shows(call: Node, key: str) -> bool:
    shown = [without_wrapping(argument) for argument in arguments_of(call)]
    shown += [inner for one in shown if callee_name(one) == "PTR_ERR" for inner in arguments_of(one)]
    return any(key_of(argument) == key for argument in shown)
