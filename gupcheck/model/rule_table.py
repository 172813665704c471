"""Rules that are TOML files: what all of them have, read and checked. Nothing in one can run code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gupcheck.model.finding import Confidence, Severity
from gupcheck.model.rule import RuleInfo

HEADINGS = ("What it does", "Why it matters", "Example", "Use instead", "Limits", "References")
"""The headings of a rule's documentation, the same as those of `.cocci` rules, in this order."""

COMMON_KEYS = frozenset(("id", "name", "short", "severity", "confidence", "default", "tags", "documentation"))
_ID = re.compile(r"[A-Za-z][\w./-]*")


class RuleTableError(Exception):
    """A rule that can't be read; the text is one sentence that says which, what and what to do."""


def read_rule_table(text: str, path: str) -> RuleTable:
    """Return the table in the text of a TOML file, which errors name as `path`. Raises RuleTableError."""
    try:
        return RuleTable(tomllib.loads(text), path)
    except tomllib.TOMLDecodeError as error:
        raise RuleTableError(f"{path}: this is not TOML: {error}.") from None


@dataclass(frozen=True, slots=True)
class RuleTable:
    """Takes checked values out of a table of a rule."""

    data: Mapping[str, Any]
    path: str

    def refuse_others(self, table: Mapping[str, Any], known: frozenset[str]) -> None:
        """Raise RuleTableError for a key of `table` that is not among `known`."""
        for key in table:
            if key not in known:
                self.fail(f"there is no key '{key}'; the keys are {', '.join(sorted(known))}")

    def fail(self, what: str) -> None:
        """Raise RuleTableError; `what` is what is wrong, without a full stop."""
        raise RuleTableError(f"{self.path}: {what}.")

    def text(self, key: str) -> str:
        """Return a text, "" where the key is missing."""
        value = self.data.get(key, "")
        if not isinstance(value, str):
            self.fail(f"'{key}' must be a text in quotes")
        return str(value)

    def required(self, key: str) -> str:
        """Return a text that must be there."""
        value = self.text(key)
        if not value:
            self.fail(f"the key '{key}' is missing")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, () where the key is missing."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.fail(f"'{key}' must be a list of texts")
        return tuple(value)

    def words_of(self, key: str, known: tuple[str, ...]) -> frozenset[str]:
        """Return a list of texts that must be among `known`."""
        for word in self.words(key):
            if word not in known:
                self.fail(f"'{key}' can't have '{word}'; it takes {', '.join(known)}")
        return frozenset(self.words(key))

    def one_of(self, key: str, known: tuple[str, ...], usual: str) -> str:
        """Return a text that must be among `known`, `usual` where the key is missing."""
        value = (self.text(key) or usual).lower()
        if value not in known:
            self.fail(f"'{key}' can't be '{value}'; it is one of {', '.join(known)}")
        return value

    def table(self, key: str) -> Mapping[str, Any]:
        """Return a table, an empty one where the key is missing."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"'{key}' must be a table")
        return dict(value)

    def info(self) -> RuleInfo:
        """Return what every rule has: its names, its grades, its documentation."""
        identity = self.required("id")
        if not _ID.fullmatch(identity):
            self.fail(f"'{identity}' can't be an id: it has letters, digits, '.', '/', '_' and '-'")
        sections = self.table("documentation")
        self.refuse_others(sections, frozenset(HEADINGS))
        return RuleInfo(
            id=identity,
            name=self.text("name") or identity,
            short=self.required("short"),
            path=self.path,
            severity=Severity(self.one_of("severity", tuple(Severity), "warning")),
            confidence=Confidence(self.one_of("confidence", tuple(Confidence), "medium")),
            tags=self.words("tags"),
            default_on=self.one_of("default", ("on", "off"), "on") == "on",
            sections={heading: str(sections[heading]).strip() for heading in HEADINGS if heading in sections},
        )
