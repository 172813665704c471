"""What the reader makes of rule files, and how it refuses what it does not have."""

from __future__ import annotations

import pytest

from gupcheck.model import Confidence, Severity
from gupcheck.smpl import SmplError, load_rule
from gupcheck.smpl.rulefile import PatternRule, ScriptRule
from gupcheck.source.prefilter import ALWAYS, AllOf, AnyOf, Word

RULE = """\
/// The result of a walk is dropped
///
/// # What it does
/// Finds calls of walk().
///
/// # Limits
/// None.
// Id: TST101
// Name: dropped-walk
// Severity: note
// Confidence: Moderate
// Tags: mm, page-table
// Since: 6.5
virtual report

@r depends on report@
expression E, E1 != 0;
identifier f =~ "^walk";
position p;
@@
 f@p(E, ...);
 ... when != E = E1
     when any
 release(E);

@script:python depends on report@
p << r.p;
@@
coccilib.report.print_report(p[0], "dropped")
"""


def pattern_rule(text: str, number: int = 0) -> PatternRule:
    rule = load_rule(text, "rule.cocci").rules[number]
    assert isinstance(rule, PatternRule)
    return rule


def test_header_is_read() -> None:
    info = load_rule(RULE, "rules/tst.cocci").info
    assert (info.id, info.name, info.severity, info.confidence) == (
        "TST101",
        "dropped-walk",
        Severity.NOTE,
        Confidence.MEDIUM,
    )
    assert info.tags == ("mm", "page-table")
    assert info.since == (6, 5)
    assert info.short == "The result of a walk is dropped"
    assert info.sections == {"What it does": "Finds calls of walk().", "Limits": "None."}


def test_rules_and_scripts_come_in_order() -> None:
    rules = load_rule(RULE, "tst.cocci").rules
    assert [type(rule) for rule in rules] == [PatternRule, ScriptRule]
    assert rules[0].name == "r"
    assert isinstance(rules[0], PatternRule)
    assert set(rules[0].metavars) == {"E", "E1", "f", "p"}
    assert rules[0].quantifier == "forall"
    assert rules[0].later == {"p"}


def test_a_rule_without_id_takes_its_path() -> None:
    assert load_rule("@@ @@\n* f();\n", "mine/f.cocci").info.id == "mine/f.cocci"


def test_stars_mean_exists_and_minus_means_forall() -> None:
    assert pattern_rule("@@ @@\n* f();\n...\ng();\n").quantifier == "exists"
    assert pattern_rule("@@ @@\n- f();\n...\ng();\n").quantifier == "forall"
    assert pattern_rule("@r exists@ @@\nf();\n...\ng();\n").quantifier == "exists"


def test_words_are_an_or_of_ands() -> None:
    text = (
        "@r@ expression E; position p; @@\n(\nfoo@p(E)\n|\nbar@p(E)\n)\n...\nbaz(E)\n"
        "@script:python@ p << r.p; @@\nprint(p[0].line)\n"
    )
    words = load_rule(text, "w.cocci").words
    assert words == AllOf((AnyOf((Word(b"foo"), Word(b"bar"))), Word(b"baz")))


def test_what_is_optional_is_no_word() -> None:
    assert load_rule("@@ expression E; @@\n* E\n... when != foo()\n", "w.cocci").words == ALWAYS


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("@r@\nexpression E\n@@\nf(E);\n", 2, "';'"),
        ('@r@\nidentifier f =~ "(";\n@@\nf();\n', 2, "regular expression"),
        ("@r@\nexpression E;\n@@\nf(E;\n", 4, "','"),
        ("@r@\nposition p;\n@@\nf@q();\n", 4, "'q'"),
        ("@r@\nfresh identifier f;\n@@\nf();\n", 4, "'fresh'"),
        ("@r@\nexpression s.E;\n@@\nf(E);\n", 2, "'s'"),
        ("@script:ocaml@\n@@\nlet x = 1\n", 1, "ocaml"),
        ("@r@\n@@\n#include <linux/mm.h>\n", 3, "preprocessor"),
        ("@r@\n@@\n", 2, "no pattern"),
        ("int x;\n", 1, "no rule"),
        ("@r@\nexpression E;\n", 1, "'@@'"),
        ("@r@\n@@\nf(" + "(" * 5000 + "\n", 3, "nested"),
        ("@r@\n@@\nf(`);\n", 3, "begins no token"),
        ("@script:python@\n@@\nimport os\n", 3, "os"),
    ],
)
def test_errors_name_the_line(text: str, line: int, says: str) -> None:
    with pytest.raises(SmplError) as caught:
        load_rule(text, "broken.cocci")
    assert caught.value.path == "broken.cocci"
    assert caught.value.line == line
    assert says in str(caught.value)
    assert caught.value.source_line == text.splitlines()[line - 1]


def test_a_repeated_repetition_is_refused() -> None:
    with pytest.raises(SmplError, match="repeated group"):
        load_rule('@r@ identifier f =~ "(a+)+$"; @@\nf();\n', "redos.cocci")
