"""The abstract values that a function yields, and what tests leave of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

ERRNO, NULL, ZERO, NUMBER, STATUS, BOOL, CALL, PARAMETER, UNKNOWN, SUCCESS = (
    "errno", "null", "zero", "number", "status", "bool", "call", "parameter", "unknown", "success",
)  # fmt: skip

Predicate = str
"""`zero`, `nonzero`, `negative`, `nonnegative`, `positive`, `nonpositive`, `error` (IS_ERR), `no-error`,
`eq:-EAGAIN`,
`ne:-EAGAIN`: what a test has told about a value."""

NEGATION = {
    "zero": "nonzero", "nonzero": "zero", "negative": "nonnegative", "nonnegative": "negative",
    "positive": "nonpositive", "nonpositive": "positive", "error": "no-error", "no-error": "error",
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """One abstract value.

    `kind` is errno (a negative error code, `name` its word such as EBUSY), null, zero, number (`name` its
    text), status (a named constant such as VM_FAULT_OOM), bool, call (what the callee `name` returns),
    parameter (`name` is handed back), success (positive, or a valid pointer) or unknown (`name` is the
    reason).

    `pointer` tells that it is carried by a pointer: ERR_PTR(-EBUSY), or an error code that went through
    ERR_PTR(); for a call, that its result was turned by ERR_PTR(). `decoded` tells the reverse: PTR_ERR()
    was taken of the call's result. `tests` are the predicates that hold for a value which is not a
    constant, in order; they speak of the value before ERR_PTR() and PTR_ERR().
    """

    kind: str
    name: str = ""
    pointer: bool = False
    decoded: bool = False
    tests: tuple[Predicate, ...] = ()

    def text(self) -> str:
        """Return the value in C's words: `-EBUSY`, `ERR_PTR(-EBUSY)`, `NULL`, `0`, `<callee f>`."""
        if self.kind == ERRNO:
            return f"ERR_PTR(-{self.name})" if self.pointer else f"-{self.name}"
        if self.kind == CALL:
            return f"<callee {self.name}>"
        if self.kind == PARAMETER:
            return f"<parameter {self.name}>"
        if self.kind in (NUMBER, STATUS):
            return self.name
        return {NULL: "NULL", ZERO: "0", BOOL: "true or false", SUCCESS: "success"}.get(self.kind, "unknown")


ZERO_VALUE = Value(ZERO)
NULL_VALUE = Value(NULL)


def errno(name: str) -> Value:
    """Return the value of `-name`."""
    return Value(ERRNO, name)


def unknown(reason: str) -> Value:
    """Return the value of which nothing is known but why."""
    return Value(UNKNOWN, reason)


def as_pointer(value: Value) -> Value | None:
    """Return what ERR_PTR() makes of `value`."""
    if value.kind == ZERO:
        return NULL_VALUE
    if value.decoded:
        return replace(value, decoded=False)
    return replace(value, pointer=True)


def as_number(value: Value) -> Value:
    """Return what PTR_ERR() makes of `value`."""
    if value.kind == NULL:
        return ZERO_VALUE
    if value.pointer:
        return replace(value, pointer=False)
    return replace(value, decoded=True) if value.kind == CALL else value


def _sign(value: Value) -> str:
    """Return "-", "0", "+" or "" where the sign is not known; an error pointer counts as "-"."""
    if value.kind == ERRNO:
        return "-"
    if value.kind in (ZERO, NULL):
        return "0"
    if value.kind in (SUCCESS, STATUS):
        return "+"
    if value.kind == NUMBER:
        number = int(value.name, 0) if value.name.lstrip("-").isdigit() else 1
        return "-" if number < 0 else "+" if number > 0 else "0"
    return ""


_ALLOWED = {
    "zero": "0", "nonzero": "-+", "negative": "-", "nonnegative": "0+", "positive": "+", "nonpositive": "-0",
    "error": "-", "no-error": "0+",
}  # fmt: skip


def refine(value: Value, predicate: Predicate) -> Value | None:
    """Return what is left of `value` where `predicate` holds, or None where it cannot."""
    if predicate.startswith(("eq:", "ne:")):
        return _compared(value, predicate[3:], equal=predicate.startswith("eq:"))
    if value.kind == NULL or value.pointer:
        predicate = {"negative": "error", "nonnegative": "no-error"}.get(predicate, predicate)
        if value.pointer and value.kind == ERRNO and predicate in ("zero", "nonzero"):
            return value if predicate == "nonzero" else None
    sign = _sign(value)
    if sign:
        return value if sign in _ALLOWED[predicate] else None
    if value.kind == BOOL:
        return _bool(value, predicate)
    if NEGATION.get(predicate) in value.tests or _contradicted(value.tests, predicate):
        return None
    if predicate == "zero" and value.kind in (CALL, PARAMETER, UNKNOWN) and not value.pointer:
        return with_test(value, predicate)
    return with_test(value, predicate)


def _bool(value: Value, predicate: Predicate) -> Value | None:
    if predicate in ("zero", "nonpositive"):
        return ZERO_VALUE
    if predicate in ("nonzero", "positive"):
        return Value(NUMBER, "1")
    return None if predicate in ("negative", "error") else value


def with_test(value: Value, predicate: Predicate) -> Value:
    """Return `value` with `predicate` among its tests."""
    return (
        value if predicate in value.tests else replace(value, tests=tuple(sorted({*value.tests, predicate})))
    )


def _contradicted(tests: Iterable[Predicate], predicate: Predicate) -> bool:
    signs = set("-0+")
    for test in (*tests, predicate):
        if test in _ALLOWED:
            signs &= set(_ALLOWED[test])
    return not signs


def _compared(value: Value, constant: str, *, equal: bool) -> Value | None:
    if value.kind in (ERRNO, ZERO, NULL, NUMBER, STATUS):
        same = value.text() == constant or (value.kind == ERRNO and f"-{value.name}" == constant)
        return value if same == equal else None
    if value.kind in (CALL, PARAMETER, UNKNOWN):
        if equal and f"ne:{constant}" in value.tests:
            return None
        if not equal and f"eq:{constant}" in value.tests:
            return None
        return with_test(value, f"{'eq' if equal else 'ne'}:{constant}")
    return value
