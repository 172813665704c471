"""Those who notice a change: the callers, and above them entry points and exported functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gupcheck.change.impact.callers import Callers, ResolvedYields
from gupcheck.change.impact.request import ChangedCode, ChangedCodes
from gupcheck.change.impact.upward import Upward
from gupcheck.change.request import How
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import Value
from gupcheck.impact.call_sites import CallSites
from gupcheck.impact.visibility import LIKELY
from gupcheck.model.change import Impact

_ORDER = (
    "dead-test", "unhandled", "caller", "setter", "system call", "ioctl", "file operation", "far caller",
    "exported",
)  # fmt: skip


class ImpactSearch:
    """Searches the callers of changed functions below `folders` ("" is all) of the new version."""

    def __init__(self, old: Program, new: Program, folders: Iterable[str] = ("",)) -> None:
        below = tuple(folders)
        self._old = old
        self._new = new
        self._sites = CallSites(new, below, LIKELY)
        self._callers = Callers(old, new, self._sites.units, ResolvedYields(old, new))
        self._upward = Upward(old, new, self._sites, below)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what was not followed so far."""
        return (*self._sites.notes, *self._upward.notes)

    def expect(self, changed: Iterable[Definition]) -> None:
        """Prepare for questions about these functions: the tree is read once for all of them."""
        self._sites.expect(changed)

    def expect_flags(self, names: Iterable[str]) -> None:
        """Prepare for codes that hang on flags: who names these is looked for while other things are done."""
        self._upward.expect_flags(names)

    def of(self, changed: ChangedCodes, reach: How) -> tuple[Impact, ...]:
        """Return who can notice that a function's codes changed, sorted."""
        if reach == "none" or changed.new is None:
            return ()
        found: set[Impact] = set()
        sites = self._sites.of([changed.new])[changed.new]
        for caller, own in groupby(sites, key=lambda site: site.caller):
            found.update(self._callers.impacts(changed, caller, tuple(own)))
        if reach == "full":
            found.update(self._upward.impacts(changed))
            found.update(self._dead_above())
        return tuple(sorted(found, key=_rank))

    def _dead_above(self) -> Iterator[Impact]:
        """Yield the tests for a lost code that callers of callers make, where what they call lost it too."""
        for call in self._upward.tested:
            between, value = call.below.definition, call.below.value
            before = _in(self._old, between)
            if (
                before is None
                or value in _values(self._new, between)
                or value not in _values(self._old, before)
            ):
                continue
            changed = ChangedCodes(before, between, (ChangedCode(value, gained=False),))
            for one in self._callers.impacts(changed, call.site.caller, (call.site,)):
                if one.kind == "dead-test":
                    yield one


def _in(program: Program, definition: Definition) -> Definition | None:
    """Return the function of another version that has the file and the name of `definition`."""
    program.index.add([definition.file])
    found = [one for one in program.index.in_file(definition.file) if one.name == definition.name]
    return found[0] if len(found) == 1 else None


def _values(program: Program, definition: Definition) -> frozenset[Value]:
    return frozenset(one.value for one in program.resolved(definition).values)


def _rank(impact: Impact) -> tuple[int, int, Impact]:
    """Return the key that puts first what a reviewer wants to know first."""
    far = impact.kind == "caller" and bool(impact.chain)
    return (_ORDER.index("far caller" if far else impact.kind), len(impact.chain) if far else 0, impact)


def impact_of(changed: ChangedCodes, old: Program, new: Program, reach: How) -> tuple[Impact, ...]:
    """Return who can notice that one function's codes changed, sorted; callers anywhere in the tree."""
    return ImpactSearch(old, new).of(changed, reach)
