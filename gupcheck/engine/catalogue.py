"""Which SmPL rules there are: the shipped folder, the folders of a project, single files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gupcheck.engine.errors import RunError
from gupcheck.engine.rule_files import refuse_doubles, rule_text, rules_below, shipped_folder
from gupcheck.model import RuleInfo
from gupcheck.smpl import RuleFile, SmplError, load_rule, read_header

_SUFFIX = ".cocci"


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule file of which only the header was read: `shown` is its path as errors name it."""

    info: RuleInfo
    shown: str
    text: str

    def load(self) -> RuleFile:
        """Return the whole rule. Raises RunError."""
        return _loaded(self.text, self.shown)


def list_catalogue(extra_folders: Iterable[str] = ()) -> tuple[Listed, ...]:
    """Return the shipped rules and those of other folders, ordered by id, as far as their headers tell.

    To read a whole rule takes up to a tenth of a second, which only those that run need. Raises RunError.
    """
    listed = [_listed(str(path), shown) for path, shown in rules_below(shipped_folder(), "rules", _SUFFIX)]
    for folder in extra_folders:
        if not os.path.isdir(folder):
            raise RunError(f"{folder}: there is no such folder of rules.")
        listed += [_listed(str(path), shown) for path, shown in rules_below(Path(folder), folder, _SUFFIX)]
    listed.sort(key=lambda one: one.info.id)
    refuse_doubles(one.info for one in listed)
    return tuple(listed)


def load_catalogue(extra_folders: Iterable[str] = ()) -> tuple[RuleFile, ...]:
    """Return the shipped rules and those of other folders, ordered by id. Raises RunError."""
    return tuple(one.load() for one in list_catalogue(extra_folders))


def load_rule_files(paths: Sequence[str], current: str) -> tuple[RuleFile, ...]:
    """Return the rules in single files, given relative to `current`, ordered by id. Raises RunError."""
    unique = dict.fromkeys(paths)
    return _by_id([load_rule_file(os.path.join(current, path), path) for path in unique])


def load_rule_file(path: str, shown: str) -> RuleFile:
    """Return the rule in a file; errors, and a rule without an id, name it as `shown`. Raises RunError."""
    return _loaded(rule_text(path, shown), shown)


def _listed(path: str, shown: str) -> Listed:
    text = rule_text(path, shown)
    try:
        return Listed(read_header(text, shown), shown, text)
    except SmplError as error:
        raise RunError(str(error), _excerpt(error)) from None


def _loaded(text: str, shown: str) -> RuleFile:
    try:
        return load_rule(text, shown)
    except SmplError as error:
        raise RunError(str(error), _excerpt(error)) from None


def _by_id(rules: Iterable[RuleFile]) -> tuple[RuleFile, ...]:
    ordered = tuple(sorted(rules, key=lambda rule: rule.info.id))
    refuse_doubles(rule.info for rule in ordered)
    return ordered


def _excerpt(error: SmplError) -> Iterator[str]:
    if error.line and error.source_line:
        yield error.source_line.expandtabs(1)
        yield f"{' ' * (max(error.column, 1) - 1)}^"
