"""Which system calls and ioctls can show a code: upwards from a function over all who hand the code on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import ERRNO, Value
from gupcheck.impact.call_sites import CallSites, Site
from gupcheck.impact.call_use import Action, CallUse
from gupcheck.impact.man_pages import listed_errors
from gupcheck.impact.uses import uses_of_call
from gupcheck.model.errors import ChainLink, EntryPoint

SYSTEM_CALL = "system call"
IOCTL = "ioctl"
IOCTL_FIELDS = frozenset(("unlocked_ioctl", "compat_ioctl"))
MOST_FUNCTIONS = 400
"""Functions that one search looks at the callers of."""

_PREFIXES = ("compat_sys_", "sys_")


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A function that hands on `value`, which the function asked about yielded as `code`."""

    definition: Definition
    value: Value
    code: Value


@dataclass(frozen=True, slots=True)
class _Step:
    """How a carrier was reached: the call in it, of the carrier below."""

    site: Site
    below: _Carrier


class EntryPointSearch:
    """Searches breadth first, so that the first chain that reaches an entry point is a shortest one.

    `notes` are sentences on what was not followed.
    """

    def __init__(self, program: Program, sites: CallSites, errnos: frozenset[str]) -> None:
        self.program = program
        self.sites = sites
        self.errnos = errnos
        self.notes: list[str] = []

    def of(self, definition: Definition, codes: Iterable[Value]) -> tuple[EntryPoint, ...]:
        """Return the entry points that can show one of `codes` of a function, by name and code."""
        steps: dict[_Carrier, _Step | None] = {_Carrier(definition, code, code): None for code in codes}
        level = list(steps)
        found: list[EntryPoint] = []
        looked_at: set[Definition] = set()
        while level:
            above = self._above(level, steps)
            found += [entry for carrier in level if (entry := self._entry(carrier, steps))]
            looked_at.update(carrier.definition for carrier in level)
            if len(looked_at) > MOST_FUNCTIONS:
                self.notes.append(f"The search for system calls ended after {MOST_FUNCTIONS} functions.")
                break
            level = above
        return tuple(sorted(_first_of_each(found)))

    def _above(self, level: list[_Carrier], steps: dict[_Carrier, _Step | None]) -> list[_Carrier]:
        """Return the carriers that call those of `level` and were not reached before."""
        by_definition: dict[Definition, list[_Carrier]] = {}
        for carrier in level:
            by_definition.setdefault(carrier.definition, []).append(carrier)
        new: list[_Carrier] = []
        found = self.sites.of(by_definition)
        calls = [(site, of) for of, sites in found.items() for site in sites if not self._kind(of)]
        for site, definition in sorted(calls, key=lambda call: (call[0].caller.file, call[0].start)):
            for above, below in self._carried(site, by_definition[definition]):
                if above not in steps:
                    steps[above] = _Step(site, below)
                    new.append(above)
        return new

    def _carried(self, site: Site, carriers: list[_Carrier]) -> Iterator[tuple[_Carrier, _Carrier]]:
        """Yield what the caller at `site` hands on of each carrier's value, with that carrier."""
        function = self.sites.units.function(site.caller)
        if function is None:
            yield from ((_Carrier(site.caller, one.value, one.code), one) for one in carriers)
            return
        values = sorted({carrier.value for carrier in carriers})
        unit = self.sites.units.of(site.caller.file)
        uses = uses_of_call(function, unit, site.start, values, self.errnos)
        for carrier in carriers:
            for given in _given(uses, carrier.value):
                yield _Carrier(site.caller, given, carrier.code), carrier

    def _entry(self, carrier: _Carrier, steps: dict[_Carrier, _Step | None]) -> EntryPoint | None:
        definition = carrier.definition
        kind = self._kind(definition)
        if not kind or carrier.value.kind != ERRNO:
            return None
        name = system_call_of(definition.name) or definition.name
        listed = listed_errors(name) if kind == SYSTEM_CALL else None
        chain, may = _chain(carrier, steps)
        return EntryPoint(
            name,
            kind,
            carrier.code.text(),
            carrier.value.text(),
            carrier.value.name in listed if listed is not None else None,
            chain,
            may,
        )

    def _kind(self, definition: Definition) -> str:
        """Return which entry point a function is, whose calls were looked for; "" for none."""
        if system_call_of(definition.name):
            return SYSTEM_CALL
        return "" if IOCTL_FIELDS.isdisjoint(self.sites.fields_of(definition)) else IOCTL


def system_call_of(function: str) -> str:
    """Return the system call's name for a function called sys_x or compat_sys_x, "" for another one."""
    return next((function[len(prefix) :] for prefix in _PREFIXES if function.startswith(prefix)), "")


def _given(uses: Iterable[CallUse], value: Value) -> list[Value]:
    """Return what the caller hands back in place of `value`, itself included, in order."""
    handed = {
        use.gives
        for use in uses
        if use.code == value and use.gives is not None and use.action in (Action.RETURNS, Action.MAPS)
    }
    return sorted(handed)


def _chain(carrier: _Carrier, steps: dict[_Carrier, _Step | None]) -> tuple[tuple[ChainLink, ...], bool]:
    links: list[ChainLink] = []
    may = False
    step = steps[carrier]
    while step is not None:
        links.append(ChainLink(carrier.definition.name, carrier.definition.file, step.site.line))
        may = may or bool(step.site.field)
        carrier = step.below
        step = steps[carrier]
    links.append(ChainLink(carrier.definition.name, carrier.definition.file))
    return tuple(links), may


def _first_of_each(found: Iterable[EntryPoint]) -> Iterator[EntryPoint]:
    """Yield the first, so shortest, entry point for each name, code and code shown."""
    seen: set[tuple[str, str, str]] = set()
    for entry in found:
        key = (entry.name, entry.code, entry.shown)
        if key not in seen:
            seen.add(key)
            yield entry
