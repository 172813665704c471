"""The codes that changed in a function's own body, as values that its callers get: callees not filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gupcheck.change.body import BodyChange
from gupcheck.change.file_changes import FileChanges
from gupcheck.change.impact import ChangedCode, ChangedCodes
from gupcheck.change.programs import TwoPrograms, definition_at
from gupcheck.change.side import Case
from gupcheck.errors.values import NULL_VALUE, STATUS, Value, as_pointer, errno


def own_codes(programs: TwoPrograms, file: FileChanges, change: BodyChange) -> ChangedCodes:
    """Return the codes that a changed function's own body gained and lost."""
    old = definition_at(programs.old, file.pair.old or "", change.old_function, change.old_line)
    new = definition_at(programs.new, file.pair.new or "", change.function, change.line)
    codes = {
        *_changed(change.came, change.gained, gained=True),
        *_changed(change.went, change.lost, gained=False),
    }
    return ChangedCodes(old, new, tuple(sorted(codes)))


def _changed(cases: Iterable[Case], codes: Iterable[str], *, gained: bool) -> Iterator[ChangedCode]:
    wanted = frozenset(codes)
    for case in cases:
        value = _value(case.value) if case.code in wanted else None
        if value is not None:
            yield ChangedCode(value, gained)


def _value(text: str) -> Value | None:
    """Return the value that C's words stand for, None for what a callee yields."""
    if text.startswith("-E"):
        return errno(text[1:])
    if text.startswith("ERR_PTR(-E"):
        return as_pointer(errno(text.removeprefix("ERR_PTR(-").removesuffix(")")))
    if text == "NULL":
        return NULL_VALUE
    return Value(STATUS, text) if text.isupper() and text.isidentifier() else None
