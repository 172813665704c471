"""The findings of earlier runs in a tree, valid as long as no file changed that callees are looked for in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gupcheck.checks.rulefile import CheckRule
from gupcheck.errors.index import Index
from gupcheck.errors.store import code_version, digest_of
from gupcheck.model import Finding
from gupcheck.model.plain import from_plain, to_plain
from gupcheck.syntax import Unit

_KIND = "findings"
_PARTS = ("checks", "impact", "model")
"""The folders of code that findings depend on, beside those that the whole cache does."""

_CALLEES = ("drivers", "sound")
"""Folders that are not looked through, in which callees are found all the same."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found in a file: findings by the place of their function in it, from 0, and the places of the
    functions that hold code which did not parse."""

    findings: Mapping[int, tuple[Finding, ...]]
    spoiled: tuple[int, ...]


class KeptFindings:
    """The findings of some rules in one tree and scope; `state` stands for all files of the tree."""

    def __init__(self, index: Index, state: str) -> None:
        self._index = index
        self._state = state

    def get(self, file: str, unit: Unit, rules: Sequence[CheckRule]) -> Kept | None:
        """Return what was kept of a file, None where that is not valid any more."""
        kept = self._index.store.result(_KIND, file, self._digest(unit, rules)) if self._state else None
        try:
            return _kept_of(kept, unit.path) if kept is not None else None
        except (TypeError, ValueError, KeyError):
            return None

    def put(self, file: str, unit: Unit, rules: Sequence[CheckRule], kept: Kept) -> None:
        """Keep what was found in a file."""
        if self._state and self._index.store.lasts:
            rows = {str(place): to_plain(found) for place, found in kept.findings.items()}
            self._index.store.keep(_KIND, file, self._digest(unit, rules), [rows, kept.spoiled])
            self._index.store.save()

    def _digest(self, unit: Unit, rules: Sequence[CheckRule]) -> str:
        asked = [(rule.info, rule.analysis, sorted(rule.parameters.items())) for rule in rules]
        return digest_of(self._state.encode(), code_version(_PARTS).encode(), repr(asked).encode(), unit.data)


def state_of(index: Index, scope: Sequence[str]) -> str:
    """Return a text that changes with any file of the tree that a callee may stand in."""
    far = (f"{path} {index.files.stamp(path)}\n" for folder in _CALLEES for path in index.files.below(folder))
    return digest_of(index.state().encode(), " ".join(scope).encode(), "".join(far).encode())


def _kept_of(kept: Any, path: str) -> Kept:
    """Return what `put` kept, of the file that is `path` now. Raises TypeError, ValueError or KeyError."""
    rows, spoiled = kept
    found = {int(place): tuple(_finding_of(one, path) for one in row) for place, row in rows.items()}
    return Kept(found, tuple(map(int, spoiled)))


def _finding_of(plain: Any, path: str) -> Finding:
    found = from_plain(Finding, plain)
    related = tuple(replace(one, location=replace(one.location, file=path)) for one in found.related)
    return replace(found, location=replace(found.location, file=path), related=related)
