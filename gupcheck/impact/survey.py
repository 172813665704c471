"""What is asked of a tree about error codes, and the report that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from gupcheck.errors.index import Index, open_index
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition, ResolvedOutcome, ResolvedSummary
from gupcheck.errors.summary import BodySummary
from gupcheck.errors.values import CALL, ERRNO, NULL, STATUS, Value
from gupcheck.impact.call_sites import CallSites, Site
from gupcheck.impact.entry_points import EntryPointSearch
from gupcheck.impact.flags import with_flags
from gupcheck.impact.locate import LookupFailedError, locate
from gupcheck.impact.uses import uses_of_call
from gupcheck.model.errors import (
    Caller,
    CodeUse,
    EntryPoint,
    ErrorOutcome,
    ErrorsReport,
    FunctionErrors,
    Origin,
    Stored,
)
from gupcheck.source.share import Share, undivided
from gupcheck.syntax import Dialect, load_dialect

ANY_ERROR = Value(ERRNO, "any error")
"""Stands for the codes of a function whose own are not known."""

OnDone = Callable[[int, int], None]
"""Is told how many functions of how many are done."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: functions by `names` (as `locate` takes them) and all functions of `paths`.

    `root` is the absolute path of the tree; `paths`, `scope` and `caller_folders` are relative to it, "" is
    all of it. Function pointers are looked for in `scope`, where it is empty in the folders of the functions.
    Callers are looked for in `caller_folders`, if `callers` or `entry_points` are wanted. `cache` is the
    folder where results are kept, None for none.
    """

    root: Path
    names: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    arch: str = "x86"
    resolve: bool = True
    callers: bool = False
    entry_points: bool = False
    caller_folders: tuple[str, ...] = ("",)
    dialect: Dialect = field(default_factory=load_dialect)
    cache: Path | None = None


def survey(
    question: Question, version: str, on_done: OnDone | None = None, share: Share = undivided
) -> ErrorsReport:
    """Return the report that answers `question`; `version` is gupcheck's. Raises LookupFailedError.

    The report is the same however `share` shares out the files that are read.
    """
    index = open_index(question.root, question.dialect, question.cache, share)
    try:
        return _survey(question, version, index, on_done)
    finally:
        index.store.close()


def _survey(question: Question, version: str, index: Index, on_done: OnDone | None) -> ErrorsReport:
    wanted = _wanted(_program(question, (), index), question)
    scope = question.scope or tuple(sorted({one.file.rpartition("/")[0] for one in wanted}))
    program = _program(question, scope, index)
    surveyor = _Surveyor(program, question)
    functions: list[FunctionErrors] = []
    for number, definition in enumerate(wanted):
        functions.append(surveyor.function(definition))
        if on_done:
            on_done(number + 1, len(wanted))
    program.save()
    notes = (*index.notes, *surveyor.notes())
    return ErrorsReport(version, str(question.root), question.resolve, tuple(functions), notes)


def _program(question: Question, scope: Iterable[str], index: Index) -> Program:
    folders = [question.root / folder for folder in scope]
    return Program(question.root, folders, question.dialect, arch=question.arch, index=index)


def _wanted(program: Program, question: Question) -> list[Definition]:
    found = locate(program, question.names)
    for path in question.paths:
        below = program.functions(question.root / path)
        if not below:
            raise LookupFailedError(f"{path or question.root}: there is no function in it.")
        found += below
    return list(dict.fromkeys(found))


class _Surveyor:
    """Answers for one function after the other."""

    def __init__(self, program: Program, question: Question) -> None:
        self.program = program
        self.question = question
        self.sites = CallSites(program, question.caller_folders)
        self.search = EntryPointSearch(self.sites, program.errnos.names)

    def function(self, definition: Definition) -> FunctionErrors:
        """Return what is asked about one function."""
        if self.question.resolve:
            summary = self.program.resolved(definition)
            shown, values = _resolved(summary), [one.value for one in summary.values]
        else:
            body = self.program.body(definition)
            shown, values = _unresolved(body), [outcome.value for outcome in body.outcomes]
        shown = replace(shown, given_up=bool(self.program.body(definition).gave_up))
        codes = _codes(values, exact=shown.exact)
        if self.question.callers:
            shown = replace(shown, callers=self._callers(definition, codes))
        if self.question.entry_points:
            shown = replace(shown, entry_points=self._entry_points(definition, codes))
        return shown

    def notes(self) -> Iterable[str]:
        """Return what was left out."""
        return (*self.search.notes, *self.sites.notes)

    def _callers(self, definition: Definition, codes: tuple[Value, ...]) -> tuple[Caller, ...]:
        return tuple(self._caller(site, codes) for site in self.sites.of([definition])[definition])

    def _caller(self, site: Site, codes: tuple[Value, ...]) -> Caller:
        function = self.sites.units.function(site.caller)
        uses: tuple[CodeUse, ...] = ()
        if function is not None:
            unit = self.sites.units.of(site.caller.file)
            found = uses_of_call(function, unit, site.start, codes, self.program.errnos.names)
            uses = tuple(
                CodeUse(_code_text(use.code), use.action.value, use.becomes, use.line) for use in found
            )
        return Caller(site.caller.file, site.line, site.caller.name, uses, bool(site.field))

    def _entry_points(self, definition: Definition, codes: tuple[Value, ...]) -> tuple[EntryPoint, ...]:
        found = self.search.of(definition, [code for code in codes if code != ANY_ERROR])
        if self.question.resolve:
            possible = {one.text for one in self.program.resolved(definition).values if one.may}
            found = tuple(replace(one, may=one.may or one.code in possible) for one in found)
        return tuple(with_flags(found, self.program, definition, self.sites.units))


def _codes(values: Iterable[Value], *, exact: bool) -> tuple[Value, ...]:
    """Return the values that callers act on; any error where none is known and the function may have some."""
    found = tuple(dict.fromkeys(value for value in values if value.kind in (ERRNO, NULL, STATUS)))
    return found if found or exact else (ANY_ERROR,)


def _code_text(code: Value) -> str:
    return code.name if code == ANY_ERROR else code.text()


def _resolved(summary: ResolvedSummary) -> FunctionErrors:
    return FunctionErrors(
        summary.name,
        summary.file,
        summary.line,
        summary.return_type,
        summary.exact,
        summary.scope,
        summary.errnos,
        tuple(one.text for one in summary.values),
        tuple(map(_outcome, summary.outcomes)),
        summary.notes,
        stores=tuple(Stored(key, tuple(map(_outcome, found))) for key, found in summary.stores),
    )


def _outcome(one: ResolvedOutcome) -> ErrorOutcome:
    origin = Origin(one.origin_file, one.origin_line, one.chain)
    return ErrorOutcome(one.value, one.cause, origin, one.line, one.cause_line, one.may)


def _unresolved(body: BodySummary) -> FunctionErrors:
    values = sorted({outcome.value for outcome in body.outcomes})
    return FunctionErrors(
        body.name,
        body.file,
        body.line,
        body.return_type,
        body.is_exact and not any(value.kind == CALL for value in values),
        body.file,
        tuple(sorted({value.name for value in values if value.kind == ERRNO})),
        tuple(dict.fromkeys(value.text() for value in values)),
        tuple(
            ErrorOutcome(one.value.text(), one.cause, Origin(body.file, one.origin), one.line, one.cause_line)
            for one in body.outcomes
        ),
        (f"It was not analysed: {body.gave_up}.",) if body.gave_up else (),
    )
