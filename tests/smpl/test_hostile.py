"""A hostile rule file ends in bounded time, with one line that names the place; it runs and reads nothing."""

from __future__ import annotations

import builtins
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gupcheck.smpl import CheckResult, RuleFile, SmplError, Target, check, load_rule
from gupcheck.syntax import Unit, load_dialect, parse_unit

SECONDS = 10
"""CPU seconds that loading or checking one rule may take at the very most here; nearly all take none."""

CODE = """\
static void {name}(int a)
{{
	foo({arguments});
	if (a) {{
		foo(b);
		bar(b);
	}}
	{name}(a);
}}
"""
HEAD = "@r@ expression E; position p; @@\n"
STARRED = HEAD + "* foo(E)\n"
SCRIPT = HEAD + " foo@p(E)\n\n@script:python@\np << r.p;\n@@\n"


@contextmanager
def _within_time() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def _loaded(text: str) -> RuleFile:
    with _within_time():
        return load_rule(text, "r.cocci")


def _refusal(text: str) -> SmplError:
    """Return the error that the rule is refused with, which must be one line that names a place."""
    with pytest.raises(SmplError) as caught:
        _loaded(text)
    error = caught.value
    assert "\n" not in str(error)
    assert len(str(error)) < 400
    assert str(error).startswith(f"r.cocci:{error.line}:{error.column}: ")
    assert 1 <= error.line <= max(1, len(text.splitlines()))
    assert error.column >= 1
    return error


@pytest.fixture(scope="module")
def unit() -> Unit:
    """Return a file with a function of a long name, and long lists of arguments."""
    code = CODE.format(name="a" * 60 + "b", arguments=", ".join(["b"] * 60))
    return parse_unit(code.encode(), "f.c", load_dialect())


def _checked(text: str, unit: Unit) -> CheckResult:
    rule = _loaded(text)
    with _within_time():
        return check(rule, Target(unit))


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        pytest.param("* f(" + "(" * 10_000 + "E" + ")" * 10_000 + ")", "nested", id="parentheses"),
        pytest.param("* E" + "[0]" * 10_000, "nested", id="brackets"),
        pytest.param("* E" + "->x" * 10_000, "nested", id="fields"),
        pytest.param("* " + "!" * 10_000 + "E", "nested", id="negations"),
        pytest.param("* E" + " + E" * 10_000, "nested", id="sum"),
        pytest.param("* " + "E ? E : " * 10_000 + "E", "nested", id="choices"),
        pytest.param("* " + "E = " * 10_000 + "E", "nested", id="assignments"),
        pytest.param("* foo(E);\n" + "...\nfoo(E);\n" * 2_000, "nested", id="dots"),
        pytest.param("* foo(E);\n" + "<...\nfoo(E);\n" * 200 + "...>\n" * 200, "nested", id="nests"),
        pytest.param("if (E) {\n...\n" * 200 + "foo(E);\n" + "...\n}\n" * 200, "nested", id="blocks"),
        pytest.param("* E" + " + E" * 20, "too many forms", id="forms of a sum"),
        pytest.param(
            "if (E) {\n...\n" * 40 + "foo(E);\n" + "...\n}\n" * 40, "too many forms", id="forms of blocks"
        ),
        pytest.param("* \\(" * 150 + "a" + "\\|b\\)" * 150, "nested", id="disjunctions"),
        pytest.param("* f\0(E)", "begins no token", id="NUL"),
        pytest.param("* f\udcff(E)", "begins no token", id="invalid UTF-8"),
        pytest.param('* f("abc', "begins no token", id="unterminated string"),
        pytest.param('#include "/etc/passwd"', "preprocessor", id="include"),
        pytest.param("f(E@", "'@' must stand", id="unterminated position"),
    ],
)
def test_a_pattern_beyond_bounds_is_refused(pattern: str, says: str) -> None:
    assert says in str(_refusal(HEAD + pattern + "\n"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("@", "'@' that ends", id="one @"),
        pytest.param("@r@ expression E; @", "'@@'", id="no end of the metavariables"),
        pytest.param("@r depends on " + "!" * 20_000 + "x@ @@\n* f()\n", "header", id="long header"),
        pytest.param("@r depends on " + "(" * 2_000 + "x@ @@\n* f()\n", "nested", id="deep header"),
        pytest.param('@r using "/etc/passwd"@ @@\n* f()\n', "'using'", id="using in a header"),
        pytest.param('using "/etc/passwd"\n@r@ @@\n* f()\n', "'using'", id="using"),
        pytest.param("@r@ @@\nf()\n" * 1_500, "more than 1000 rules", id="rules"),
        pytest.param("@r@ identifier f = {" + "a, " * 3_000 + "a}; @@\nf()\n", "more than 2000", id="set"),
        pytest.param("x" * (1 << 20) + "y", "larger than", id="size"),
        pytest.param("\0\0\0", "no rule", id="NULs"),
    ],
)
def test_a_file_beyond_bounds_is_refused(text: str, says: str) -> None:
    assert says in str(_refusal(text))


