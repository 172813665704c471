"""Rules as files: the shipped folder, those below a folder, their text, their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from gupcheck.engine.builtin import BUILTIN_RULES
from gupcheck.engine.errors import RunError
from gupcheck.model import RuleInfo


def shipped_folder() -> Path:
    """Return the folder of the rules that come with gupcheck: in the wheel, or of a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "rules"
    return installed if installed.is_dir() else package.parent / "rules"


def rules_below(folder: Path, shown: str, suffix: str) -> Iterator[tuple[Path, str]]:
    """Yield the files below a folder that end in `suffix`, and how errors name them, in order."""
    for path in sorted(folder.rglob(f"*{suffix}")):
        yield path, f"{shown}/{path.relative_to(folder).as_posix()}"


def rule_text(path: str, shown: str) -> str:
    """Return the text of a rule file that errors name `shown`. Raises RunError."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise RunError(f"{shown}: the rule can't be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise RunError(f"{shown}: the rule is not UTF-8: byte {error.start} is wrong.") from None


def refuse_doubles(infos: Iterable[RuleInfo]) -> None:
    """Raise RunError where two rules, or one and a rule that is code, have one id."""
    known: dict[str, RuleInfo] = {rule.id: rule for rule in BUILTIN_RULES}
    for info in infos:
        other = known.setdefault(info.id, info)
        if other is not info:
            places = f"{other.path} and {info.path}"
            raise RunError(f"Two rules have the id '{info.id}': {places}. Give one of them another id.")
