"""Which entry points from userspace can show a code: upwards from a function over all who hand it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import ERRNO, Value
from gupcheck.impact.ascent import Ascent, Carrier
from gupcheck.impact.call_sites import CallSites
from gupcheck.impact.file_operations import is_file_operation
from gupcheck.impact.man_pages import listed_errors
from gupcheck.impact.visibility import is_local
from gupcheck.model.errors import EntryPoint

SYSTEM_CALL = "system call"
IOCTL = "ioctl"
FILE_OPERATION = "file operation"
IOCTL_FIELDS = frozenset(("unlocked_ioctl", "compat_ioctl"))
MOST_FUNCTIONS = 400
"""Functions that one search looks at the callers of."""

_PREFIXES = ("compat_sys_", "sys_")


class EntryPointSearch:
    """Searches from one function after the other; `notes` are sentences on what was not followed."""

    def __init__(self, sites: CallSites, errnos: frozenset[str]) -> None:
        self.ascent = Ascent(sites, errnos)
        self.notes: list[str] = []

    def of(self, definition: Definition, codes: Iterable[Value]) -> tuple[EntryPoint, ...]:
        """Return the entry points that can show one of `codes` of a function, by name and code."""
        start = [Carrier(definition, code, code) for code in codes]
        self.ascent.begin(start)
        reached, whole = self.ascent.climb(start, self.is_entry, MOST_FUNCTIONS)
        if not whole:
            self.notes.append(f"The search for system calls ended after {MOST_FUNCTIONS} functions.")
        return self.among(reached)

    def among(self, reached: Iterable[Carrier]) -> tuple[EntryPoint, ...]:
        """Return the entry points among carriers of the last climb, nearest first, by name and code."""
        found = (entry for carrier in reached if (entry := self._entry(carrier)))
        return tuple(sorted(_first_of_each(found)))

    def is_entry(self, definition: Definition) -> bool:
        """Return whether a function, whose calls were looked for, is an entry point from userspace."""
        return bool(self._kind(definition))

    def _entry(self, carrier: Carrier) -> EntryPoint | None:
        definition = carrier.definition
        kind = self._kind(definition)
        if not kind or carrier.value.kind != ERRNO:
            return None
        name = system_call_of(definition.name) or definition.name
        listed = listed_errors(name) if kind == SYSTEM_CALL else None
        chain, may = self.ascent.chain(carrier)
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
        sites = self.ascent.sites
        fields = sites.fields_of(definition)
        if not IOCTL_FIELDS.isdisjoint(fields):
            return IOCTL
        text = sites.program.index.files.read(definition.file) if is_local(definition) else b""
        return FILE_OPERATION if text and is_file_operation(definition, text, fields) else ""


def system_call_of(function: str) -> str:
    """Return the system call's name for a function called sys_x or compat_sys_x, "" for another one."""
    return next((function[len(prefix) :] for prefix in _PREFIXES if function.startswith(prefix)), "")


def _first_of_each(found: Iterable[EntryPoint]) -> Iterator[EntryPoint]:
    """Yield the first, so shortest, entry point for each name, code and code shown."""
    seen: set[tuple[str, str, str]] = set()
    for entry in found:
        key = (entry.name, entry.code, entry.shown)
        if key not in seen:
            seen.add(key)
            yield entry
