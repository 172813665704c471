"""How far up a changed code goes: who sets the flag that it hangs on, system calls, exported functions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import pairwise

from gupcheck.change.impact.constant_arguments import ConstantArguments
from gupcheck.change.impact.flag_routes import FlagRoutes, Routes
from gupcheck.change.impact.flags import flags_of
from gupcheck.change.impact.request import ChangedCode, ChangedCodes
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import Value
from gupcheck.impact.ascent import Ascent, Carrier, Step
from gupcheck.impact.call_sites import CallSites, Site
from gupcheck.impact.call_use import Action
from gupcheck.impact.entry_points import FILE_OPERATION, EntryPointSearch
from gupcheck.impact.visibility import is_exported
from gupcheck.model.change import Impact, ImpactUse
from gupcheck.model.errors import ChainLink, EntryPoint

MOST_FUNCTIONS = 60
"""Functions that one change is followed upwards over."""

MOST_CALLERS, MOST_NEAREST = 20, 6
"""Callers of those who hand a code on that are named for one change; the second number whatever they do."""

MOST_EXPORTED = 12
"""Exported functions that are named for one change, the nearest ones."""


_GIVEN = rb"(?<![=!]=)(?<![=!]= )(?<!case )%s\b"
"""A code in C's text where it is not compared with anything."""


