"""Patterns over paths, written as in .gitignore."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from gupcheck.engine.selection import means
from gupcheck.model import RuleInfo
from gupcheck.source.tree import is_below

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class PathPatterns:
    """Patterns that are relative to a folder; no patterns match nothing."""

    def __init__(self, patterns: Sequence[str], folder: str) -> None:
        self._patterns = patterns
        self._folder = os.path.realpath(folder)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # slow to import, and most runs have no patterns

        return GitIgnoreSpec.from_lines(self._patterns)

    def match(self, path: str) -> bool:
        """Return whether an absolute path matches, or a folder that it is in; a folder's own ends in `/`."""
        if not self._patterns or not is_below(path, self._folder):
            return False
        return self._spec.match_file(path[len(self._folder.rstrip("/")) + 1 :])


class Exclusion:
    """What a run leaves out, also where it was named explicitly: pre-commit names every file."""

    def __init__(self, patterns: Iterable[PathPatterns]) -> None:
        self._patterns = [pattern for pattern in patterns if pattern]
        self.used = False

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def __call__(self, path: str) -> bool:
        """Return whether an absolute path is left out, and remember in `used` if one was."""
        excluded = any(pattern.match(path) for pattern in self._patterns)
        self.used = self.used or excluded
        return excluded


class PathIgnores:
    """Which rules do not run on which paths: the configuration's `per-path-ignores`."""

    def __init__(self, table: Mapping[str, Sequence[str]], folder: str, rules: Iterable[RuleInfo]) -> None:
        known = tuple(rules)
        self._entries = [
            (
                PathPatterns((pattern,), folder),
                frozenset(rule.id for rule in known if any(means(one, rule) for one in selectors)),
            )
            for pattern, selectors in table.items()
        ]

    def __call__(self, path: str) -> frozenset[str]:
        """Return the ids of the rules that do not run on an absolute path."""
        return frozenset().union(*(ids for pattern, ids in self._entries if pattern.match(path)))
