"""Grades differences by the change rules: each rule reports the causes that it selects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from gupcheck.change.codes import callee_in
from gupcheck.change.difference import Difference
from gupcheck.change.rulefile import ChangeRule, Selection
from gupcheck.model.change import CauseChange, Change

_SHOWN_CODES = 4


def graded(differences: Iterable[Difference], rules: Iterable[ChangeRule]) -> tuple[Change, ...]:
    """Return what each rule has to say of each difference, in the order in which reports show it."""
    wanted = tuple(rules)
    found = [change for difference in differences for rule in wanted for change in _changes(difference, rule)]
    return tuple(sorted(found, key=lambda change: change.sort_key))


def _changes(difference: Difference, rule: ChangeRule) -> Iterator[Change]:
    """Yield at most one change: that of the causes which the rule selects."""
    select = rule.select
    if not _is_about(difference, select):
        return
    causes = tuple(cause for cause in difference.causes if _selects(select, cause, difference))
    if not causes:
        return
    gained = tuple(code for code in difference.gained if any(code in gains(cause) for cause in causes))
    lost = tuple(code for code in difference.lost if any(code in losses(cause) for cause in causes))
    yield Change(
        rule=rule.info.id,
        name=rule.info.name,
        severity=rule.info.severity,
        message=_message(rule.message, difference, causes),
        file=difference.file,
        function=difference.function,
        line=causes[0].new_line or difference.line,
        old_file=difference.old_file,
        old_function=difference.old_function,
        old_line=causes[0].old_line or difference.old_line,
        gained=gained,
        lost=lost,
        path_only=not (difference.gained or difference.lost or difference.calls),
        moved=difference.moved,
        resolved_gained=difference.resolved_gained,
        resolved_lost=difference.resolved_lost,
        causes=causes,
        impact=difference.impact,
        notes=difference.notes,
        calls=difference.calls,
    )


def _is_about(difference: Difference, select: Selection) -> bool:
    paths = {path for path in (difference.file, difference.old_file) if path}
    names = {name for name in (difference.function, difference.old_function) if name}
    return (
        (not select.paths or any(_below(path, one) for path in paths for one in select.paths))
        and (not select.functions or any(fnmatchcase(n, one) for n in names for one in select.functions))
        and (not select.scopes or any(impact.kind in select.scopes for impact in difference.impact))
    )


def _below(path: str, pattern: str) -> bool:
    folder = pattern.rstrip("/")
    return path == folder or path.startswith(f"{folder}/") or fnmatchcase(path, pattern)


def _selects(select: Selection, cause: CauseChange, difference: Difference) -> bool:
    if select.kinds and cause.kind not in select.kinds:
        return False
    gained = gains(cause) & {*difference.gained, *difference.resolved_gained}
    lost = losses(cause) & {*difference.lost, *difference.resolved_lost}
    return (
        (not select.codes or bool(select.codes & (gains(cause) | losses(cause))))
        and (not select.gained or bool(select.gained & gained))
        and (not select.lost or bool(select.lost & lost))
    )


def gains(cause: CauseChange) -> frozenset[str]:
    """Return the codes that a cause gives now and did not give before."""
    return _codes(cause.after) - _codes(cause.before)


def losses(cause: CauseChange) -> frozenset[str]:
    """Return the codes that a cause gave before and does not give now."""
    return _codes(cause.before) - _codes(cause.after)


def _codes(values: Iterable[str]) -> frozenset[str]:
    return frozenset(code for value in values if (code := code_in(value)))


def code_in(value: str) -> str:
    """Return the code in a value's text: "EBUSY" of "ERR_PTR(-EBUSY)", "" of "0"."""
    inner = value.removeprefix("ERR_PTR(").removesuffix(")") if value.startswith("ERR_PTR(") else value
    inner = inner.removeprefix("-")
    return inner if inner[:1] in ("E", "V", "B", "N", "<") else ""


def _message(template: str, difference: Difference, causes: tuple[CauseChange, ...]) -> str:
    first = causes[0]
    own = {*difference.gained, *difference.lost}
    changed = [code for cause in causes for code in sorted(gains(cause) | losses(cause)) if code in own]
    others = len(causes) - 1
    text = template.format(
        function=difference.function,
        codes=listed(dict.fromkeys(changed)),
        before=_values(first.before),
        after=_values(first.after),
        cause=f"where '{first.cause}'" if first.cause else "in any case",
        caller=difference.function,
        shown=difference.about,
        more=f" ({others} more of the kind)" if others else "",
        note=first.note,
    )
    return text[:1].upper() + text[1:]


def listed(codes: Iterable[str]) -> str:
    """Return codes for a sentence: "'-EBUSY', 'NULL' and errors of f()"."""
    words = [_word(code) for code in codes]
    if len(words) > _SHOWN_CODES:
        words = [*words[: _SHOWN_CODES - 1], f"{len(words) - _SHOWN_CODES + 1} others"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _word(code: str) -> str:
    if callee := callee_in(code):
        return f"errors of {callee}()"
    return f"'-{code}'" if code[:1] == "E" else f"'{code}'"


def _values(values: tuple[str, ...]) -> str:
    shown = [_returned(value) for value in values] or ["what any other case does"]
    return " or ".join(dict.fromkeys(shown))


def _returned(value: str) -> str:
    if callee := callee_in(value):
        return f"what {callee}() returns"
    return value if value in ("success", "a retry") else f"'{value}'"
