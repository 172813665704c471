"""The direct callers of many changed functions: the tree is searched once for all, then file by file.

Callees are not filled in: the codes are those of the functions' own bodies. What a function yields in all is
known where its body hands on nothing of others; only there is a caller's test called dead, or a code new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby

from gupcheck.change.impact.callers import Callers, Yields
from gupcheck.change.impact.request import ChangedCodes
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import CALL, UNKNOWN, Value, unknown
from gupcheck.impact.call_sites import CallSites
from gupcheck.impact.text_calls import called_in
from gupcheck.impact.visibility import is_local
from gupcheck.model.change import Impact

MOST_FILES = 80
"""Files that may call one function: of those that more of them name the callers are not looked at."""


@dataclass(frozen=True, slots=True)
class WideImpact:
    """Those who notice each of many changes, in the order of these, and the functions that were left out."""

    impacts: tuple[tuple[Impact, ...], ...]
    left_out: tuple[str, ...]


def impact_of_many(
    old: Program, new: Program, folders: Sequence[str], changed: Sequence[ChangedCodes]
) -> WideImpact:
    """Return the callers of changed functions below `folders`, and what each does with the changed codes.

    Of a function without changed codes of its own nothing is said.
    """
    by_path, left_out = _places(new, folders, changed)
    search = _FileSearch(old, new, changed, by_path)
    found: list[set[Impact]] = [set() for _ in changed]
    for part in new.index.files.shared(search.of, sorted(by_path), heavy=True):
        for number, impact in part:
            found[number].add(impact)
    ranked = (tuple(sorted(own, key=lambda one: (one.kind == "caller", one))) for own in found)
    return WideImpact(tuple(ranked), left_out)


def _places(
    new: Program, folders: Sequence[str], changed: Sequence[ChangedCodes]
) -> tuple[dict[str, list[int]], tuple[str, ...]]:
    """Return the files that may call changed functions, with the numbers of these, and those left out."""
    by_path: dict[str, list[int]] = {}
    by_name: dict[str, list[int]] = {}
    for number, one in enumerate(changed):
        if one.new is None or not one.codes:
            continue
        if is_local(one.new):
            by_path.setdefault(one.new.file, []).append(number)
        else:
            by_name.setdefault(one.new.name, []).append(number)
    files: dict[str, list[str]] = {name: [] for name in by_name}
    for path, names in new.index.files.holding(by_name, folders).items():
        for name in called_in(new.index.files.read(path), names):
            files[name].append(path)
    left_out = tuple(sorted(name for name in files if len(files[name]) > MOST_FILES))
    for name in by_name.keys() - set(left_out):
        for path in files[name]:
            by_path.setdefault(path, []).extend(by_name[name])
    return {path: sorted(numbers) for path, numbers in by_path.items()}, left_out


class _FileSearch:
    """Looks at the callers in files; each process has programs of its own."""

    def __init__(
        self, old: Program, new: Program, changed: Sequence[ChangedCodes], by_path: dict[str, list[int]]
    ) -> None:
        self._old = old
        self._new = new
        self._changed = changed
        self._by_path = by_path
        self._yields = _BodiesAlone(old, new)

    def of(self, paths: Sequence[str]) -> list[tuple[int, Impact]]:
        """Return what the callers in files notice, each with the number of the change."""
        found: list[tuple[int, Impact]] = []
        for path in paths:
            found += self._in_file(path)
            self._new.forget()
            self._old.forget()
        return found

    def _in_file(self, path: str) -> Iterator[tuple[int, Impact]]:
        sites = CallSites(self._new, [path])
        callers = Callers(self._old, self._new, sites.units, self._yields)
        changes = [(number, self._changed[number]) for number in self._by_path[path]]
        calls = sites.of([one.new for _, one in changes if one.new], (path,))
        for number, one in changes:
            own = calls[one.new] if one.new else []
            for caller, of_caller in groupby(own, key=lambda site: site.caller):
                yield from ((number, impact) for impact in callers.impacts(one, caller, tuple(of_caller)))


class _BodiesAlone(Yields):
    """What functions yield as far as their own bodies tell."""

    def __init__(self, old: Program, new: Program) -> None:
        self._of_old = cache(partial(_own_values, old))
        self._of_new = cache(partial(_own_values, new))

    def new_codes(self, changed: ChangedCodes) -> tuple[Value, ...]:
        gained = changed.values(gained=True)
        before = self.before(changed) if gained else ()
        return () if any(one.kind == UNKNOWN for one in before) else gained

    def before(self, changed: ChangedCodes) -> tuple[Value, ...]:
        return self._of_old(changed.old)

    def after(self, changed: ChangedCodes, file: str) -> tuple[Value, ...]:
        return self._of_new(changed.new)

    def of_callee(self, name: str, file: str) -> tuple[Value, ...]:
        return (unknown("it was not looked into"),)


def _own_values(program: Program, definition: Definition | None) -> tuple[Value, ...]:
    """Return the values of a function's body, with one that is not known where it hands on others' values."""
    body = program.body(definition) if definition else None
    if body is None or not body.is_exact or any(one.value.kind == CALL for one in body.outcomes):
        return (unknown(f"what callees in {program.index.files.label} give"),)
    return tuple(sorted({one.value for one in body.outcomes}))
