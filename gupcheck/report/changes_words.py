"""The words in which every format tells of changes: what a case does, and who notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gupcheck.model.change import CauseChange, Change, ChangesReport, Impact, ImpactUse
from gupcheck.report.wording import USE_VERBS, count

NO_CHANGE = "No change of error-code semantics"

_ENTRIES = ("system call", "ioctl", "file operation")
_NEAREST = ("caller", "dead-test", "unhandled", "setter", *_ENTRIES, "exported")
"""The kinds of those who notice, in the order in which they are shown."""

_MOST_LINKS = 8
_GOES_ON = "goes on"
_ANY_CASE = "in any case"
_VERBS = USE_VERBS | {
    "unknown": "not known what becomes of it",
}


@dataclass(frozen=True, slots=True)
class FunctionChange:
    """All that the rules say of one function, in their order: they share their causes and who notices."""

    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        """Return the change that is shown first."""
        return self.changes[0]

    @property
    def causes(self) -> tuple[CauseChange, ...]:
        """Return every cause once, by line."""
        causes = dict.fromkeys(cause for change in self.changes for cause in change.causes)
        return tuple(sorted(causes, key=lambda one: (one.new_line or one.old_line, one.old_line, one.cause)))

    @property
    def impact(self) -> tuple[Impact, ...]:
        """Return everyone who notices, once, those who act on a code first; () for a caller, who is one."""
        if self.first.calls:
            return ()
        everyone = dict.fromkeys(impact for change in self.changes for impact in change.impact)
        return tuple(sorted(everyone, key=lambda impact: _NEAREST.index(impact.kind)))

    @property
    def notes(self) -> tuple[str, ...]:
        """Return every note once."""
        return tuple(dict.fromkeys(note for change in self.changes for note in change.notes))


def by_function(changes: Iterable[Change]) -> list[FunctionChange]:
    """Return the changes of each function together, in the order of their first ones."""
    found: dict[tuple[str, str, str, str, str], list[Change]] = {}
    for change in changes:
        key = (change.file, change.old_file, change.function, change.old_function, change.calls)
        found.setdefault(key, []).append(change)
    return [FunctionChange(tuple(same)) for same in found.values()]


def place_words(function: FunctionChange) -> str:
    """Return where a function is: in the new version, or where it was if that does not have it."""
    first = function.first
    if first.file:
        return f"{first.file}:{first.line}"
    return f"{first.old_file}:{first.old_line} (old version)"


def values(codes: tuple[str, ...]) -> str:
    """Return what a case yields, in C's words."""
    return ", ".join(codes) or _GOES_ON


def cause_words(cause: CauseChange) -> str:
    """Return the check with its outcome."""
    return cause.cause or _ANY_CASE


def codes(names: Iterable[str]) -> str:
    """Return codes as C writes them: `-EBUSY`, `NULL`, `<callee f>`."""
    return ", ".join(code_words(name) for name in names)


def code_words(name: str) -> str:
    """Return one code as C writes it."""
    return f"-{name}" if name[:1] == "E" and name.isalnum() else name


def set_words(function: FunctionChange) -> str:
    """Return the sentence on what the function's set of codes gained and lost, "" for a caller."""
    changes = function.changes
    gained = codes(dict.fromkeys(code for change in changes for code in change.gained))
    lost = codes(dict.fromkeys(code for change in changes for code in change.lost))
    first = function.first
    if first.calls:
        return ""
    if first.moved:
        return "Code moved into or out of a helper: the set with callees filled in is the same."
    if not gained and not lost:
        return "The set of its codes is the same: some cases have another outcome."
    text = f"Gained: {gained or 'nothing'}. Lost: {lost or 'nothing'}."
    more, less = codes(first.resolved_gained), codes(first.resolved_lost)
    if (more or less) and (more, less) != (gained, lost):
        text += f" With callees filled in, gained: {more or 'nothing'}; lost: {less or 'nothing'}."
    return text


def impact_words(impact: Impact) -> str:
    """Return who notices, and what, without the place."""
    how = ", through a function pointer" if impact.may else ""
    name = f"{impact.function}()"
    code = code_words(impact.code)
    if impact.kind == "dead-test":
        known = ", as far as the function is known" if impact.may else ""
        return f"{name} tests for {code}, which cannot come any more{known}"
    if impact.kind == "unhandled":
        return f"{name} knows other failures and takes {code} for a success{how}"
    if impact.kind == "exported":
        seen = _seen(impact) if impact.code else "any module may call it"
        return f"{name} is exported: {seen}{how}"
    if impact.kind in _ENTRIES:
        return f"{impact.kind} {impact.function}: {_seen(impact)}{how}"
    if impact.kind == "setter":
        name = f"{name} sets {impact.text}, without which it does not come"
    uses = "; ".join(_uses(impact.uses))
    return f"{name}{how}: {uses}" if uses else f"{name}{how}"


def _seen(impact: Impact) -> str:
    """Return what a user sees of a code."""
    code = code_words(impact.code)
    shown = f"{code} as {code_words(impact.shown)}" if impact.shown and impact.shown not in code else code
    if impact.elsewhere:
        return f"{shown} {'can' if impact.gained else 'could'} come from here, and may from elsewhere"
    if not impact.gained:
        return f"{shown} cannot be seen any more"
    if impact.listed is None:
        return f"{shown} can be seen now"
    listed = "its manual page lists it" if impact.listed else "its manual page does not list it"
    return f"{shown} can be seen now ({listed})"


def _uses(uses: tuple[ImpactUse, ...]) -> Iterator[str]:
    """Yield what becomes of each code, those together that fare alike."""
    alike: dict[tuple[bool, str, str, int], list[str]] = {}
    for use in uses:
        alike.setdefault((use.gained, use.action, use.becomes, use.line), []).append(code_words(use.code))
    for (gained, action, becomes, line), codes in alike.items():
        fate = _VERBS.get(action, action).format(becomes)
        place = f" (line {line})" if line else ""
        yield f"{', '.join(codes)}, {'new' if gained else 'gone'}: {fate}{place}"


def chain_words(impact: Impact) -> str:
    """Return the way from an entry point to the changed function, a long one by its ends, "" without one."""
    names = [link.function for link in impact.chain]
    if len(names) > _MOST_LINKS:
        half = _MOST_LINKS // 2
        names[half:-half] = [f"({len(names) - 2 * half} more)"]
    return " > ".join(names)


def closing_sentence(report: ChangesReport) -> str:
    """Return what the whole comparison came to."""
    between = f"{report.old_label} and {report.new_label}"
    looked = f"compared {count(report.compared, 'function')} of {between}"
    if not report.changes:
        return f"{NO_CHANGE}: {looked}."
    functions = [one for one in by_function(report.changes) if not one.first.calls]
    callers = len({(change.file, change.function) for change in report.changes if change.calls})
    severities = [change.severity.value for change in report.changes]
    grades = ", ".join(
        count(severities.count(grade), grade) for grade in ("error", "warning", "note") if grade in severities
    )
    told = f"Error-code semantics of {count(len(functions), 'function')} changed"
    if callers:
        told += f", {count(callers, 'caller')} with a test that is dead or missing"
    return f"{told} ({grades}); {looked}."
