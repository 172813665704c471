"""Reads change rules: TOML files that select changes and grade them. Nothing in one can run code."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gupcheck.change.kinds import ChangeKind
from gupcheck.model import Confidence, RuleInfo, Severity

HEADINGS = ("What it does", "Why it matters", "Example", "Use instead", "Limits", "References")
"""The headings of a rule's documentation, the same as those of `.cocci` rules, in this order."""

SCOPES = ("system call", "ioctl", "exported", "caller")
PLACEHOLDERS = frozenset(("function", "codes", "before", "after", "cause", "caller", "shown", "more", "note"))
_KEYS = frozenset(
    ("id", "name", "short", "severity", "confidence", "tags", "message", "select", "documentation")
)
_SELECTORS = frozenset(("kinds", "codes", "gained", "lost", "paths", "functions", "scopes"))
_ID = re.compile(r"[A-Za-z][\w./-]*")


class ChangeRuleError(Exception):
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
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ChangeRuleError(f"{path}: this is not TOML: {error}.") from None
    reader = _Reader(data, path)
    reader.refuse_others(data, _KEYS)
    select = reader.table("select")
    reader.refuse_others(select, _SELECTORS)
    return ChangeRule(_info(reader, path), _selection(_Reader(select, path)), reader.message())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes checked values out of a table of a rule."""

    data: Mapping[str, Any]
    path: str

    def refuse_others(self, table: Mapping[str, Any], known: frozenset[str]) -> None:
        for key in table:
            if key not in known:
                self.fail(f"there is no key '{key}'; the keys are {', '.join(sorted(known))}")

    def fail(self, what: str) -> None:
        raise ChangeRuleError(f"{self.path}: {what}.")

    def text(self, key: str) -> str:
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.fail(f"'{key}' must be a text in quotes")
        return str(value)

    def required(self, key: str) -> str:
        value = self.text(key)
        if not value:
            self.fail(f"the key '{key}' is missing")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fail(f"'{key}' must be a list of texts")
        return tuple(value)

    def words_of(self, key: str, known: tuple[str, ...]) -> frozenset[str]:
        for word in self.words(key):
            if word not in known:
                self.fail(f"'{key}' can't have '{word}'; it takes {', '.join(known)}")
        return frozenset(self.words(key))

    def one_of(self, key: str, known: tuple[str, ...], usual: str) -> str:
        value = (self.text(key) or usual).lower()
        if value not in known:
            self.fail(f"'{key}' can't be '{value}'; it is one of {', '.join(known)}")
        return value

    def table(self, key: str) -> Mapping[str, Any]:
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"'{key}' must be a table")
        return dict(value)

    def message(self) -> str:
        message = self.required("message")
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}
        except ValueError as error:
            self.fail(f"the message can't be read: {error}")
        for name in sorted(names - PLACEHOLDERS):
            self.fail(
                f"the message has no placeholder {{{name}}}; it takes {', '.join(sorted(PLACEHOLDERS))}"
            )
        return message


def _info(reader: _Reader, path: str) -> RuleInfo:
    identity = reader.required("id")
    if not _ID.fullmatch(identity):
        reader.fail(f"'{identity}' can't be an id: it has letters, digits, '.', '/', '_' and '-'")
    sections = reader.table("documentation")
    reader.refuse_others(sections, frozenset(HEADINGS))
    return RuleInfo(
        id=identity,
        name=reader.text("name") or identity,
        short=reader.required("short"),
        path=path,
        severity=Severity(reader.one_of("severity", tuple(Severity), "warning")),
        confidence=Confidence(reader.one_of("confidence", tuple(Confidence), "medium")),
        tags=reader.words("tags"),
        sections={heading: str(sections[heading]).strip() for heading in HEADINGS if heading in sections},
    )


def _selection(reader: _Reader) -> Selection:
    return Selection(
        kinds=reader.words_of("kinds", tuple(ChangeKind)),
        codes=frozenset(reader.words("codes")),
        gained=frozenset(reader.words("gained")),
        lost=frozenset(reader.words("lost")),
        paths=reader.words("paths"),
        functions=reader.words("functions"),
        scopes=reader.words_of("scopes", SCOPES),
    )
