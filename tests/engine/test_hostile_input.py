"""Files that nobody would write: the rest of the tree is checked, the run ends, the trouble is told."""

from __future__ import annotations

import pytest

from .conftest import BAD, kinds, places

DEEP = 100_000


def test_bytes_that_are_not_utf8_are_no_trouble(check, tree):
    (tree / "a.c").write_bytes(b"/* caf\xe9 \xff\xfe */\n" + BAD.format("f").encode())
    report = check("a.c")
    assert places(report) == ["a.c:4 TST101"]
    assert report.notifications == ()


def test_a_nul_byte_is_no_trouble(check, tree):
    (tree / "a.c").write_bytes(b"int x;\0\n" + BAD.format("f").encode())
    assert places(check("a.c")) == ["a.c:4 TST101"]


def test_line_ends_of_windows_change_nothing(check, tree):
    (tree / "a.c").write_bytes(BAD.format("f").replace("\n", "\r\n").encode())
    report = check("a.c")
    assert places(report) == ["a.c:3 TST101"]
    assert report.findings[0].location.text == "\treturn bad_call(1);"
    assert report.findings[0].after == ("}", "")


def test_an_empty_file_is_looked_at(check, tree):
    (tree / "a.c").write_bytes(b"")
    report = check("a.c")
    assert report.summary.files == 1
    assert report.findings == report.notifications == ()


def test_a_file_of_50_megabytes_is_refused_where_a_rule_would_look_at_it(check, tree):
    (tree / "huge.c").write_bytes(b"int pad;\n" * 6_000_000 + BAD.format("f").encode())
    report = check("huge.c", "a.c")
    assert places(report) == ["a.c:3 TST101"]
    assert kinds(report) == ["huge.c too-large"]
    assert report.incomplete


def test_what_is_found_at_the_end_of_a_big_file_keeps_its_lines(check, tree):
    (tree / "big.h").write_bytes(b"#define PAD 1\n" * 150_000 + BAD.format("f").encode())
    report = check("big.h")
    assert places(report) == ["big.h:150003 TST101"]
    [finding] = report.findings
    assert finding.before == ("int f(void)", "{")
    assert finding.after == ("}", "")


@pytest.mark.parametrize(
    "arms", ["#if A\n", "#if A\n\tone();\n#else\n\ttwo();\n"], ids=["plain", "with else"]
)
def test_20000_nested_ifs_are_told(check, tree, arms):
    middle = arms * 20_000 + "\tbad_call(1);\n" + "#endif\n" * 20_000
    (tree / "deep.c").write_text("int g(void)\n{\n" + middle + "}\n")
    report = check("deep.c", "a.c")
    assert places(report) == ["a.c:3 TST101"]
    assert kinds(report) == ["deep.c too-deep"]


def test_a_thousand_ifs_one_after_the_other_are_no_trouble(check, tree):
    groups = "#ifdef A\n\tone();\n#else\n\ttwo();\n#endif\n" * 1000
    (tree / "flat.c").write_text("int g(void)\n{\n" + groups + "\treturn bad_call(1);\n}\n")
    assert places(check("flat.c")) == ["flat.c:5003 TST101"]


@pytest.mark.parametrize("text", ["x = y + 1; ", "a b(c) { "], ids=["statements", "heads"])
def test_a_string_without_an_end_does_not_hide_what_stands_before_it(check, tree, text):
    (tree / "string.c").write_text(BAD.format("f") + 'char *s = "' + text * 100_000)
    assert places(check("string.c")) == ["string.c:3 TST101"]


def test_a_file_of_50_megabytes_without_a_rules_words_is_clean(check, tree):
    (tree / "huge.h").write_bytes(b"#define PAD 1\n" * 4_000_000)
    report = check("huge.h")
    assert report.notifications == ()
    assert report.summary.files == 1


@pytest.mark.parametrize(
    "body",
    [
        "return bad_call" + "(" * DEEP + "1" + ")" * DEEP + ";",
        "{" * DEEP + "bad_call(1);" + "}" * DEEP,
        "if (x) " * DEEP + "bad_call(1);",
        "{" * DEEP + "bad_call(1);",
        "bad_call(" * DEEP,
    ],
    ids=["parentheses", "braces", "ifs", "open braces", "open calls"],
)
def test_deep_nesting_is_told_and_the_rest_is_checked(check, tree, body):
    (tree / "deep.c").write_text("int g(void)\n{\n\t" + body + "\n}\n")
    report = check()
    assert {"a.c:3 TST101", "mm/b.c:7 TST101"} <= set(places(report))
    found = any(place.startswith("deep.c:") for place in places(report))
    assert found or report.notifications
