"""What a run on one file gave up: where which rule is undecided, and the notifications that say so."""

from __future__ import annotations

from collections.abc import Iterable

from gupcheck.model import Notification, Severity
from gupcheck.smpl.errors import SmplError
from gupcheck.smpl.script import ScriptError
from gupcheck.smpl.target import Place, Target

EVERYWHERE = -1
"""Stands for all places of a file among the starts of places."""

_BUG = "This is a bug in gupcheck: please report it."


class GivenUp:
    """Collects what could not be done with one rule file on one file of C."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.notifications: dict[Notification, None] = {}
        self._undecided: dict[str, set[int]] = {}

    def undecided(self, rules: Iterable[str]) -> dict[int, str]:
        """Return the starts of the places where one of `rules` is undecided, with that rule's name."""
        return {start: rule for rule in sorted(rules) for start in self._undecided.get(rule, ())}

    def out_of_steps(self, rule: str, place: Place) -> None:
        """Say that a rule took more steps on a place than it may."""
        what = f"took too many steps on {place.name}(), which was given up; its findings may be missing."
        self._give_up(rule, "budget", what, place)

    def too_many_matches(self, rule: str, place: Place, most: int) -> None:
        """Say that a rule matches in more than `most` ways, the last of them in `place`."""
        what = f"matches in more than {most} ways up to {place.name}(); what comes behind was left out."
        self._give_up(rule, "budget", what, place, everywhere=True)

    def crashed(self, rule: str, place: Place, error: Exception) -> None:
        """Say that the analysis itself failed on a place."""
        self._give_up(rule, "rule-crash", f"failed on {place.name}() ({reason(error)}). {_BUG}", place)

    def constraint_failed(self, rule: str, place: Place, error: ScriptError) -> None:
        """Say that the script of a metavariable's constraint failed on a place."""
        what = f"was given up on {place.name}(): the script at line {error.line} failed: {error.message}"
        self._give_up(rule, "script-error", what, place)

    def left_out(self, rule: str, place: Place, because: str) -> None:
        """Say that a rule was not laid on a place, since `because`, which may exclude its matches, is
        undecided there."""
        what = (
            f"was left out on {place.name}(): it excludes what '{because}' matches, which was given up there."
        )
        self._give_up(rule, "budget", what, place)

    def not_run(self, rule: str, because: str) -> None:
        """Say that a rule or script, which asks that `because` does not match, was not run on the file."""
        what = f"was left out on this file: it excludes what '{because}' matches, which was given up."
        self._give_up(rule, "budget", what, None, everywhere=True)

    def not_read(self, rule: str, error: SmplError) -> None:
        """Say that a rule which is to run now could not be read."""
        self._give_up(rule, "unsupported", f"was left out: {error}", None, everywhere=True)

    def script_failed(self, message: str, function: str) -> None:
        """Say that a script failed on what a rule matched in `function`."""
        self._notify("script-error", message, function, 0)

    def _give_up(
        self, rule: str, kind: str, what: str, place: Place | None, *, everywhere: bool = False
    ) -> None:
        start = EVERYWHERE if place is None or everywhere else place.node.start
        self._undecided.setdefault(rule, set()).add(start)
        line = self.target.unit.position(place.node.start)[0] if place else 0
        self._notify(kind, f"The rule '{rule}' {what}", place.name if place else "", line)

    def _notify(self, kind: str, message: str, function: str, line: int) -> None:
        path = self.target.unit.path
        notification = Notification(kind, Severity.WARNING, message, path, function, line, incomplete=True)
        self.notifications[notification] = None


def reason(error: Exception) -> str:
    """Return one line that names an exception and says what it says, at most 200 characters."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
