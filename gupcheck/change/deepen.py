"""What is found out about changed functions beyond their bodies: callees filled in, and who notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from gupcheck.change.body import BodyChange
from gupcheck.change.checks import Decision
from gupcheck.change.difference import Difference
from gupcheck.change.file_changes import FileChanges
from gupcheck.change.harmless import without_harmless
from gupcheck.change.impact import ChangedCodes, ImpactSearch, impact_of_many
from gupcheck.change.impact.flags import likely_flags
from gupcheck.change.macro_users import MacroUsers
from gupcheck.change.noticed import differences_of
from gupcheck.change.own_codes import own_codes
from gupcheck.change.programs import TwoPrograms, definition_at, folders_of, two_programs
from gupcheck.change.request import MOST_FOR_FULL, ChangeRequest, How
from gupcheck.change.resolved import compare_resolved, with_resolved
from gupcheck.change.through_macros import macro_differences
from gupcheck.errors.resolved import Definition
from gupcheck.source.version import Versions


class Deepening:
    """Fills in callees and looks for those who notice, as far as `reach` says.

    Where more than MOST_FOR_FULL functions changed, callees are not filled in, and direct callers alone are
    looked for; `notes` say so.
    """

    def __init__(self, versions: Versions, request: ChangeRequest, reach: How) -> None:
        self._versions = versions
        self._request = request
        self._reach = reach
        self._notes: list[str] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was not done."""
        searched = self._search.notes if "_search" in self.__dict__ else ()
        return (*self._notes, *searched)

    def of(self, files: Iterable[FileChanges]) -> Iterator[Difference]:
        """Yield the differences of all changed functions, and of those who notice them, in order of files."""
        known = tuple(files)
        number = sum(len(file.changes) for file in known)
        deep = number <= MOST_FOR_FULL
        if not deep:
            yield from self._wide(known, number)
            return
        if self._reach != "none":
            flags = likely_flags(_decisions(known)) if self._reach == "full" else ()
            if flags:
                self._search.expect_flags(flags)
            self._search.expect(self._changed(known))
        for file in known:
            for change in file.changes:
                yield from self._deepened(file, change)
            if file.using:
                for difference, codes in macro_differences(self._programs, file):
                    yield from self._with_impact(difference, codes)
        if any(file.macros for file in known):
            yield from self._by_headers(known)

    def _by_headers(self, files: tuple[FileChanges, ...]) -> Iterator[Difference]:
        """Yield the differences of functions elsewhere that use changed macros of headers."""
        users = MacroUsers(self._programs, self._request.caller_folders)
        for difference, codes in users.differences(files):
            yield from self._with_impact(difference, codes)
        self._notes += users.notes

    def _wide(self, files: tuple[FileChanges, ...], number: int) -> Iterator[Difference]:
        """Yield the differences of many functions, with their direct callers where these are wanted."""
        looks = self._reach != "none"
        far = " nor who calls the callers" if looks else " nor callers"
        self._notes.append(
            f"Neither callees are filled in{far} looked at: {number} functions changed, more than"
            f" {MOST_FOR_FULL}. Name a folder to compare less."
        )
        changes = [(file, change) for file in files for change in file.changes]
        if not looks:
            yield from (_shallow(file, change) for file, change in changes)
            return
        codes = [own_codes(self._programs, file, change) for file, change in changes]
        found = impact_of_many(self._programs.old, self._programs.new, self._request.caller_folders, codes)
        if found.left_out:
            names = ", ".join(f"{name}()" for name in found.left_out)
            self._notes.append(f"Too many files call these functions to look at their callers: {names}.")
        for (file, change), impact in zip(changes, found.impacts, strict=True):
            difference = replace(_shallow(file, change), impact=impact)
            yield difference
            yield from differences_of(impact, difference)

    def _changed(self, files: Iterable[FileChanges]) -> Iterator[Definition]:
        """Yield the changed functions of the new version."""
        for file in files:
            for change in file.changes:
                found = definition_at(self._programs.new, file.pair.new or "", change.function, change.line)
                if found is not None:
                    yield found

    def _deepened(self, file: FileChanges, change: BodyChange) -> Iterator[Difference]:
        difference = _shallow(file, change)
        resolved = compare_resolved(self._programs, change, (file.pair.old or "", file.pair.new or ""))
        if resolved is None:
            yield difference
            return
        left = without_harmless(self._programs, with_resolved(difference, resolved))
        if left is not None:
            yield from self._with_impact(left, resolved.changed)

    def _with_impact(self, difference: Difference, codes: ChangedCodes) -> Iterator[Difference]:
        impact = self._search.of(codes, self._reach) if codes.codes and self._reach != "none" else ()
        yield replace(difference, impact=impact)
        yield from differences_of(impact, difference)

    @cached_property
    def _programs(self) -> TwoPrograms:
        request = self._request
        scope = request.scope or folders_of(self._versions.changed)
        return two_programs(self._versions, scope, request.dialect, request.arch)

    @cached_property
    def _search(self) -> ImpactSearch:
        return ImpactSearch(self._programs.old, self._programs.new, self._request.caller_folders)


def _decisions(files: Iterable[FileChanges]) -> Iterator[Decision]:
    """Yield the decisions before each case that changed."""
    for file in files:
        for change in file.changes:
            for case in (*change.went, *change.came):
                yield from case.decisions


def _shallow(file: FileChanges, change: BodyChange) -> Difference:
    return Difference(
        file=file.pair.new or "",
        function=change.function,
        line=change.line,
        old_file=file.pair.old or "",
        old_function=change.old_function,
        old_line=change.old_line,
        gained=change.gained,
        lost=change.lost,
        causes=change.causes,
    )
