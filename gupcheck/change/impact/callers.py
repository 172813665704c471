"""What a caller makes of a function's changed codes: its uses of them, dead tests, codes it does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from gupcheck.change.impact.constant_arguments import ConstantArguments
from gupcheck.change.impact.request import ChangedCodes
from gupcheck.change.impact.stale_tests import Loss, stale_tests
from gupcheck.change.impact.unhandled import unhandled_codes
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import Value, unknown
from gupcheck.impact import uses_of_call
from gupcheck.impact.call_sites import Site
from gupcheck.impact.units import Units
from gupcheck.model.change import Impact, ImpactUse
from gupcheck.syntax import Function, Unit

MOST_CALLEES = 60
"""Callees that one comparison looks into to find out whether a test is dead."""


@dataclass(frozen=True, slots=True)
class _Caller:
    definition: Definition
    unit: Unit
    function: Function
    sites: tuple[Site, ...]


class Yields(Protocol):
    """Tells what functions yield; an unknown value among it stands for what is not known."""

    def new_codes(self, changed: ChangedCodes) -> tuple[Value, ...]:
        """Return those of the gained codes that the old version is known not to have yielded in any way."""
        ...

    def before(self, changed: ChangedCodes) -> tuple[Value, ...]:
        """Return what a changed function yielded in the old version."""
        ...

    def after(self, changed: ChangedCodes, file: str) -> tuple[Value, ...]:
        """Return what a call of a changed function in a file yields in the new version."""
        ...

    def of_callee(self, name: str, file: str) -> tuple[Value, ...]:
        """Return what a call of another function in a file yields in the new version."""
        ...


class ResolvedYields(Yields):
    """What functions yield with their callees filled in."""

    def __init__(self, old: Program, new: Program) -> None:
        self._old = old
        self._new = new
        self._looked_into: set[tuple[str, str]] = set()

    def new_codes(self, changed: ChangedCodes) -> tuple[Value, ...]:
        """Return the gained codes: callees were filled in to find them."""
        return changed.values(gained=True)

    def before(self, changed: ChangedCodes) -> tuple[Value, ...]:
        """Return what a changed function yielded in the old version."""
        found = self._old.resolved(changed.old).values if changed.old else ()
        return tuple(one.value for one in found)

    def after(self, changed: ChangedCodes, file: str) -> tuple[Value, ...]:
        """Return what a call yields now; what another configuration has in place counts too."""
        found = self._new.callee(changed.new.name, file) if changed.new else ()
        return tuple(one.value for one in found)

    def of_callee(self, name: str, file: str) -> tuple[Value, ...]:
        """Return what a call of another function yields, a few of them."""
        if len(self._looked_into) >= MOST_CALLEES and (name, file) not in self._looked_into:
            return (unknown("it was not looked into"),)
        self._looked_into.add((name, file))
        return tuple(one.value for one in self._new.callee(name, file))


class Callers:
    """Reads callers in the new version; `yields` tells what functions yield."""

    def __init__(self, old: Program, new: Program, units: Units, yields: Yields) -> None:
        self._old = old
        self._yields = yields
        self._units = units
        self._errnos = new.errnos
        self._arguments = ConstantArguments(old, new, units)

    def impacts(
        self, changed: ChangedCodes, definition: Definition, sites: Collection[Site]
    ) -> Iterator[Impact]:
        """Yield what the function or macro `definition`, which calls the changed one at `sites`, notices."""
        function = self._units.function(definition)
        if function is None:
            for site in sites:
                yield _caller(site, ())
            return
        caller = _Caller(definition, self._units.of(definition.file), function, tuple(sites))
        unchanged = self._is_unchanged(caller)
        lost: tuple[Value, ...] = ()
        for site in sites:
            allowed = replace(changed, codes=self._arguments.allowed(changed, site))
            if changed.codes and not allowed.codes:
                continue
            gone = allowed.values(gained=False)
            lost = tuple(dict.fromkeys((*lost, *gone)))
            gained = self._uses(caller, site, allowed.values(gained=True), True)
            yield _caller(site, (*gained, *self._uses(caller, site, gone if unchanged else (), False)))
            new = self._yields.new_codes(allowed)
            yield from unhandled_codes(caller.unit, function, site, new, gone, self._errnos.names)
        if lost:
            after = self._yields.after(changed, definition.file)
            loss = Loss(lost, self._yields.before(changed), after)
            of_callee = partial(self._yields.of_callee, file=definition.file)
            yield from stale_tests(caller.unit, function, sites, loss, of_callee, self._errnos)

    def _is_unchanged(self, caller: _Caller) -> bool:
        """Return whether the old version has the same text: else its new one never got the lost codes."""
        text = caller.unit.data[caller.function.start : caller.function.end]
        return text in self._old.index.files.read(caller.definition.file)

    def _uses(
        self, caller: _Caller, site: Site, codes: tuple[Value, ...], gained: bool
    ) -> Iterator[ImpactUse]:
        for use in uses_of_call(caller.function, caller.unit, site.start, codes, self._errnos.names):
            yield ImpactUse(use.code.text(), use.action.value, use.becomes, use.line, gained)


def _caller(site: Site, uses: tuple[ImpactUse, ...]) -> Impact:
    caller = site.caller
    shown = tuple(sorted(set(uses)))
    return Impact("caller", caller.name, caller.file, site.line, uses=shown, may=bool(site.field))