class Upward:
    """Follows changed codes upwards in the new version of a tree; `notes` are sentences on what was left.

    `tested` are the calls, above the direct ones, whose callers test for a code of the change last followed.
    """

    def __init__(self, old: Program, program: Program, sites: CallSites, folders: tuple[str, ...]) -> None:
        self._program = program
        self._sites = sites
        self._search = EntryPointSearch(sites, program.errnos.names)
        self._routes = FlagRoutes(program, sites.units, folders)
        self._arguments = ConstantArguments(old, program, sites.units)
        self.notes: list[str] = []
        self.tested: list[Step] = []
        self._reached: dict[Step, bool] = {}

    def expect_flags(self, names: Iterable[str]) -> None:
        """Prepare for codes that hang on flags."""
        self._routes.expect(names)

    @property
    def _ascent(self) -> Ascent:
        return self._search.ascent

    def impacts(self, changed: ChangedCodes) -> Iterator[Impact]:
        """Yield those who set the deciding flag, and the entry points and exported functions above."""
        function = changed.new
        if function is None:
            return
        self.tested = []
        for routes, codes in self._by_routes(changed, function):
            gained = {code.value: code.gained for code in codes}
            start = [Carrier(function, value, value) for value in sorted(gained)]
            self._reached.clear()
            self._ascent.begin(start, partial(self._is_shut_out, changed))
            if routes is not None:
                start = self._to_setters(start, routes)
                yield from self._setters(routes, start, gained)
            reached, whole = self._ascent.climb(start, self._search.is_entry, MOST_FUNCTIONS)
            if not whole:
                self.notes.append(
                    f"Who notices the change of {function.name}() was not followed beyond"
                    f" {MOST_FUNCTIONS} functions."
                )
            entries = self._search.among(reached)
            direct = {(entry.name, entry.code) for entry in entries if not _is_mapped(entry)}
            for entry in entries:
                if not _is_mapped(entry) or (entry.name, entry.code) not in direct:
                    yield self._entry(entry, gained)
            self.tested += filter(self._is_tested, self._ascent.calls)
            yield from self._exported(reached, gained)
            yield from self._callers(gained)

    def _is_shut_out(self, changed: ChangedCodes, site: Site, carrier: Carrier) -> bool:
        """Return whether a call of the changed function cannot yield what a carrier stands for."""
        if carrier.definition != changed.new:
            return False
        return all(code.value != carrier.code for code in self._arguments.allowed(changed, site))

    def _by_routes(
        self, changed: ChangedCodes, function: Definition
    ) -> list[tuple[Routes | None, list[ChangedCode]]]:
        """Return the codes of a change, those together whose flag comes over the same routes."""
        parameters = self._program.body(function).parameters
        found: dict[tuple[str, ...], tuple[Routes | None, list[ChangedCode]]] = {}
        for code in changed.codes:
            routes, names = None, tuple[str, ...]()
            for flag in flags_of(code, parameters):
                known = self._routes.of(flag, function)
                if known is not None and (routes is None or len(known.setters) < len(routes.setters)):
                    routes, names = known, flag.names
            found.setdefault(names, (routes, []))[1].append(code)
        return list(found.values())

    def _to_setters(self, start: list[Carrier], routes: Routes) -> list[Carrier]:
        """Return what the setters get of the codes, and climb no further."""
        setters = {setter.definition for setter in routes.setters}
        only = routes.between | setters
        reached, _ = self._ascent.climb(start, setters.__contains__, MOST_FUNCTIONS, only)
        return [carrier for carrier in reached if carrier.definition in setters]

    def _setters(
        self, routes: Routes, carriers: Collection[Carrier], gained: dict[Value, bool]
    ) -> Iterator[Impact]:
        for setter in routes.setters:
            uses: set[ImpactUse] = set()
            for carrier in carriers:
                step = self._ascent.steps[carrier]
                if carrier.definition == setter.definition and step is not None:
                    uses.update(self._uses(step, gained))
            where = setter.definition
            yield Impact(
                "setter",
                where.name,
                where.file,
                setter.line,
                setter.name,
                gained=any(gained.values()),
                uses=tuple(sorted(uses)),
                chain=setter.chain,
            )

    def _uses(self, step: Step, gained: dict[Value, bool]) -> Iterator[ImpactUse]:
        """Yield what the caller of a step does with the code that comes from below."""
        code, value = step.below.code, step.below.value
        same = (code.kind, code.name) == (value.kind, value.name)
        shown = (value if same else code).text()
        for use in self._ascent.uses(step):
            action, becomes = use.action, use.becomes
            if action is Action.RETURNS and not same:
                action, becomes = Action.MAPS, value.text()  # what it was mapped to below is handed on here
            yield ImpactUse(shown, action.value, becomes, use.line, gained[code])

    def _callers(self, gained: dict[Value, bool]) -> Iterator[Impact]:
        """Yield the nearest callers of those who hand a code on, and further ones that do more with it."""
        found: dict[Site, list[Step]] = {}
        for call in self._ascent.calls:
            if self._ascent.steps[call.below] is not None and self._is_reached(call):
                found.setdefault(call.site, []).append(call)
        acting = [site for site in found if any(map(self._acts, found[site]))]
        for site in list(dict.fromkeys((*list(found)[:MOST_NEAREST], *acting)))[:MOST_CALLERS]:
            chain, may = self._ascent.chain(found[site][0].below)
            caller = site.caller
            yield Impact(
                "caller",
                caller.name,
                caller.file,
                site.line,
                uses=tuple(sorted({use for call in found[site] for use in self._uses(call, gained)})),
                chain=(ChainLink(caller.name, caller.file, site.line), *chain),
                may=may or bool(site.field),
            )

    def _is_reached(self, call: Step) -> bool:
        """Return whether constant arguments let the code come by a call, on some way from below."""
        if self._ascent.steps[call.below] is None:
            return True
        if call not in self._reached:
            self._reached[call] = True  # where functions call each other nothing is shut out
            called = call.below.definition
            inner = [one for one in self._ascent.calls if one.site.caller == called and self._hands_on(one)]
            self._reached[call] = any(
                self._arguments.reaches(call.site, called, one.site) and self._is_reached(one)
                for one in inner
            )
        return self._reached[call]

    def _hands_on(self, call: Step) -> bool:
        """Return whether a caller gives back the code of a call, or another one for it; a macro does."""
        uses = self._ascent.uses(call)
        return not uses or any(use.action in (Action.RETURNS, Action.MAPS) for use in uses)

    def _is_tested(self, call: Step) -> bool:
        above = self._ascent.steps[call.below] is not None
        return above and any(use.action is Action.TESTS for use in self._ascent.uses(call))

    def _acts(self, call: Step) -> bool:
        return any(use.action is not Action.RETURNS for use in self._ascent.uses(call))

    def _entry(self, entry: EntryPoint, gained: dict[Value, bool]) -> Impact:
        code = next(value for value in gained if value.text() == entry.code)
        top = entry.chain[0]
        return Impact(
            entry.kind,
            entry.name,
            top.file,
            top.line or self._line_of(top),
            code=entry.code,
            gained=gained[code],
            shown=entry.shown,
            listed=entry.listed,
            chain=entry.chain,
            may=entry.may,
            elsewhere=self._gives_anyway(entry) or (not gained[code] and self._may_stay(entry)),
        )

    def _line_of(self, link: ChainLink) -> int:
        found = (one.line for one in self._program.index.in_file(link.file) if one.name == link.function)
        return next(found, 0)

    def _gives_anyway(self, entry: EntryPoint) -> bool:
        """Return whether the user sees what is shown for other reasons as well.

        What another code was mapped to stands for other failures too; else the texts on the chain tell.
        """
        if _is_mapped(entry):
            return True
        given = re.compile(_GIVEN % re.escape(entry.shown).encode())
        for link in entry.chain[:-1]:
            unit = self._sites.units.of(link.file)
            for function in unit.functions:
                if function.name == link.function and given.search(
                    unit.source.uncommented, function.start, function.end
                ):
                    return True
        return False

    def _may_stay(self, entry: EntryPoint) -> bool:
        """Return whether users may see a code that was lost: others on the chain may give it too.

        What calls a file's operations has checks of its own.
        """
        if entry.kind == FILE_OPERATION:
            return True
        for link, below in pairwise(entry.chain):
            function = next(
                (one for one in self._program.index.in_file(link.file) if one.name == link.function), None
            )
            if function is None or self._program.body(function).callees - {below.function}:
                return True
        return False

    def _exported(self, reached: Iterable[Carrier], gained: dict[Value, bool]) -> Iterator[Impact]:
        seen: set[tuple[Definition, Value]] = set()
        for carrier in reached:
            where, key = carrier.definition, (carrier.definition, carrier.code)
            if key in seen or len(seen) == MOST_EXPORTED or not is_exported(where, self._program):
                continue
            seen.add(key)
            chain, may = self._ascent.chain(carrier)
            code, shown = carrier.code.text(), carrier.value.text()
            new = gained[carrier.code]
            yield Impact(
                "exported", where.name, where.file, where.line, "", code, new, shown, chain=chain, may=may
            )


def _is_mapped(entry: EntryPoint) -> bool:
    """Return whether the user sees another code than the one that changed."""
    return entry.shown.removeprefix("-") not in entry.code
