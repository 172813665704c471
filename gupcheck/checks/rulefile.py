"""Reads the rules that ask questions about error summaries: TOML files, each of which names its analysis."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gupcheck.model import RuleInfo
from gupcheck.model.rule_table import COMMON_KEYS, HEADINGS, RuleTable, read_rule_table
from gupcheck.source.prefilter import Formula, any_of, word

ANALYSES = (
    "split-error-mismatch",
    "missing-error-code",
    "err-ptr-null",
    "dead-error-test",
    "error-code-overwritten",
    "wrong-error-code",
    "unchecked-error",
)
"""What a rule may name as its `analysis`; the module in `gupcheck.checks` has the same name."""

_KEYS = COMMON_KEYS | {"analysis", "words", "parameters"}
_NAMES_ANALYSIS = re.compile(r"^analysis\s*=", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class CheckRule:
    """A rule that an analysis carries out; `words` is what a file must hold for it, `parameters` are the
    analysis's own settings."""

    info: RuleInfo
    analysis: str
    words: Formula
    parameters: Mapping[str, object]


def is_check_rule(text: str) -> bool:
    """Return whether the text of a TOML file is a rule of this kind, and not a change rule."""
    return _NAMES_ANALYSIS.search(text) is not None


def load_check_rule(text: str, path: str) -> CheckRule:
    """Return the rule in the text of a TOML file, which errors name as `path`. Raises RuleTableError."""
    table = read_rule_table(text, path)
    table.refuse_others(table.data, _KEYS)
    info = table.info()
    for heading in HEADINGS:
        if heading not in info.sections:
            table.fail(f"the documentation lacks the heading '{heading}'")
    analysis = table.required("analysis")
    if analysis not in ANALYSES:
        table.fail(f"there is no analysis '{analysis}'; there are {', '.join(ANALYSES)}")
    return CheckRule(info, analysis, _words(table), table.table("parameters"))


def _words(table: RuleTable) -> Formula:
    words = table.words("words")
    if not words:
        table.fail("the key 'words' must list what a file has at least one of for the rule to matter")
    return any_of(word(one) for one in words)
