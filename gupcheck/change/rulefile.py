"""Reads change rules: TOML files that select changes and grade them. Nothing in one can run code."""

from __future__ import annotations

import string
from dataclasses import dataclass

from gupcheck.change.kinds import ChangeKind
from gupcheck.model import RuleInfo
from gupcheck.model.rule_table import COMMON_KEYS, RuleTable, RuleTableError, read_rule_table

SCOPES = ("system call", "ioctl", "file operation", "exported", "caller")
PLACEHOLDERS = frozenset(("function", "codes", "before", "after", "cause", "caller", "shown", "more", "note"))
_KEYS = COMMON_KEYS | {"message", "select"}
_SELECTORS = frozenset(("kinds", "codes", "gained", "lost", "paths", "functions", "scopes"))


ChangeRuleError = RuleTableError
"""A change rule that can't be read; the text is one sentence that says which, what and what to do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which changes a rule is about; an empty part means any.

    `codes` are words (`EBUSY`) that may be gained or lost, `gained` and `lost` those of one direction;
    `paths` are folders or files, `functions` and `paths` may hold `*` and `?`; `scopes` are who must be able
    to notice.
    """

    kinds: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    gained: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A change rule: what it selects, and the sentence that it says; see PLACEHOLDERS."""

    info: RuleInfo
    select: Selection
    message: str


def load_change_rule(text: str, path: str) -> ChangeRule:
    """Return the rule in the text of a TOML file, which errors name as `path`. Raises ChangeRuleError."""
    reader = read_rule_table(text, path)
    reader.refuse_others(reader.data, _KEYS)
    select = reader.table("select")
    reader.refuse_others(select, _SELECTORS)
    return ChangeRule(reader.info(), _selection(RuleTable(select, path)), _message(reader))


def _selection(reader: RuleTable) -> Selection:
    return Selection(
        kinds=reader.words_of("kinds", tuple(ChangeKind)),
        codes=frozenset(reader.words("codes")),
        gained=frozenset(reader.words("gained")),
        lost=frozenset(reader.words("lost")),
        paths=reader.words("paths"),
        functions=reader.words("functions"),
        scopes=reader.words_of("scopes", SCOPES),
    )


def _message(reader: RuleTable) -> str:
    message = reader.required("message")
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
    except ValueError as error:
        reader.fail(f"the message can't be read: {error}")
    for name in sorted(names - PLACEHOLDERS):
        reader.fail(f"the message has no placeholder {{{name}}}; it takes {', '.join(sorted(PLACEHOLDERS))}")
    return message
