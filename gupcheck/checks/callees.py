"""What the calls in one file yield, as the checks need it: the values that their tests leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gupcheck.checks.habits import Habit
from gupcheck.checks.tree import Tree
from gupcheck.errors import Definition
from gupcheck.errors.primitives import primitives
from gupcheck.errors.resolve import known_by_tests
from gupcheck.errors.values import (
    CALL,
    ERRNO,
    NULL,
    SYMBOLS,
    UNKNOWN,
    Predicate,
    Value,
    as_number,
    as_pointer,
    refine,
    unknown,
)

Results = frozenset[Value]

_NAMED_AS_ALLOCATOR = re.compile(
    r"(?:^|_)(?:\w*alloc|\w*dup|create|clone|asprintf|kasprintf|ioremap\w*)(?:_|$)"
)
_UNSIGNED = re.compile(r"\bunsigned\b|\bu(?:8|16|32|64)\b|\bsize_t\b|\bbool\b")
_VOID_HEAD = re.compile(rb"\bvoid\s+(?:\w+\s+)*$")
_HEAD = 100
"""Bytes before a function's name that its type stands in."""

_DEEPEST = 4


class Callees:
    """Answers for the calls that stand in `file`; a call through a pointer yields something unknown."""

    def __init__(self, tree: Tree, file: str) -> None:
        self._tree = tree
        self._program = tree.program
        self._file = file
        self._results: dict[str, Results] = {}
        self._assigns: dict[str, bool] = {}

    def results(self, value: Value, also: Sequence[Predicate] = ()) -> Results:
        """Return what `value` may be: itself, or where it is a call's, what the callee yields and its tests
        leave, turned as it is; `also` are further tests. What is not known is among it as unknown."""
        tests = (*value.tests, *also)
        if value.kind != CALL:
            plain = unknown(value.name) if value.kind in SYMBOLS else value
            return frozenset(_left((plain,), also))
        if value.name.startswith("*"):
            return frozenset((unknown("what a pointer calls"),))
        return frozenset(_turned(one, value) for one in _left(self._of(value.name), tests))

    def definitions(self, name: str) -> tuple[Definition, ...]:
        """Return what `name` may mean in the file."""
        return self._program.meant(name, self._file)

    def word(self, code: str) -> str:
        """Return the name that results have for an error code: EAGAIN for EWOULDBLOCK."""
        return self._program.errnos.word(code)

    def is_unsigned(self, name: str) -> bool:
        """Return whether all that `name` may mean are functions of an unsigned type."""
        types = [self._program.body(one).return_type for one in self.definitions(name)]
        return bool(types) and all(_UNSIGNED.search(one) for one in types)

    def allocates(self, name: str) -> bool:
        """Return whether a call's NULL says that memory was short: an allocator, or what hands on one's."""
        return self._allocates(name, self._file, _DEEPEST)

    def yields_nothing(self, name: str) -> bool:
        """Return whether all that `name` may mean are functions whose text says `void`; none is parsed."""
        definitions = self.definitions(name)
        return bool(definitions) and all(self._is_void(one) for one in definitions)

    def _is_void(self, definition: Definition) -> bool:
        data, start = self._program.index.files.read(definition.file), definition.start
        return definition.kind == "function" and bool(_VOID_HEAD.search(data, max(0, start - _HEAD), start))

    def habit(self, name: str) -> Habit:
        """Return what the calls in the files of the same folder do with the result."""
        return self._tree.habits.near(self._file, name)

    def may_assign(self, name: str) -> bool:
        """Return whether `name` is a macro that may set the variables that it is given."""
        known = self._assigns.get(name)
        if known is None:
            known = self._assigns[name] = any(
                self._tree.macros.may_assign(one) for one in self.definitions(name) if one.kind == "macro"
            )
        return known

    def _of(self, name: str) -> Results:
        known = self._results.get(name)
        if known is None:
            found = self._program.callee(name, self._file)
            known = self._results[name] = frozenset(one.value for one in found)
        return known

    def _allocates(self, name: str, file: str, depth: int) -> bool:
        values = primitives().get(name)
        if values is not None:
            return any(value.kind == NULL for value in values)
        if _NAMED_AS_ALLOCATOR.search(name):
            return True
        if depth == 0:
            return False
        bodies = [self._program.body(one) for one in self._program.meant(name, file)]
        return any(
            self._allocates(callee, body.file, depth - 1)
            for body in bodies
            if body.return_type.endswith("*")
            for callee in sorted(body.callees)
            if not callee.startswith("*")
        )


def _left(values: Iterable[Value], tests: Sequence[Predicate]) -> list[Value]:
    kept = []
    for value in values:
        left: Value | None = value
        for test in tests:
            left = refine(left, test) if left is not None else None
        left = known_by_tests(left) if left is not None else None
        if left is not None:
            kept.append(left)
    return kept


def _turned(result: Value, call: Value) -> Value:
    if call.pointer:
        return as_pointer(result) or result
    return as_number(result) if call.decoded else result


def errors_in(results: Iterable[Value]) -> frozenset[str]:
    """Return the words of the error codes among values."""
    return frozenset(one.name for one in results if one.kind == ERRNO)


def is_known(results: Iterable[Value]) -> bool:
    """Return whether nothing unknown is among values."""
    return not any(one.kind == UNKNOWN for one in results)
