"""Those who notice a change: callers with what they do with each changed code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gupcheck.change.impact.request import ChangedCodes
from gupcheck.change.request import How
from gupcheck.errors.program import Program
from gupcheck.errors.values import Value
from gupcheck.impact import uses_of_call
from gupcheck.impact.call_sites import CallSites, Site
from gupcheck.model.change import Impact, ImpactUse


class ImpactSearch:
    """Searches the callers of changed functions in the files below `folders` ("" is all) of the new version.

    `notes` are sentences on what was not followed.
    """

    def __init__(self, old: Program, new: Program, folders: Iterable[str] = ("",)) -> None:
        self.old = old
        self.new = new
        self.sites = CallSites(new, folders)

    @property
    def notes(self) -> Sequence[str]:
        """Return what was not followed so far."""
        return self.sites.notes

    def of(self, changed: ChangedCodes, reach: How) -> tuple[Impact, ...]:
        """Return who can notice that a function's codes changed, sorted."""
        if reach == "none" or changed.new is None:
            return ()
        return tuple(
            sorted(self._caller(site, changed) for site in self.sites.of([changed.new])[changed.new])
        )

    def _caller(self, site: Site, changed: ChangedCodes) -> Impact:
        uses = tuple(sorted(self._uses(site, changed)))
        caller = site.caller
        return Impact("caller", caller.name, caller.file, site.line, uses=uses, may=bool(site.field))

    def _uses(self, site: Site, changed: ChangedCodes) -> Iterator[ImpactUse]:
        function = self.sites.units.function(site.caller)
        if function is None:
            return
        unit = self.sites.units.of(site.caller.file)
        for gained in (True, False):
            codes: list[Value] = sorted({code.value for code in changed.codes if code.gained is gained})
            for use in uses_of_call(function, unit, site.start, codes, self.new.errnos.names):
                yield ImpactUse(use.code.text(), use.action.value, use.becomes, use.line, gained)


def impact_of(changed: ChangedCodes, old: Program, new: Program, reach: How) -> tuple[Impact, ...]:
    """Return who can notice that one function's codes changed, sorted; callers anywhere in the tree."""
    return ImpactSearch(old, new).of(changed, reach)
