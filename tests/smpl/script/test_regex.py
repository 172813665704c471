"""Regular expressions of scripts match as Python does, or are refused before they run."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gupcheck.smpl.script import ScriptError, ScriptState, ScriptText, compile_script

PATTERNS = [
    "__",
    "^a+b?$",
    "(foo|bar)_(\\w+)",
    "[^a-c]x{2,3}",
    "a.*?b",
    "\\bint\\b",
    "(?:u|s)(8|16)?",
    "(?P<n>a)b",
]


@given(st.sampled_from(PATTERNS), st.text(alphabet="abcx_ fofr8us1nti", max_size=20))
def test_a_search_finds_what_python_finds(pattern: str, text: str) -> None:
    source = "import re\nm = re.search(x, t)\nprint(m and [m.start(), m.end(), m.group(), m.groups()])"
    variables = {"x": ScriptText(pattern), "t": ScriptText(text)}
    found = re.search(pattern, text)
    expected = found and [found.start(), found.end(), found.group(), found.groups()]
    assert compile_script(source, "r", 1).run(variables, ScriptState()).outputs[0].message == str(expected)


def test_the_functions(printed: Callable[..., list[str]]) -> None:
    source = (
        "import re\nc = re.compile('A(B)?', re.I)\nprint(c.match('ab').group(1), c.search('xx') is None, "
        "re.fullmatch('a', 'ab'), re.findall('[ab]', 'cabd'), re.sub('a+', '-', 'baad'), re.escape('a.b'), "
        "re.match('(?P<k>x)', 'x').group('k'))"
    )
    assert printed(source) == ["b True None ['a', 'b'] b-d a\\.b x"]


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", "(a*)*", "(ab){2,}", "(a)\\1", "a(?=b)", "a(?!b)", "(?i)a", "(?<=a)b", "a" * 600],
)
def test_a_pattern_without_a_bound_is_refused(pattern: str, refused: Callable[..., ScriptError]) -> None:
    assert refused(f"import re\nre.search({pattern!r}, 'a')").construct in ("pattern", "pattern size limit")


@pytest.mark.parametrize("pattern", ["a*a*a*a*b", "(a|a)" * 40, "a?" * 40 + "a" * 40, "a{0,30}" * 12])
def test_a_costly_pattern_is_refused_before_it_runs(
    pattern: str, refused: Callable[..., ScriptError]
) -> None:
    start = time.monotonic()
    assert refused(f"import re\nre.search({pattern!r}, 'a' * 300)").construct == "pattern cost limit"
    assert time.monotonic() - start < 2


@given(st.text(alphabet="ab*+?(){}|,12[]^$.\\", max_size=14), st.integers(0, 60))
def test_no_pattern_runs_long(pattern: str, length: int) -> None:
    source = "import re\ntry:\n    re.search(x, 'a' * n)\nexcept ValueError:\n    pass"
    script = compile_script(f"n = {length}\n{source}", "r", 1)
    start = time.monotonic()
    with contextlib.suppress(ScriptError):
        script.run({"x": ScriptText(pattern)}, ScriptState())
    assert time.monotonic() - start < 1


def test_a_broken_pattern_is_an_error_of_the_script(printed: Callable[..., list[str]]) -> None:
    source = "import re\ntry:\n    re.compile('(')\nexcept ValueError as e:\n    print('caught')"
    assert printed(source) == ["caught"]
