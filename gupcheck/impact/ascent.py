"""Upwards from a function over all who hand its codes on: which functions yield what of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from gupcheck.errors.resolved import Definition
from gupcheck.errors.values import Value
from gupcheck.impact.call_sites import CallSites, Site
from gupcheck.impact.call_use import Action, CallUse
from gupcheck.impact.uses import uses_of_call
from gupcheck.impact.visibility import is_local
from gupcheck.model.errors import ChainLink

Stops = Callable[[Definition], bool]
"""Tells of a function, whose calls were looked for, that nothing above it is wanted."""


MOST_FAR_ROUNDS = 2
"""How often one climb looks through far folders, which takes as long as all the rest."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A function that hands on `value`, which the function asked about yielded as `code`."""

    definition: Definition
    value: Value
    code: Value


@dataclass(frozen=True, slots=True)
class Step:
    """How a carrier was reached: the call in it, of the carrier below."""

    site: Site
    below: Carrier


ShutsOut = Callable[[Site, Carrier], bool]


def _nothing_shut_out(site: Site, carrier: Carrier) -> bool:
    """Return that each call may yield all that the called function hands on."""
    return False


class Ascent:
    """Climbs breadth first, so that the first chain that reaches a carrier is a shortest one.

    `steps` are how each carrier was reached, None for those that it began with; `calls` are all calls that
    were looked at since, each with a carrier that it calls. What callers do is remembered from one climb to
    the next.
    """

    def __init__(self, sites: CallSites, errnos: frozenset[str]) -> None:
        self.sites = sites
        self.steps: dict[Carrier, Step | None] = {}
        self._errnos = errnos
        self.calls: list[Step] = []
        self._uses: dict[tuple[Site, Value], tuple[CallUse, ...]] = {}
        self._shuts_out: ShutsOut = _nothing_shut_out

    def begin(self, carriers: Iterable[Carrier], shuts_out: ShutsOut = _nothing_shut_out) -> None:
        """Forget where earlier climbs led, and begin with `carriers`.

        A call of which `shuts_out` tells that it cannot yield a carrier's value is not followed.
        """
        self._shuts_out = shuts_out
        self.steps = dict.fromkeys(carriers)
        self.calls = []

    def climb(
        self, start: Iterable[Carrier], stops: Stops, most: int, only: Collection[Definition] | None = None
    ) -> tuple[list[Carrier], bool]:
        """Return the carriers from `start` upwards, about nearest first, and whether these are all.

        Callers that are not among `only` are left out, if it is given; they are then looked for in its files
        alone. The search ends once more than `most` functions were looked at. The direct callers of `start`
        are looked for everywhere; above them those in the same file come first, since they cost nothing to
        find, those in far folders last.
        """
        rings = _Rings(start)
        reached = list(rings.carriers)
        if only is None:
            direct = self._far(rings.begun(), stops)
            reached += direct
            rings.add(direct)
        looked_at: set[Definition] = set()
        files = None if only is None else tuple(sorted({one.file for one in only}))
        while level := rings.near():
            looked_at.update(carrier.definition for carrier in level)
            if len(looked_at) > most:
                return reached, False
            new = self._above(level, stops, only, files)
            if not new and only is None and not rings.carriers:
                new = self._far(rings.far(), stops)
            reached += new
            rings.add(new)
        return reached, True

    def _far(self, carriers: Iterable[Carrier], stops: Stops) -> list[Carrier]:
        """Return the carriers in far folders that call given ones."""
        far: dict[tuple[str, ...], list[Carrier]] = {}
        for carrier in carriers:
            folders = self.sites.visibility.far(carrier.definition, self.sites.program)
            far.setdefault(folders, []).append(carrier)
        far.pop((), None)
        return [above for folders in sorted(far) for above in self._above(far[folders], stops, None, folders)]

    def chain(self, carrier: Carrier) -> tuple[tuple[ChainLink, ...], bool]:
        """Return the chain from a carrier down to where it began, and whether a pointer is called on it."""
        links: list[ChainLink] = []
        may = False
        step = self.steps[carrier]
        while step is not None:
            links.append(ChainLink(carrier.definition.name, carrier.definition.file, step.site.line))
            may = may or bool(step.site.field)
            carrier = step.below
            step = self.steps[carrier]
        links.append(ChainLink(carrier.definition.name, carrier.definition.file))
        return tuple(links), may

    def _above(
        self,
        level: list[Carrier],
        stops: Stops,
        only: Collection[Definition] | None,
        files: tuple[str, ...] | None,
    ) -> list[Carrier]:
        """Return the carriers, not reached before, that call those of `level`, in `files` if given."""
        by_definition: dict[Definition, list[Carrier]] = {}
        for carrier in level:
            by_definition.setdefault(carrier.definition, []).append(carrier)
        new: list[Carrier] = []
        found = self.sites.of(by_definition, files)
        calls = [
            (site, of)
            for of, sites in found.items()
            for site in sites
            if not stops(of) and (only is None or site.caller in only)
        ]
        for site, definition in sorted(calls, key=lambda call: (call[0].caller.file, call[0].start)):
            for above, below in self._carried(site, by_definition[definition]):
                if above not in self.steps:
                    self.steps[above] = Step(site, below)
                    new.append(above)
        return new

    def _carried(self, site: Site, carriers: list[Carrier]) -> Iterator[tuple[Carrier, Carrier]]:
        """Yield what the caller at `site` hands on of each carrier's value, with that carrier."""
        carriers = [carrier for carrier in carriers if not self._shuts_out(site, carrier)]
        self._find_uses(site, sorted({carrier.value for carrier in carriers}))
        for carrier in carriers:
            self.calls.append(Step(site, carrier))
            for given in self._given(site, carrier.value):
                yield Carrier(site.caller, given, carrier.code), carrier

    def uses(self, step: Step) -> tuple[CallUse, ...]:
        """Return what a caller does with the value of a call that was looked at; () for a macro."""
        return self._uses[step.site, step.below.value]

    def _given(self, site: Site, value: Value) -> list[Value]:
        """Return what the caller hands back in place of a value, itself included, in order."""
        if self.sites.units.function(site.caller) is None:
            return [value]
        uses = self._uses[site, value]
        handing = (Action.RETURNS, Action.MAPS)
        return sorted({use.gives for use in uses if use.gives is not None and use.action in handing})

    def _find_uses(self, site: Site, values: Iterable[Value]) -> None:
        missing = [value for value in values if (site, value) not in self._uses]
        function = self.sites.units.function(site.caller) if missing else None
        unit = self.sites.units.of(site.caller.file)
        found = uses_of_call(function, unit, site.start, missing, self._errnos) if function else ()
        for value in missing:
            self._uses[site, value] = tuple(use for use in found if use.code == value)


