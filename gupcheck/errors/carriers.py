"""What a function's type says of its values: which types carry error codes, which names say that they do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gupcheck.errors.values import (
    ANY_SUCCESS,
    BOOL,
    ERRNO,
    FIELD,
    NULL,
    NULL_VALUE,
    NUMBER,
    ONE_VALUE,
    PARAMETER,
    STATUS,
    STORED,
    SUCCESS,
    UNKNOWN,
    ZERO,
    ZERO_VALUE,
    Value,
)

POINTER, BOOLEAN, CODE, COUNT, VOID, MACRO = "pointer", "bool", "code", "count", "void", "macro"
"""The carriers: a pointer; bool; a signed number or a status, which may be a code; anything else, which is a
code only where one is written out; nothing; a macro's value, of no known type."""

_CODES = frozenset(
    (
        "int", "long", "long long", "long int", "signed int", "signed long", "ssize_t", "loff_t", "s32",
        "s64",
        "vm_fault_t", "blk_status_t", "netdev_tx_t", "off_t", "__s32", "__s64", "time64_t", "ktime_t",
        "clock_t",
        "signed", "short", "s16", "int32_t", "int64_t", "ptrdiff_t", "key_serial_t", "pid_t",
    )
)  # fmt: skip
_DECORATION = re.compile(r"\b(?:const|volatile|static|inline|extern|__\w+(?<!__s32)(?<!__s64))\b\s*")
_CODE_NAME = re.compile(
    r"(?:^|.*[_.>*])(?:err|error|errno|ret|retval|rc|rv|status|res|result|stat|wb_err|code)\d?$"
)


def carrier_of(return_type: str) -> str:
    """Return which carrier a return type is; "" (a macro) is MACRO."""
    if not return_type:
        return MACRO
    plain = _DECORATION.sub("", return_type).strip()
    if plain.endswith("*"):
        return POINTER
    if plain == "void":
        return VOID
    if plain in ("bool", "_Bool"):
        return BOOLEAN
    return CODE if plain in _CODES else COUNT


def carrier_among(carrier: str, values: Iterable[Value]) -> str:
    """Return `carrier`, or CODE for a COUNT that error codes are among the values of: `return -ENOMEM;` in a
    function that yields an address."""
    if carrier == COUNT and any(value.kind == ERRNO for value in values):
        return CODE
    return carrier


def is_code_name(key: str) -> bool:
    """Return whether a variable or field of this name is commonly an error code: `ret`, `s->error`."""
    return bool(key) and _CODE_NAME.match(key) is not None


def settle(value: Value, carrier: str) -> Value:
    """Return what `value` is once it has been returned as `carrier`."""
    if carrier == BOOLEAN:
        return _as_bool(value)
    if carrier == POINTER:
        return _as_pointer(value)
    if value.kind == NULL:
        return ZERO_VALUE
    if carrier == COUNT and value.kind in (UNKNOWN, FIELD, PARAMETER, STORED):
        return ANY_SUCCESS
    return value


def _as_bool(value: Value) -> Value:
    if value.kind in (ZERO, NULL):
        return ZERO_VALUE
    if value.kind in (NUMBER, ERRNO, STATUS) or (value.kind == SUCCESS and not value.name):
        return ONE_VALUE
    return Value(BOOL)


def _as_pointer(value: Value) -> Value:
    if value.kind == ZERO:
        return NULL_VALUE
    if value.kind == STATUS and value.pointer:
        return value  # the constant may be an error code: ERR_PTR(MY_ERROR)
    if value.kind in (NUMBER, BOOL, STATUS) or (value.kind == SUCCESS and value.pointer):
        return ANY_SUCCESS
    return value