@pytest.mark.parametrize(
    "regex",
    ["(a+)+$", "(a|a)*$", "(a|aa)+$", r"\(a*\)*$", "((a*)*)*$", "(?:a?){50}a{50}c", r"(.)\1", "(?=a)b",
     "a{1,65000}b", "(" * 3_000 + "a" + ")" * 3_000, "a(", "[a", "x" * 20_000],
)  # fmt: skip
def test_a_regular_expression_without_a_bound_is_refused(regex: str) -> None:
    error = _refusal(f'@r@\nidentifier f =~ "{regex}";\n@@\n* f(...)\n')
    assert error.line == 2
    assert "regular expression" in str(error)


@pytest.mark.parametrize("regex", ["a*a*a*a*a*a*a*a*c", "a?" * 40 + "c", "(a|a)" * 40 + "c"])
def test_a_regular_expression_that_takes_too_long_gives_up_the_function(regex: str, unit: Unit) -> None:
    result = _checked(f'@r@\nidentifier f =~ "{regex}";\n@@\n* f(...)\n', unit)
    assert [told.kind for told in result.notifications] == ["budget"]
    assert result.notifications[0].incomplete


@pytest.mark.parametrize(
    ("regex", "found"),
    [("^foo$", 2), (".*oo.*", 2), (r"^\(foo\|bar\)$", 3), ("^(foo|bar)$", 3), ("^[[:lower:]]{3}$", 3),
     ("^x", 0)],
)  # fmt: skip
def test_a_regular_expression_is_read_as_pcre_and_as_ocaml_has_it(regex: str, found: int, unit: Unit) -> None:
    result = _checked(f'@r@\nidentifier f =~ "{regex}";\n@@\n* f(...)\n', unit)
    assert result.notifications == ()
    assert len(result.findings) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            HEAD + "(\n* f0(E);\n" + "".join(f"|\n* f{n}(E);\n" for n in range(5_000)) + ")", id="arms"
        ),
        pytest.param(HEAD + "* \\(" + "\\|".join(f"f{n}" for n in range(5_000)) + "\\)(E)", id="names"),
        pytest.param(HEAD + "(\n a(E);\n|\n b(E);\n)\n" * 20 + "* c();", id="pairs of arms"),
        pytest.param(HEAD + "* " + "a" * 900_000 + "(E)", id="long name"),
        pytest.param("@r@ expression list a, b, c, d, e, f, g; @@\n* foo(a, b, c, d, e, f, g)", id="lists"),
        pytest.param(HEAD + "* foo(" + "..., E, " * 30 + "...)", id="dots among arguments"),
        pytest.param(HEAD + "* foo(E);\n" + "...\nfoo(E);\n" * 200, id="dots"),
        pytest.param(HEAD + "* foo(E);\n...\n" + "when != bar(E)\n" * 500 + "* bar(E);", id="conditions"),
        pytest.param(HEAD + "* foo(0x" + "f" * 10_000 + ")", id="number"),
    ],
)
def test_what_is_large_ends(text: str, unit: Unit) -> None:
    result = _checked(text + "\n", unit)
    assert {told.kind for told in result.notifications} <= {"budget"}


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("while True:\n    pass", "steps"),
        ("x = 'a' * (1 << 40)", "string"),
        ("x = 'aaaaaaaaaa'\nfor i in range(100):\n    x = x + x", "string"),
        ("x = 9 ** 9 ** 9", "bits"),
        ("def f(x):\n    return f(x)\nf(1)", "nest deeper"),
        ("print('%1000000000d' % 1)", "width"),
        ("print('{0.__class__}'.format(p))", "format field"),
    ],
)
def test_a_script_beyond_bounds_fails_and_is_told(script: str, says: str, unit: Unit) -> None:
    result = _checked(SCRIPT + script + "\n", unit)
    assert result.findings == ()
    assert {told.kind for told in result.notifications} == {"script-error"}
    assert says in result.notifications[0].message


@pytest.mark.parametrize(
    "script",
    ["import os\nos.system('true')", "__import__('os')", "open('/etc/passwd')", "eval('1')", "p.__class__",
     "x = ''.__class__.__mro__", "getattr(p, '__class__')", "print(f'{p.__class__}')", "exec('1')",
     "x = " + "(" * 5_000 + "1" + ")" * 5_000, "x = " + "-" * 50_000 + "1"],
)  # fmt: skip
def test_a_script_that_reaches_out_is_refused(script: str) -> None:
    assert _refusal(SCRIPT + script + "\n").line >= 6


def test_nothing_is_run_or_read(monkeypatch: pytest.MonkeyPatch, unit: Unit) -> None:
    def forbidden(*_args: object, **_options: object) -> None:
        raise AssertionError("a rule file reached out")

    for module, name in ((builtins, "open"), (os, "system"), (os, "open"), (subprocess, "Popen")):
        monkeypatch.setattr(module, name, forbidden)
    text = '#spatch --macro-file /etc/passwd --include-headers\n#include "/etc/passwd"\n' + STARRED
    assert len(_checked(text, unit).findings) == 1


def test_a_byte_order_mark_is_no_part_of_the_rule(unit: Unit) -> None:
    assert len(_checked("\ufeff" + STARRED, unit).findings) == 1


def test_a_script_that_fails_each_time_is_not_run_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "void f(void)\n{\n" + "\tfoo(1);\n" * 50 + "}\n"
    result = _checked(SCRIPT + "x = p[9]\n", parse_unit(code.encode(), "f.c", load_dialect()))
    assert [told.kind for told in result.notifications] == ["script-error"]
