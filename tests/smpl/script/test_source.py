"""From a block's text to its tree: Coccinelle's comments, margins, Python 2, and places that stay right."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from gupcheck.smpl.script import ScriptError, ScriptState, compile_script


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('print "a %s" % 3', ["a 3"]),
        ('x = 1; print "a"; print x', ["a", "1"]),
        ('print "a", 4,', ["a 4 "]),
        ('if 1: print "b"  # why', ["b"]),
        ('print "a" \\\n  "b"', ["ab"]),
        ('for x in [1, 2]:\n  print "n %d" % x\n  print x', ["n 1", "1", "n 2", "2"]),
        ('print ("a")', ["a"]),
    ],
)
def test_print_statements_of_python_2(
    source: str, lines: list[str], printed: Callable[..., list[str]]
) -> None:
    assert printed(source) == lines


def test_the_place_after_a_rewritten_print_is_right(refused: Callable[..., ScriptError]) -> None:
    error = refused('print "a"\nprint "b" + undefined')
    assert (error.line, error.column) == (11, 13)


def test_a_print_to_a_file_is_refused(refused: Callable[..., ScriptError]) -> None:
    assert refused('print >>sys.stderr, "a"').line == 10


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('print("a")\n// don\'t read "this', ["a"]),
        ("x = 7 // 2\nprint(x)", ["7"]),
        ("print('http://x')  # // not here", ["http://x"]),
        ('print("""a // b""")', ["a // b"]),
    ],
)
def test_slash_comments_as_spatch_reads_them(
    source: str, lines: list[str], printed: Callable[..., list[str]]
) -> None:
    assert printed(source) == lines


def test_an_indented_block_keeps_its_columns(refused: Callable[..., ScriptError]) -> None:
    error = refused("\n    x = 1\n    print(undefined)\n")
    assert (error.line, error.column) == (12, 11)


@pytest.mark.parametrize(
    ("source", "line"), [("x = (\n", 10), ("x = 1\n  y = 2", 11), ("x = 1\ny = = 2", 11), ("a\0b", 10)]
)
def test_what_is_not_python_is_refused_at_its_line(
    source: str, line: int, refused: Callable[..., ScriptError]
) -> None:
    error = refused(source)
    assert (error.construct, error.line) == ("syntax", line)


def test_an_empty_block_does_nothing(printed: Callable[..., list[str]]) -> None:
    assert printed("\n\n# nothing\n") == []


def test_a_script_can_be_sent_to_a_worker() -> None:
    script = pickle.loads(pickle.dumps(compile_script("print(1 + 1)", "rule.cocci", 1)))
    assert script.run({}, ScriptState()).outputs[0].message == "2"


def test_a_lone_surrogate_cannot_break_the_report(printed: Callable[..., list[str]]) -> None:
    assert printed(r"print('a\ud800b')") == ["a?b"]
