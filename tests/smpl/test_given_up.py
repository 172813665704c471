"""A function on which a rule fails or takes too long costs that rule's findings there, and is told."""

from __future__ import annotations

import pytest

from gupcheck.smpl import CheckResult, Target, check, load_rule
from gupcheck.smpl.match import rule as match_rule
from gupcheck.smpl.match.env import Env
from gupcheck.smpl.match.rule import PlaceMatcher
from gupcheck.syntax import load_dialect, parse_unit

SOURCE = """\
#define TAKE(x) take(x)
void one(void) { take(1); }
void two(void) { take(2); }
void three(void) { take(3); put(3); }
"""
STARRED = "@r@\nexpression E;\n@@\n* take(E)\n"
EXCLUDING = """\
@known@
expression E;
position p;
@@
 take@p(E);
 ...
 put(E);

@new@
expression E;
position p != known.p;
@@
 take@p(E);

@script:python@
p << new.p;
@@
print("taken")
"""
NEVER = """\
@known@
@@
 put(...);

@new depends on {needs}@
expression E;
position p;
@@
 take@p(E);

@script:python@
p << new.p;
@@
print("taken")
"""


def _checked(rule: str) -> CheckResult:
    unit = parse_unit(SOURCE.encode(), "f.c", load_dialect())
    return check(load_rule(rule, "r.cocci"), Target(unit))


def _lines(result: CheckResult) -> list[int]:
    return sorted({finding.location.line for finding in result.findings})


def _failing(monkeypatch: pytest.MonkeyPatch, rule: str, place: str, error: Exception) -> None:
    """Make one rule fail on one place."""
    real = PlaceMatcher.envs

    def envs(self: PlaceMatcher) -> list[Env]:
        if (self.rule.name, self.place.name) == (rule, place):
            raise error
        return real(self)

    monkeypatch.setattr(PlaceMatcher, "envs", envs)


@pytest.mark.parametrize(("place", "line", "others"), [("two", 3, [1, 2, 4]), ("TAKE", 1, [2, 3, 4])])
def test_a_crash_in_one_place_keeps_what_the_others_have(
    monkeypatch: pytest.MonkeyPatch, place: str, line: int, others: list[int]
) -> None:
    assert _lines(_checked(STARRED)) == [1, 2, 3, 4]
    _failing(monkeypatch, "r", place, KeyError("declarator"))
    result = _checked(STARRED)
    assert _lines(result) == others
    [told] = result.notifications
    assert (told.kind, told.file, told.function, told.line, told.incomplete) == (
        "rule-crash", "f.c", place, line, True,
    )  # fmt: skip
    assert f"'r' failed on {place}() (KeyError: 'declarator')" in told.message


def test_a_lack_of_memory_ends_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, "r", "two", MemoryError())
    with pytest.raises(MemoryError):
        _checked(STARRED)


def test_a_rule_that_only_excludes_takes_its_followers_along_where_it_gives_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _lines(_checked(EXCLUDING)) == [2, 3]
    _failing(monkeypatch, "known", "three", RecursionError())
    result = _checked(EXCLUDING)
    assert _lines(result) == [2, 3]
    assert [(told.kind, told.function) for told in result.notifications] == [("budget", "three")] * 2
    assert "'new' was left out on three()" in result.notifications[1].message
    assert all(told.incomplete for told in result.notifications)


@pytest.mark.parametrize("needs", ["!known", "never known", "!(known && report)"])
def test_a_rule_that_depends_on_no_match_is_left_out_where_that_is_unknown(
    monkeypatch: pytest.MonkeyPatch, needs: str
) -> None:
    _failing(monkeypatch, "known", "three", RecursionError())
    result = _checked(NEVER.format(needs=needs))
    assert result.findings == ()
    assert "'new' was left out on this file" in result.notifications[1].message


def test_a_rule_that_depends_on_a_match_runs_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    _failing(monkeypatch, "known", "two", RecursionError())
    assert _lines(_checked(NEVER.format(needs="known"))) == [2, 3, 4]


def test_steps_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_rule, "STEPS_PER_PLACE", 3)
    result = _checked(STARRED)
    assert result.findings == ()
    assert {told.function for told in result.notifications} == {"TAKE", "one", "two", "three"}
    assert {told.kind for told in result.notifications} == {"budget"}
