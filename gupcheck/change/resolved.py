"""Compares two versions of a function with its callees filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gupcheck.change.ahead import look_ahead
from gupcheck.change.body import BodyChange
from gupcheck.change.codes import code_of, in_order
from gupcheck.change.difference import Difference
from gupcheck.change.impact import ChangedCode, ChangedCodes
from gupcheck.change.programs import TwoPrograms, definition_at
from gupcheck.change.side import Case
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition, ResolvedSummary
from gupcheck.errors.values import UNKNOWN, Value


@dataclass(frozen=True, slots=True)
class ResolvedChange:
    """A function's codes with callees filled in, in both versions: what was gained and lost, as values.

    `notes` are sentences on what is not known.
    """

    changed: ChangedCodes
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    notes: tuple[str, ...] = ()


def compare_resolved(
    programs: TwoPrograms, body: BodyChange, pair_files: tuple[str, str]
) -> ResolvedChange | None:
    """Return how the resolved sets of a changed function differ, None where a version does not have it.

    `pair_files` are the paths of its file in the old and the new version.
    """
    old = definition_at(programs.old, pair_files[0], body.old_function, body.old_line)
    new = definition_at(programs.new, pair_files[1], body.function, body.line)
    if old is None or new is None:
        return None
    look_ahead(((programs.new, new), (programs.old, old)))
    before, after = programs.old.resolved(old), programs.new.resolved(new)
    was, now = _by_code(before), _by_code(after)
    gained, lost = now.keys() - was.keys(), was.keys() - now.keys()
    codes = (
        *_changed_codes({code: now[code] for code in gained}, body.came, programs.new, new, gained=True),
        *_changed_codes({code: was[code] for code in lost}, body.went, programs.old, old, gained=False),
    )
    return ResolvedChange(
        ChangedCodes(old, new, tuple(sorted(codes))),
        in_order(gained),
        in_order(lost),
        tuple(_unknown_notes(before, after)),
    )


def with_resolved(difference: Difference, resolved: ResolvedChange) -> Difference:
    """Return a difference that also says what differs with callees filled in."""
    moves = bool(difference.gained or difference.lost) and not resolved.gained and not resolved.lost
    own = any(not code.startswith("<") for code in (*difference.gained, *difference.lost))
    return replace(
        difference,
        resolved_gained=resolved.gained,
        resolved_lost=resolved.lost,
        moved=moves and own and not resolved.notes,
        notes=(*difference.notes, *resolved.notes),
    )


def _by_code(summary: ResolvedSummary) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for one in summary.values:
        code = code_of(one.value, summary.return_type)
        if code:
            found.setdefault(code, []).append(one.value)
    return found


def _changed_codes(
    values: dict[str, list[Value]],
    cases: Iterable[Case],
    program: Program,
    where: Definition,
    *,
    gained: bool,
) -> Iterator[ChangedCode]:
    """Yield each code that one version alone has, with the decisions that lie before it in the function."""
    known = tuple(cases)
    callees = {case.callee: program.callee(case.callee, where.file) for case in known if case.callee}
    for code, found in sorted(values.items()):
        ways = tuple(
            dict.fromkeys(
                case.decisions
                for case in known
                if case.code == code
                or any(code_of(one.value, "") == code for one in callees.get(case.callee, ()))
            )
        )
        yield from (ChangedCode(value, gained, ways) for value in found)


def _unknown_notes(before: ResolvedSummary, after: ResolvedSummary) -> Iterator[str]:
    """Yield a sentence on what is not known of the versions, one where it is the same of both."""
    was, now = _unknown(before), _unknown(after)
    if was and was == now:
        yield f"Not all that it can return is known: {was}."
        return
    for side, unknown in (("old", was), ("new", now)):
        if unknown:
            yield f"Not all that the {side} version can return is known: {unknown}."


def _unknown(summary: ResolvedSummary) -> str:
    """Return why not all is known that a function can return, "" where all is."""
    return next((one.value.name for one in summary.values if one.value.kind == UNKNOWN), "")
