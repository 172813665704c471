"""Which rules run: by default, by the kernel's version, by what was selected and ignored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from gupcheck.engine.errors import RunError, did_you_mean
from gupcheck.model import RuleInfo
from gupcheck.source.tree import KernelVersion

EVERY_RULE = "ALL"


def means(selector: str, rule: RuleInfo) -> bool:
    """Return whether a selector means a rule: its id, a beginning of its id, its name, or "ALL"."""
    return rule.id.startswith(selector) or selector in (rule.name, EVERY_RULE)


def meant(selectors: Iterable[str], rules: Collection[RuleInfo]) -> tuple[str, ...]:
    """Return the selectors that mean one of the rules, in their order."""
    return tuple(one for one in selectors if any(means(one, rule) for rule in rules))


def selected_ids(
    rules: Collection[RuleInfo], select: Sequence[str], ignore: Sequence[str], version: KernelVersion | None
) -> frozenset[str]:
    """Return the ids of the rules that run.

    A selection names exactly the rules that run, also those that are off by default. Without one it is those
    that are on by default for the kernel `version`; where that is not known, every version fits. Raises
    RunError for a selector that means no rule.
    """
    require_known((*select, *ignore), rules)
    chosen = [
        rule
        for rule in rules
        if (any(means(one, rule) for one in select) if select else _on_by_default(rule, version))
    ]
    return frozenset(rule.id for rule in chosen if not any(means(one, rule) for one in ignore))


def require_known(selectors: Iterable[str], rules: Collection[RuleInfo]) -> None:
    """Raise RunError if one of the selectors means no rule."""
    for selector in selectors:
        if not selector or not any(means(selector, rule) for rule in rules):
            names = [name for rule in rules for name in (rule.id, rule.name)]
            hint = did_you_mean(selector, names) or " 'gupcheck rules' lists them."
            raise RunError(f"There is no rule '{selector}'.{hint}")


def _on_by_default(rule: RuleInfo, version: KernelVersion | None) -> bool:
    if not rule.default_on:
        return False
    if version is None:
        return True
    return (rule.since is None or rule.since <= version) and (rule.until is None or version < rule.until)
