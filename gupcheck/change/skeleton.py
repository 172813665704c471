"""What of a function's text can matter for its codes: calls lose their arguments, and calls that stand by
themselves are left out. Functions whose skeletons are the same need no analysis."""

from __future__ import annotations

import re

from gupcheck.syntax import Function, Unit

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_INNERMOST = re.compile(rb"(\w+)?[ \t\n]*\(([^()]*)\)")
_TELLING = re.compile(rb"&|\bE[A-Z]|[^=!<>]=[^=]|[{}#\x03]")
_STATEMENT = re.compile(rb"(?<=[;{}])\s*[a-z_]\w*\x02\s*;")
_DEEPEST = 30

_NO_CALLS = frozenset(
    (
        b"if", b"while", b"for", b"switch", b"return", b"likely", b"unlikely", b"min", b"max", b"min_t",
        b"max_t", b"umin", b"umax", b"clamp", b"clamp_t", b"clamp_val", b"no_free_ptr", b"return_ptr",
        b"rcu_dereference", b"rcu_dereference_raw", b"lockless_dereference", b"smp_load_acquire",
        b"array_index_nospec", b"dev_err_probe", b"dev_warn_probe", b"dev_err_ptr_probe", b"defined",
        b"typeof", b"panic", b"do_exit",
    )
)  # fmt: skip
"""Words before parentheses whose content matters: of statements, and of what hands an argument back."""


def skeleton_of(unit: Unit, function: Function) -> bytes:
    """Return what of a function's text can matter for its codes, with one blank where there were several.

    The arguments of a call matter where an address, an assignment or an error code is among them.
    """
    text = _STRING.sub(b'""', unit.source.uncommented[function.start : function.end])
    for _ in range(_DEEPEST):
        text, number = _INNERMOST.subn(_closed, text)
        if not number:
            break
    return b" ".join(_STATEMENT.sub(b"", text).split())


def _closed(match: re.Match[bytes]) -> bytes:
    """Return a pair of parentheses without arguments that do not matter, in signs that are no parentheses."""
    name, inner = match[1] or b"", match[2]
    if name and name[:1].islower() and name not in _NO_CALLS and not _TELLING.search(inner):
        return name + b"\x02"
    return name + b"\x03" + inner + b"\x04"
