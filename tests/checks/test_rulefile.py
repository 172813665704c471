"""Rules on error summaries: what one must have, and how a wrong one is refused."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from gupcheck.checks.rulefile import ANALYSES, is_check_rule, load_check_rule
from gupcheck.engine.errors import RunError
from gupcheck.engine.rule_files import shipped_folder
from gupcheck.engine.rule_tables import load_check_catalogue
from gupcheck.model.rule_table import HEADINGS, RuleTableError

SMALL = """
id = "MY001"
short = "What it is about"
analysis = "err-ptr-null"
words = ["IS_ERR"]

[documentation]
""" + "\n".join(f'"{heading}" = "Some words."' for heading in HEADINGS)


def test_a_small_rule_is_read() -> None:
    rule = load_check_rule(SMALL, "my.toml")
    assert (rule.info.id, rule.info.name, rule.analysis) == ("MY001", "MY001", "err-ptr-null")
    assert list(rule.info.sections) == list(HEADINGS)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "MY001"', "", "the key 'id' is missing"),
        ("err-ptr-null", "no-such", "there is no analysis 'no-such'"),
        ('words = ["IS_ERR"]', "", "the key 'words' must list"),
        ('words = ["IS_ERR"]', 'words = "IS_ERR"', "'words' must be a list of texts"),
        ('"Limits" = "Some words."', "", "lacks the heading 'Limits'"),
        ('short = "', 'shrt = "x"\nshort = "', "there is no key 'shrt'"),
        ('id = "MY001"', "id = ", "this is not TOML"),
    ],
)
def test_a_wrong_rule_is_refused_in_one_sentence(old: str, new: str, told: str) -> None:
    assert old in SMALL
    with pytest.raises(RuleTableError, match=r"^my\.toml: .*\.$") as refused:
        load_check_rule(SMALL.replace(old, new), "my.toml")
    assert told in str(refused.value)


def test_change_rules_are_told_apart() -> None:
    texts = {path: path.read_text() for path in shipped_folder().rglob("*.toml")}
    found = {path.parent.name for path, text in texts.items() if is_check_rule(text)}
    others = {path.parent.name for path, text in texts.items() if not is_check_rule(text)}
    assert found == {"errno"}
    assert "errno" not in others


def test_every_analysis_has_its_module_and_every_rule_is_off_by_default() -> None:
    rules = load_check_catalogue()
    assert {rule.analysis for rule in rules} == set(ANALYSES)
    assert [name for name in ANALYSES if not find_spec(f"gupcheck.checks.{name.replace('-', '_')}")] == []
    assert [rule.info.id for rule in rules if rule.info.default_on] == []


def test_a_doubled_id_in_a_folder_of_ones_own_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(SMALL)
    (tmp_path / "two.toml").write_text(SMALL)
    with pytest.raises(RunError, match="Two rules have the id 'MY001'"):
        load_check_catalogue([str(tmp_path)])
