"""A rule that cannot be read does no harm where it cannot match: other modes of the kernel's own rules."""

from __future__ import annotations

import pytest

from gupcheck.smpl import CheckResult, SmplError, Target, check, load_rule
from gupcheck.smpl.read.depends import parse_depends
from gupcheck.syntax import load_dialect, parse_unit

RULE = """\
virtual report
virtual patch

@r depends on {needs}@
attribute name a;
format F;
@@
 f(F);

@after@
position r.p;
@@
 g@p();

@s depends on report@
position p;
@@
 f@p(...);

@script:python@
p << s.p;
@@
print("found")
"""


def _checked(needs: str, *virtuals: str) -> CheckResult:
    unit = parse_unit(b"void g(void)\n{\n\tf(1);\n}\n", "f.c", load_dialect())
    return check(load_rule(RULE.format(needs=needs), "r.cocci"), Target(unit), frozenset(virtuals))


@pytest.mark.parametrize("needs", ["patch", "!report", "patch && !report", "patch && later", "never report"])
def test_it_is_left_aside_where_its_mode_is_not_asked_for(needs: str) -> None:
    result = _checked(needs, "report")
    assert result.notifications == ()
    assert [finding.location.line for finding in result.findings] == [3]


def test_it_is_told_where_its_mode_is_asked_for() -> None:
    result = _checked("patch", "report", "patch")
    told, follower = result.notifications
    assert "'after' was left out" in follower.message
    assert told.incomplete
    assert told.message.startswith("The rule 'r' was left out: r.cocci:6:1: A metavariable of kind 'format'")
    assert len(result.findings) == 1


@pytest.mark.parametrize("needs", ["report", "!patch", "report || patch", "later", "!later", "never patch"])
def test_it_is_refused_where_it_may_match(needs: str) -> None:
    with pytest.raises(SmplError, match="'format'"):
        _checked(needs, "report")


@pytest.mark.parametrize(
    ("text", "possible"),
    [("report", True), ("patch", False), ("!patch", True), ("!report", False), ("!(report && patch)", True),
     ("!(report || other)", False), ("patch || other", True), ("ever patch", False), ("never report", False)],
)  # fmt: skip
def test_what_is_possible_is_told_by_the_virtual_names(text: str, possible: bool) -> None:
    assert parse_depends(text, 1).possible({"report"}, {"report", "patch"}) is possible
