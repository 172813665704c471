"""The abstract values that a function yields, and what tests leave of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

ERRNO, NULL, ZERO, NUMBER, STATUS, BOOL, CALL, PARAMETER, UNKNOWN, SUCCESS, FIELD, STORED = (
    "errno", "null", "zero", "number", "status", "bool", "call", "parameter", "unknown", "success",
    "field", "stored",
)  # fmt: skip

SYMBOLS = frozenset((CALL, PARAMETER, UNKNOWN, FIELD, STORED, STATUS))
"""The kinds whose values are not known yet: tests are kept with them."""

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
    parameter (`name` is handed back), field (what the lvalue `name` holds, set elsewhere), stored (what the
    callee `name` stores through its argument number `place`, from 0), success (positive, or a valid pointer;
    with the name "any" also 0 or NULL) or unknown (`name` is the reason).

    `pointer` tells that it is carried by a pointer: ERR_PTR(-EBUSY), or an error code that went through
    ERR_PTR(); for a call, that its result was turned by ERR_PTR(). `decoded` tells the reverse: PTR_ERR()
    was taken of the call's result. `tests` are the predicates that hold for a value which is not a
    constant, in order; they speak of the value before ERR_PTR() and PTR_ERR(). `arguments` are, for a call,
    the values that each argument may have, () for one that is not known.
    """

    kind: str
    name: str = ""
    pointer: bool = False
    decoded: bool = False
    tests: tuple[Predicate, ...] = ()
    place: int = 0
    arguments: tuple[tuple[Value, ...], ...] = ()
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        parts = (self.kind, self.name, self.pointer, self.decoded, self.tests, self.place, self.arguments)
        object.__setattr__(self, "_hash", hash(parts))

    def __hash__(self) -> int:
        return self._hash

    def text(self) -> str:
        """Return the value in C's words: `-EBUSY`, `ERR_PTR(-EBUSY)`, `NULL`, `0`, `<callee f>`."""
        if self.kind == ERRNO:
            return f"ERR_PTR(-{self.name})" if self.pointer else f"-{self.name}"
        if self.kind == CALL:
            return f"<callee {self.name}>"
        if self.kind in (PARAMETER, FIELD):
            return f"<{self.kind} {self.name}>"
        if self.kind == STORED:
            return f"<stored by {self.name}>"
        if self.kind in (NUMBER, STATUS):
            return self.name
        return {NULL: "NULL", ZERO: "0", BOOL: "true or false", SUCCESS: "success"}.get(self.kind, "unknown")


ZERO_VALUE = Value(ZERO)
ONE_VALUE = Value(NUMBER, "1")
SUCCESS_VALUE = Value(SUCCESS)
ANY_SUCCESS = Value(SUCCESS, "any")
NULL_VALUE = Value(NULL)


def errno(name: str) -> Value:
    """Return the value of `-name`."""
    return Value(ERRNO, name)


def unknown(reason: str) -> Value:
    """Return the value of which nothing is known but why."""
    return Value(UNKNOWN, reason)


_DECODABLE = frozenset((CALL, PARAMETER, FIELD, STORED))


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
    return replace(value, decoded=True) if value.kind in _DECODABLE else value


def _sign(value: Value) -> str:
    """Return "-", "0", "+", "0+" or "" where the sign is not known; an error pointer counts as "-"."""
    if value.kind == ERRNO:
        return "-"
    if value.kind in (ZERO, NULL):
        return "0"
    if value.kind == SUCCESS:
        return "0+" if value.name else "+"
    if value.kind == NUMBER:
        number = int(value.name) if value.name.lstrip("-").isdigit() else 1
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
    if sign == "0+":
        return _any_success(value, predicate)
    if sign:
        return value if sign in _ALLOWED[predicate] else None
    if value.kind == BOOL:
        return _bool(value, predicate)
    if NEGATION.get(predicate) in value.tests or _contradicted(value.tests, predicate):
        return None
    return with_test(value, predicate)


def _any_success(value: Value, predicate: Predicate) -> Value | None:
    left = _ALLOWED[predicate].replace("-", "")
    if left == "0":
        return ZERO_VALUE
    return SUCCESS_VALUE if left == "+" else value if left else None


def _bool(value: Value, predicate: Predicate) -> Value | None:
    if predicate in ("zero", "nonpositive"):
        return ZERO_VALUE
    if predicate in ("nonzero", "positive"):
        return ONE_VALUE
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
    if value.kind in SYMBOLS and value.kind != STATUS:
        if equal and f"ne:{constant}" in value.tests:
            return None
        if not equal and f"eq:{constant}" in value.tests:
            return None
        return with_test(value, f"{'eq' if equal else 'ne'}:{constant}")
    if value.kind == SUCCESS and (constant in ("0", "NULL") or constant.startswith("-")):
        return None if equal else value
    return value
