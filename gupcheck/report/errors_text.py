"""The report of `gupcheck errors` for people: a table a function, its callers, the system calls above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
from gupcheck.report.display import one_line, shorten
from gupcheck.report.options import Options
from gupcheck.report.paint import Paint, painter
from gupcheck.report.wording import USE_VERBS, count

_HEADINGS = ("VALUE", "CAUSE", "RETURN", "ORIGIN")
_WIDEST_VALUE = 32
_NARROWEST_CAUSE = 24
_SHOWN_RETURNS = 3
_CODE = re.compile(r"-E[A-Z0-9]+\b")
_VERBS = USE_VERBS | {
    "unknown": "not known: the caller is too large to be analysed",
}


def errors_text(report: ErrorsReport, options: Options) -> str:
    """Return the report as tables, in the order of its functions, ended by its notes."""
    paint = painter(options.color)
    lines: list[str] = []
    for function in report.functions:
        lines += [*_function(function, report.resolved, options.width, paint), ""]
    lines += [paint("note", f"Note: {one_line(note)}") for note in report.notes]
    if len(report.functions) > 1:
        exact = sum(function.exact for function in report.functions)
        lines.append(f"{count(len(report.functions), 'function')}, {exact:,} of them exact.")
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"


def _function(function: FunctionErrors, resolved: bool, width: int, paint: Paint) -> Iterator[str]:
    place = one_line(f"{function.file}:{function.line}:")
    head = f"{function.return_type} {function.name}()" if function.return_type else f"{function.name}()"
    yield f"{paint('strong', place)} {paint('strong', one_line(head))}"
    yield f"  {_exactness(function, resolved)}"
    yield from (f"  {one_line(note)}" for note in function.notes)
    if function.outcomes:
        yield from _table(function, width, paint)
    for stored in function.stores:
        yield from _stored(stored, function.file, paint)
    if function.callers is not None:
        yield from _callers(function.callers, paint)
    if function.entry_points is not None:
        yield from _entry_points(function.entry_points, paint)


def _stored(stored: Stored, file: str, paint: Paint) -> Iterator[str]:
    """Yield what is left in one place beside the return."""
    yield f"  {paint('strong', one_line(f'Left in {stored.target}:'))}"
    for outcome in stored.outcomes:
        value = f"{outcome.value} (may)" if outcome.may else outcome.value
        cause = f", {outcome.cause_line}: {outcome.cause}" if outcome.cause else ""
        yield f"    {one_line(f'{value}{cause}, {_origin(outcome.origin, file)}')}"


def _exactness(function: FunctionErrors, resolved: bool) -> str:
    if not function.outcomes:
        return "Returns nothing that is followed."
    codes = ", ".join(function.errnos) if function.errnos else "none"
    if not resolved:
        return f"Error codes of its own body: {codes}. What its callees return is not filled in."
    scope = "the whole tree" if function.scope in ("", ".") else function.scope
    if function.exact:
        return f"Error codes: {codes}. The set is exact, function pointers looked for in {scope}."
    return f"Error codes: {codes}. The set is not exact: something unknown is among the values."


def _table(function: FunctionErrors, width: int, paint: Paint) -> Iterator[str]:
    rows = [_row(same, function) for same in _alike(function.outcomes)]
    widths = [max(len(row[column]) for row in (*rows, _HEADINGS)) for column in range(3)]
    widths = [min(widths[0], _WIDEST_VALUE), min(widths[1], max(width // 2, _NARROWEST_CAUSE)), widths[2]]
    yield paint("quiet", _line(_HEADINGS, widths))
    yield from (_line(row, widths) for row in rows)


def _alike(outcomes: Iterable[ErrorOutcome]) -> list[list[ErrorOutcome]]:
    """Return the outcomes, those of one value and origin together, errors first."""
    groups: dict[tuple[str, Origin, bool], list[ErrorOutcome]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.value, outcome.origin, outcome.may), []).append(outcome)
    return sorted(groups.values(), key=lambda same: (_rank(same[0].value), same[0].value))


def _rank(value: str) -> int:
    """Return 0 for an error code, 1 for what callers may take for one, 2 for what is none, 3 for no value."""
    if _CODE.search(value):
        return 0
    if value in ("0", "success", "true or false"):
        return 2
    return 3 if value.startswith(("unknown", "<")) else 1


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [f"{shorten(cell, size):<{size}}" for cell, size in zip(row, widths, strict=False)]
    return f"  {'  '.join([*cells, row[-1]])}"


def _row(same: list[ErrorOutcome], function: FunctionErrors) -> tuple[str, ...]:
    first = same[0]
    value = f"{first.value} (may)" if first.may else first.value
    cause = f"{first.cause_line}: {first.cause}" if first.cause else ""
    lines = list(dict.fromkeys(str(outcome.line) for outcome in same))
    shown = ", ".join(lines[:_SHOWN_RETURNS]) + (" ..." if len(lines) > _SHOWN_RETURNS else "")
    if len(same) > 1:
        cause = f"{cause or 'always'} (and {len(same) - 1} more)"
    return (one_line(value), one_line(cause), shown, _origin(first.origin, function.file))


def _origin(origin: Origin, file: str) -> str:
    place = f"line {origin.line}" if origin.file == file else f"{origin.file}:{origin.line}"
    if origin.through:
        place += f" through {' > '.join(f'{name}()' for name in origin.through)}"
    return one_line(place)


def _callers(callers: tuple[Caller, ...], paint: Paint) -> Iterator[str]:
    heading = f"Called in {count(len(callers), 'place')}:" if callers else "No caller was found."
    yield f"  {paint('strong', heading)}"
    for caller in callers:
        how = ", through a function pointer" if caller.may else ""
        yield f"    {one_line(f'{caller.file}:{caller.line}: {caller.function}(){how}')}"
        yield from (f"      {line}" for line in _uses(caller.uses))


def _uses(uses: Iterable[CodeUse]) -> Iterator[str]:
    """Yield a line for each thing that is done, with all codes that fare so."""
    by_code: dict[str, list[str]] = {}
    for use in uses:
        text = _VERBS[use.action].format(use.becomes)
        by_code.setdefault(use.code, []).append(f"{text} (line {use.line})")
    alike: dict[str, list[str]] = {}
    for code, fates in by_code.items():
        alike.setdefault("; ".join(fates), []).append(code)
    for fate, codes in alike.items():
        yield one_line(f"{', '.join(codes)}: {fate}")


def _entry_points(entries: tuple[EntryPoint, ...], paint: Paint) -> Iterator[str]:
    if not entries:
        yield f"  {paint('strong', 'No system call, ioctl or file shows a code, as far as was found.')}"
        return
    yield f"  {paint('strong', 'A user can see its codes through:')}"
    alike: dict[tuple[str, str, tuple[str, ...], str], list[EntryPoint]] = {}
    for entry in entries:
        chain = tuple(link.function for link in entry.chain)
        alike.setdefault((entry.kind, entry.name, chain, _only_possible(entry)), []).append(entry)
    for (kind, name, chain, may), same in alike.items():
        yield f"    {paint('strong', one_line(f'{kind} {name}'))}{may}: {', '.join(map(_shown, same))}"
        yield f"      {one_line(' > '.join(chain))}"


def _only_possible(entry: EntryPoint) -> str:
    if entry.needs:
        return f", if {' and '.join(entry.needs)} is set"
    return ", through a function pointer" if entry.may else ""


def _shown(entry: EntryPoint) -> str:
    text = entry.shown if entry.code == entry.shown else f"{entry.code} as {entry.shown}"
    if entry.code == f"ERR_PTR({entry.shown})":
        text = entry.shown
    return f"{text} (not in its manual page)" if entry.listed is False else text
