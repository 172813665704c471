"""Change rules: what one must have, and how a wrong one is refused."""

from __future__ import annotations

import pytest

from gupcheck.change import ChangeRule, ChangeRuleError, load_change_rule
from gupcheck.change.kinds import ChangeKind
from gupcheck.model import Severity
from gupcheck.model.rule_table import HEADINGS
from tests.change.two_versions import rules

SMALL = """
id = "OUR1"
short = "A code is lost in mm/"
message = "'{function}()' lost {codes}."
severity = "error"
[select]
lost = ["EBUSY"]
paths = ["mm/"]
scopes = ["system call"]
"""


def test_a_project_can_write_a_rule_in_a_few_lines() -> None:
    rule = load_change_rule(SMALL, "our.toml")
    assert (rule.info.id, rule.info.name, rule.info.severity) == ("OUR1", "OUR1", Severity.ERROR)
    assert rule.select.lost == {"EBUSY"}
    assert rule.select.scopes == {"system call"}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("id =", "idd ="), "there is no key 'idd'"),
        (('id = "OUR1"', ""), "the key 'id' is missing"),
        (('"error"', '"fatal"'), "'severity' can't be 'fatal'; it is one of error, warning, note"),
        (("{function}", "{fun}"), "the message has no placeholder {fun}"),
        (("{function}", "{function"), "the message can't be read"),
        (('["EBUSY"]', '"EBUSY"'), "'lost' must be a list of texts"),
        (('"system call"', '"syscall"'), "'scopes' can't have 'syscall'"),
        (("[select]", "[selects]"), "there is no key 'selects'"),
        (("short = ", "short "), "this is not TOML"),
    ],
)
def test_a_wrong_rule_is_refused_in_one_line(change: tuple[str, str], complaint: str) -> None:
    with pytest.raises(ChangeRuleError) as refused:
        load_change_rule(SMALL.replace(*change), "our.toml")
    assert str(refused.value).startswith("our.toml: ")
    assert complaint in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_kind_of_change_has_one_shipped_rule() -> None:
    selected = [kind for rule in rules() for kind in rule.select.kinds]
    assert sorted(selected) == sorted(ChangeKind)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.info.id)
def test_a_shipped_rule_is_documented_under_every_heading(rule: ChangeRule) -> None:
    assert tuple(rule.info.sections) == HEADINGS
    assert all(rule.info.sections.values())
