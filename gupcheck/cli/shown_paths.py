"""Paths as a user at this terminal can open them, instead of relative to the report's root."""

from __future__ import annotations

import os
from dataclasses import replace

from gupcheck.model import Finding, Location, Notification, ParseProblem, Report
from gupcheck.source.tree import is_below


class ShownPaths:
    """Turns paths that are relative to `root` into ones relative to `current`, or absolute outside of it."""

    def __init__(self, root: str, current: str) -> None:
        self._root = root
        self._current = os.path.realpath(current)
        self._known: dict[str, str] = {"": ""}

    def path(self, file: str) -> str:
        """Return how a file of the report is shown."""
        shown = self._known.get(file)
        if shown is None:
            whole = os.path.normpath(os.path.join(self._root, file))
            inside = is_below(whole, self._current)
            shown = self._known[file] = os.path.relpath(whole, self._current) if inside else whole
        return shown

    def report(self, report: Report) -> Report:
        """Return the report with all paths changed."""
        return replace(
            report,
            findings=tuple(map(self._finding, report.findings)),
            suppressed=tuple(map(self._finding, report.suppressed)),
            notifications=tuple(map(self._notification, report.notifications)),
        )

    def problem(self, problem: ParseProblem) -> ParseProblem:
        """Return the problem with its path changed."""
        return replace(problem, file=self.path(problem.file))

    def _location(self, location: Location) -> Location:
        return replace(location, file=self.path(location.file))

    def _notification(self, notification: Notification) -> Notification:
        return replace(notification, file=self.path(notification.file))

    def _finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            location=self._location(finding.location),
            related=tuple(replace(one, location=self._location(one.location)) for one in finding.related),
            steps=tuple(replace(step, location=self._location(step.location)) for step in finding.steps),
        )
