"""Which rules there are: the shipped folder, the folders of a project, single files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gupcheck.checks.rulefile import CheckRule, is_check_rule, load_check_rule
from gupcheck.engine.builtin import BUILTIN_RULES
from gupcheck.engine.errors import RunError
from gupcheck.model import RuleInfo
from gupcheck.model.rule_table import RuleTableError
from gupcheck.smpl import RuleFile, SmplError, load_rule, read_header

if TYPE_CHECKING:
    from gupcheck.change import ChangeRule

_SUFFIX = ".cocci"
_TABLE_SUFFIX = ".toml"
_Rule = TypeVar("_Rule")


def shipped_folder() -> Path:
    """Return the folder of the rules that come with gupcheck: in the wheel, or of a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


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
    listed = [_listed(str(path), shown) for path, shown in _in_folder(shipped_folder(), "rules")]
    for folder in extra_folders:
        if not os.path.isdir(folder):
            raise RunError(f"{folder}: there is no such folder of rules.")
        listed += [_listed(str(path), shown) for path, shown in _in_folder(Path(folder), folder)]
    listed.sort(key=lambda one: one.info.id)
    refuse_doubles(one.info for one in listed)
    return tuple(listed)


def load_catalogue(extra_folders: Iterable[str] = ()) -> tuple[RuleFile, ...]:
    """Return the shipped rules and those of other folders, ordered by id. Raises RunError."""
    return tuple(one.load() for one in list_catalogue(extra_folders))


def load_check_catalogue(extra_folders: Iterable[str] = ()) -> tuple[CheckRule, ...]:
    """Return the shipped rules on error summaries and those of other folders, ordered by id. Raises RunError.
    """
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
        for path, shown in _in_folder(folder, name, _TABLE_SUFFIX):
            yield _text(str(path), shown), shown


def _of_table(load: Callable[[str, str], _Rule], text: str, shown: str) -> _Rule:
    try:
        return load(text, shown)
    except RuleTableError as error:
        raise RunError(str(error)) from None


def load_rule_files(paths: Sequence[str], current: str) -> tuple[RuleFile, ...]:
    """Return the rules in single files, given relative to `current`, ordered by id. Raises RunError."""
    unique = dict.fromkeys(paths)
    return _by_id([load_rule_file(os.path.join(current, path), path) for path in unique])


def load_rule_file(path: str, shown: str) -> RuleFile:
    """Return the rule in a file; errors, and a rule without an id, name it as `shown`. Raises RunError."""
    return _loaded(_text(path, shown), shown)


def _listed(path: str, shown: str) -> Listed:
    text = _text(path, shown)
    try:
        return Listed(read_header(text, shown), shown, text)
    except SmplError as error:
        raise RunError(str(error), _excerpt(error)) from None


def _text(path: str, shown: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise RunError(f"{shown}: the rule can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise RunError(f"{shown}: the rule is not UTF-8: byte {error.start} is wrong.") from None


def _loaded(text: str, shown: str) -> RuleFile:
    try:
        return load_rule(text, shown)
    except SmplError as error:
        raise RunError(str(error), _excerpt(error)) from None


def _in_folder(folder: Path, shown: str, suffix: str = _SUFFIX) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob(f"*{suffix}")):
        yield path, f"{shown}/{path.relative_to(folder).as_posix()}"


def _by_id(rules: Iterable[RuleFile]) -> tuple[RuleFile, ...]:
    ordered = tuple(sorted(rules, key=lambda rule: rule.info.id))
    refuse_doubles(rule.info for rule in ordered)
    return ordered


def refuse_doubles(infos: Iterable[RuleInfo]) -> None:
    """Raise RunError where two rules, or one and a rule that is code, have one id."""
    known: dict[str, RuleInfo] = {rule.id: rule for rule in BUILTIN_RULES}
    for info in infos:
        other = known.setdefault(info.id, info)
        if other is not info:
            places = f"{other.path} and {info.path}"
            raise RunError(f"Two rules have the id '{info.id}': {places}. Give one of them another id.")


def _excerpt(error: SmplError) -> Iterator[str]:
    if error.line and error.source_line:
        yield error.source_line.expandtabs(1)
        yield f"{' ' * (max(error.column, 1) - 1)}^"
