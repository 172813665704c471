"""The rules that are tables: those on error summaries and those on changes, shipped and of other folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gupcheck.checks.rulefile import CheckRule, is_check_rule, load_check_rule
from gupcheck.engine.errors import RunError
from gupcheck.engine.rule_files import refuse_doubles, rule_text, rules_below, shipped_folder
from gupcheck.model.rule_table import RuleTableError

if TYPE_CHECKING:
    from gupcheck.change import ChangeRule

_SUFFIX = ".toml"
_Rule = TypeVar("_Rule")


def load_check_catalogue(extra_folders: Iterable[str] = ()) -> tuple[CheckRule, ...]:
    """Return the shipped rules on error summaries and those of other folders, by id. Raises RunError."""
    found = _tables(extra_folders)
    loaded = [_of_table(load_check_rule, text, shown) for text, shown in found if is_check_rule(text)]
    loaded.sort(key=lambda rule: rule.info.id)
    refuse_doubles(rule.info for rule in loaded)
    return tuple(loaded)


def load_change_catalogue(extra_folders: Iterable[str] = ()) -> tuple[ChangeRule, ...]:
    """Return the shipped change rules and those of other folders, ordered by id. Raises RunError."""
    # Slow to import, and a check of one tree needs nothing of it.
    from gupcheck.change import load_change_rule

    found = _tables(extra_folders)
    loaded = [_of_table(load_change_rule, text, shown) for text, shown in found if not is_check_rule(text)]
    loaded.sort(key=lambda rule: rule.info.id)
    refuse_doubles(rule.info for rule in loaded)
    return tuple(loaded)


def _tables(extra_folders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the text of each rule that is a TOML file, and how errors name it."""
    for folder, name in [(shipped_folder(), "rules"), *((Path(folder), folder) for folder in extra_folders)]:
        for path, shown in rules_below(folder, name, _SUFFIX):
            yield rule_text(str(path), shown), shown


def _of_table(load: Callable[[str, str], _Rule], text: str, shown: str) -> _Rule:
    try:
        return load(text, shown)
    except RuleTableError as error:
        raise RunError(str(error)) from None
