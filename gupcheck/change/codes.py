"""What counts as a code of a function: errnos, NULL and the errors of callees; never success."""

from __future__ import annotations

from collections.abc import Iterable

from gupcheck.errors.carriers import POINTER, carrier_of
from gupcheck.errors.summary import BodySummary
from gupcheck.errors.values import CALL, ERRNO, NULL, STATUS, Value

_SUCCESSFUL = frozenset(("zero", "nonnegative", "positive", "no-error"))
"""Tests behind which a callee's result is no error."""

_DIGITS = frozenset("0123456789")

_STATUS_TYPES = {"vm_fault_t": "VM_FAULT_", "blk_status_t": "BLK_STS_"}
_GOOD_STATUSES = frozenset(("VM_FAULT_NOPAGE", "VM_FAULT_LOCKED", "VM_FAULT_DONE_COW", "BLK_STS_OK"))


def code_of(value: Value, return_type: str) -> str:
    """Return the code that `value` is in a function of this type: `ENOMEM`, `NULL`, `<callee f>`, or ""."""
    if value.kind == ERRNO:
        return value.name
    if value.kind == NULL:
        return "NULL"
    if value.kind == CALL:
        return _code_of_call(value, carrier_of(return_type) == POINTER)
    if value.kind == STATUS:
        beginning = _STATUS_TYPES.get(return_type.split()[-1] if return_type else "")
        fails = beginning and value.name.startswith(beginning) and value.name not in _GOOD_STATUSES
        return value.name if fails else ""
    return ""


def callee_in(code: str) -> str:
    """Return the callee whose error a code is, "" where it is no callee's."""
    return code[8:-1] if code.startswith("<callee ") else ""


def codes_of(summary: BodySummary) -> frozenset[str]:
    """Return the codes that a body yields."""
    found = (code_of(outcome.value, summary.return_type) for outcome in summary.outcomes)
    return frozenset(code for code in found if code)


def _code_of_call(value: Value, pointer: bool) -> str:
    tests = frozenset(value.tests)
    if pointer and not value.pointer:
        if "zero" in tests:
            return "NULL"
        if "nonzero" in tests and "error" not in tests:
            return ""
    if tests & _SUCCESSFUL and not (pointer and value.pointer and "nonzero" in tests):
        return ""
    return "" if any(test.startswith("eq:") and test[3:4] in _DIGITS for test in tests) else value.text()


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes as reports show them: errnos and NULL by name, then callees."""
    return tuple(sorted(codes, key=lambda code: (code.startswith("<"), code)))
