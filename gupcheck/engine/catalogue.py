"""Which rules there are: the shipped folder, the folders of a project, single files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gupcheck.engine.builtin import BUILTIN_RULES
from gupcheck.engine.errors import RunError
from gupcheck.model import RuleInfo
from gupcheck.smpl import RuleFile, SmplError, load_rule

_SUFFIX = ".cocci"


def shipped_folder() -> Path:
    """Return the folder of the rules that come with gupcheck: in the wheel, or of a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


def load_catalogue(extra_folders: Iterable[str] = ()) -> tuple[RuleFile, ...]:
    """Return the shipped rules and those of other folders, ordered by id. Raises RunError."""
    shipped = shipped_folder()
    rules = [load_rule_file(str(path), shown) for path, shown in _in_folder(shipped, "rules")]
    for folder in extra_folders:
        if not os.path.isdir(folder):
            raise RunError(f"{folder}: there is no such folder of rules.")
        rules += [load_rule_file(str(path), shown) for path, shown in _in_folder(Path(folder), folder)]
    return _by_id(rules)


def load_rule_files(paths: Sequence[str], current: str) -> tuple[RuleFile, ...]:
    """Return the rules in single files, given relative to `current`, ordered by id. Raises RunError."""
    unique = dict.fromkeys(paths)
    return _by_id([load_rule_file(os.path.join(current, path), path) for path in unique])


def load_rule_file(path: str, shown: str) -> RuleFile:
    """Return the rule in a file; errors, and a rule without an id, name it as `shown`. Raises RunError."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise RunError(f"{shown}: the rule can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise RunError(f"{shown}: the rule is not UTF-8: byte {error.start} is wrong.") from None
    try:
        return load_rule(text, shown)
    except SmplError as error:
        raise RunError(str(error), _excerpt(error)) from None


def _in_folder(folder: Path, shown: str) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob(f"*{_SUFFIX}")):
        yield path, f"{shown}/{path.relative_to(folder).as_posix()}"


def _by_id(rules: Iterable[RuleFile]) -> tuple[RuleFile, ...]:
    ordered = tuple(sorted(rules, key=lambda rule: rule.info.id))
    known: dict[str, RuleInfo] = {rule.id: rule for rule in BUILTIN_RULES}
    for rule in ordered:
        other = known.setdefault(rule.info.id, rule.info)
        if other is not rule.info:
            places = f"{other.path} and {rule.info.path}"
            raise RunError(f"Two rules have the id '{rule.info.id}': {places}. Give one of them another id.")
    return ordered


def _excerpt(error: SmplError) -> Iterator[str]:
    if error.line and error.source_line:
        yield error.source_line.expandtabs(1)
        yield f"{' ' * (max(error.column, 1) - 1)}^"
