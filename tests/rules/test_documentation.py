"""Each rule has its keys, its six headings, an example and a fixture; the folders hold nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules.fixtures import CHECK_RULE_FILES, FIXTURE_FILES, RULE_FILES, expectations, rules

HEADINGS = ["What it does", "Why it matters", "Example", "Use instead", "Limits", "References"]
_KEYS = ("Id", "Name", "Severity", "Confidence", "Tags", "Options")
_TABLE_KEYS = ("id", "name", "short", "severity", "confidence", "default", "tags", "analysis", "words")


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_keys_and_headings_are_complete(path: Path) -> None:
    text = path.read_text()
    if path in CHECK_RULE_FILES:
        assert [key for key in _TABLE_KEYS if not re.search(rf"^{key} = \S", text, re.MULTILINE)] == []
    else:
        assert [key for key in _KEYS if not re.search(rf"^// {key}: \S", text, re.MULTILINE)] == []
    info = next(rule.info for rule in rules().values() if rule.info.path.endswith(path.name))
    assert list(info.sections) == HEADINGS
    assert [heading for heading, body in info.sections.items() if not body.strip()] == []
    assert info.short
    assert not info.short.endswith(".")
    assert info.name == path.stem.replace("_", "-")


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.stem)
def test_examples_are_fenced_c(path: Path) -> None:
    info = next(rule.info for rule in rules().values() if rule.info.path.endswith(path.name))
    for heading in ("Example", "Use instead"):
        assert re.search(r"^```c\n.+?^```$", info.sections[heading], re.MULTILINE | re.DOTALL), heading


def test_no_two_rules_share_an_id_or_a_name() -> None:
    assert len(rules()) == len(RULE_FILES)
    assert len({rule.info.name for rule in rules().values()}) == len(RULE_FILES)


def test_every_rule_has_fixtures_that_it_fires_and_keeps_silent_in() -> None:
    folders = {path.parent.name for path in FIXTURE_FILES}
    assert folders == set(rules())
    for rule_id in sorted(folders):
        texts = [path.read_text() for path in FIXTURE_FILES if path.parent.name == rule_id]
        asked = {expected.rule for text in texts for expected in expectations(text)}
        assert asked == {rule_id}
        assert any("_ok(" in text for text in texts)