class _Rings:
    """Carriers whose callers are still to be found: in the same file at first, then near, at last far."""

    def __init__(self, start: Iterable[Carrier]) -> None:
        self.carriers = list(start)
        self._near: list[Carrier] = []
        self._rounds_left = MOST_FAR_ROUNDS
        self._begun: frozenset[Carrier] = frozenset()

    def add(self, carriers: Iterable[Carrier]) -> None:
        """Put in more carriers."""
        self.carriers += carriers

    def begun(self) -> list[Carrier]:
        """Return the carriers that it began with; they are not among `far` then."""
        self._rounds_left -= 1
        self._begun = frozenset(self.carriers)
        return list(self.carriers)

    def near(self) -> list[Carrier]:
        """Take out the carriers to climb from next, in their files or near; [] where none is left."""
        local = [carrier for carrier in self.carriers if is_local(carrier.definition)]
        if local:
            self.carriers = [carrier for carrier in self.carriers if not is_local(carrier.definition)]
            return local
        level, self.carriers = self.carriers, []
        self._near += (carrier for carrier in level if carrier not in self._begun)
        return level

    def far(self) -> list[Carrier]:
        """Take out the carriers that were climbed from near, a few times over."""
        self._rounds_left -= 1
        level, self._near = self._near, []
        return level if self._rounds_left >= 0 else []
