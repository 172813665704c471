"""Functions whose text is the same while a macro that they use stands for another code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gupcheck.change.body import BodyChange
from gupcheck.change.codes import in_order
from gupcheck.change.difference import Difference
from gupcheck.change.file_changes import FileChanges
from gupcheck.change.impact import ChangedCodes
from gupcheck.change.kinds import ChangeKind
from gupcheck.change.programs import TwoPrograms, definition_at
from gupcheck.change.resolved import compare_resolved
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition, ResolvedOutcome
from gupcheck.model.change import CauseChange


def macro_differences(programs: TwoPrograms, file: FileChanges) -> Iterator[tuple[Difference, ChangedCodes]]:
    """Yield the functions of a file that give other codes because a macro changed, and which codes."""
    changed = {change.function for change in (*file.changes, *file.moved)}
    names = [name for name in file.using if name not in changed]
    yield from differences_by_macros(programs, (file.pair.old or "", file.pair.new or ""), names, file.macros)


def differences_by_macros(
    programs: TwoPrograms, files: tuple[str, str], names: Iterable[str], macros: Iterable[str]
) -> Iterator[tuple[Difference, ChangedCodes]]:
    """Yield those functions, called `names`, that give other codes because one of `macros` changed.

    `files` are the paths of their file in the old and the new version.
    """
    old_file, new_file = files
    shown = ", ".join(f"'{macro}'" for macro in macros)
    for name in names:
        old = definition_at(programs.old, old_file, name, 0)
        new = definition_at(programs.new, new_file, name, 0)
        if old is None or new is None:
            continue
        resolved = compare_resolved(
            programs, BodyChange(name, name, new.line, old.line), (old_file, new_file)
        )
        if resolved is None or not (resolved.gained or resolved.lost):
            continue
        causes = tuple(_causes(programs, old, new, shown))
        yield (
            Difference(
                file=new_file,
                function=name,
                line=new.line,
                old_file=old_file,
                old_function=name,
                old_line=old.line,
                gained=in_order(resolved.gained),
                lost=in_order(resolved.lost),
                resolved_gained=resolved.gained,
                resolved_lost=resolved.lost,
                causes=causes,
                notes=resolved.notes,
            ),
            resolved.changed,
        )


def _causes(programs: TwoPrograms, old: Definition, new: Definition, macros: str) -> Iterator[CauseChange]:
    before, after = _by_cause(programs.old, old), _by_cause(programs.new, new)
    for cause in sorted(after.keys() & before.keys()):
        was, now = _values(before[cause]), _values(after[cause])
        if was == now:
            continue
        line = after[cause][0]
        yield CauseChange(
            cause,
            tuple(sorted(was - now)),
            tuple(sorted(now - was)),
            before[cause][0].cause_line or before[cause][0].line,
            line.cause_line or line.line,
            ChangeKind.REPLACED,
            f"The macro {macros} stands for something else.",
        )


def _by_cause(program: Program, definition: Definition) -> dict[str, list[ResolvedOutcome]]:
    found: dict[str, list[ResolvedOutcome]] = {}
    for outcome in program.resolved(definition).outcomes:
        found.setdefault(outcome.cause, []).append(outcome)
    return dict(sorted(found.items()))


def _values(outcomes: list[ResolvedOutcome]) -> frozenset[str]:
    return frozenset(outcome.value for outcome in outcomes)
