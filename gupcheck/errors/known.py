"""Resolved summaries of earlier runs, valid as long as no file changed that definitions are looked for in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from gupcheck.errors.codec import value_of_list, value_to_list
from gupcheck.errors.index import Index
from gupcheck.errors.resolved import Definition, ResolvedOutcome, ResolvedSummary, ResolvedValue
from gupcheck.errors.store import digest_of


class KnownSummaries:
    """The resolved summaries of one scope, a row a file in the index's store."""

    def __init__(self, index: Index, look_through: Callable[[], None], scope: Sequence[str]) -> None:
        self._index = index
        self._look_through = look_through
        self._scope = " ".join(scope)
        self._rows: dict[str, dict[str, Any]] = {}
        self._changed: set[str] = set()

    @cached_property
    def _state(self) -> str:
        self._look_through()
        return digest_of(self._index.state().encode(), self._scope.encode())

    def get(self, definition: Definition) -> ResolvedSummary | None:
        """Return what is known of a definition, None where nothing is."""
        parts = self._row(definition.file).get(str(definition.start))
        try:
            return _summary_of_list(parts, definition.file) if parts is not None else None
        except ValueError:
            return None

    def put(self, definition: Definition, summary: ResolvedSummary) -> ResolvedSummary:
        """Keep a summary and return it."""
        if self._index.store.lasts:
            self._row(definition.file)[str(definition.start)] = _summary_to_list(summary)
            self._changed.add(definition.file)
        return summary

    def save(self) -> None:
        """Hand what was kept to the store."""
        for path in sorted(self._changed):
            self._index.store.keep(self._kind, path, self._state, self._rows[path])
        self._changed.clear()

    @cached_property
    def _kind(self) -> str:
        return f"resolved {digest_of(self._scope.encode())}"

    def _row(self, path: str) -> dict[str, Any]:
        known = self._rows.get(path)
        if known is None:
            found = self._index.store.result(self._kind, path, self._state)
            known = self._rows[path] = found if isinstance(found, dict) else {}
        return known


def _summary_to_list(summary: ResolvedSummary) -> list[Any]:
    head = [summary.name, summary.line, summary.return_type, summary.exact, summary.scope, summary.may]
    values = [[one.text, value_to_list(one.value), one.may] for one in summary.values]
    outcomes = _outcomes_to_list(summary.outcomes)
    stores = [[key, _outcomes_to_list(found)] for key, found in summary.stores]
    return [head, values, list(summary.errnos), outcomes, list(summary.notes), stores]


def _outcomes_to_list(outcomes: Iterable[ResolvedOutcome]) -> list[Any]:
    return [
        [o.line, o.value, o.cause, o.cause_line, o.origin_file, o.origin_line, list(o.chain), o.may]
        for o in outcomes
    ]


def _summary_of_list(parts: Any, file: str) -> ResolvedSummary:
    try:
        (name, line, return_type, exact, scope, may), values, errnos, outcomes, notes, stores = parts
        return ResolvedSummary(
            name,
            file,
            line,
            return_type,
            exact,
            scope,
            tuple(ResolvedValue(text, value_of_list(value), through) for text, value, through in values),
            tuple(errnos),
            tuple(_outcome_of_list(*outcome) for outcome in outcomes),
            may,
            tuple(notes),
            tuple((key, tuple(_outcome_of_list(*outcome) for outcome in found)) for key, found in stores),
        )
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError(f"no resolved summary: {error}") from None


def _outcome_of_list(
    line: int, value: str, cause: str, cause_line: int, file: str, origin: int, chain: list[str], may: bool
) -> ResolvedOutcome:
    return ResolvedOutcome(line, value, cause, cause_line, file, origin, tuple(chain), may)
