"""Carets stand under the span, whatever the line holds, and no frame is wider than the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gupcheck.model import Confidence, Finding, Location, Severity
from gupcheck.report.frame import code_frame, excerpt
from gupcheck.report.paint import painter

LETTERS = ["x", " ", "\t", "\u9801", "e\u0301", "\u00f8", "\U0001d11e"]
parts = st.lists(st.sampled_from(LETTERS), max_size=12).map("".join)


def frame(text: str, start: int, end: int, width: int = 100, **more: tuple[str, ...]) -> list[str]:
    location = Location("mm/a.c", 100, start, 100, end, text, text)
    finding = Finding("GUP101", "name", Severity.WARNING, Confidence.HIGH, "Message.", location, **more)  # type: ignore[arg-type]
    return code_frame(finding, width, painter(False))


def test_before_and_after() -> None:
    assert frame("\tf(x);", 2, 6, before=("{",), after=("}",)) == [
        "  99 | {",
        " 100 |         f(x);",
        "     |         ^^^^",
        " 101 | }",
    ]


@given(parts, parts, parts)
def test_carets_begin_and_end_with_the_span(before: str, span: str, after: str) -> None:
    text = f"{before}({span}){after}"
    start = len(before.encode()) + 1
    code, carets = frame(text, start, start + len(f"({span})".encode()), width=1000)
    begin, end = carets.index("^"), carets.rindex("^") + 1
    assert cell_len(code[: code.index("(")]) == begin
    assert cell_len(code[: code.rindex(")") + 1]) == end


@given(st.integers(0, 400), st.integers(1, 200), st.integers(0, 300), st.integers(40, 120))
def test_a_long_line_is_cut_round_the_span(before: int, span: int, after: int, width: int) -> None:
    text = "b" * before + "(" + "s" * span + ")" + "a" * after
    code, carets = frame(text, before + 1, before + span + 3, width)
    assert max(len(code), len(carets)) <= width
    assert code[carets.index("^")] == "("
    assert carets.count("^") <= span + 2
    whole = len(text) <= width - len(" 100 | ")
    assert whole == ("..." not in code)


def test_context_lines_are_cut_with_the_line_of_the_span() -> None:
    lines = frame("x" * 200 + "(y)", 201, 204, 60, before=("z" * 210,), after=("short",))
    assert lines[0].index("...") == lines[1].index("...") == len("  99 | ")
    assert lines[3] == " 101 |"


def test_a_span_of_several_lines_shows_its_first_and_its_last() -> None:
    location = Location("mm/a.c", 8, 3, 12, 5, "  pte_alloc(mm, ", "    pmd);")
    finding = Finding("GUP104", "n", Severity.NOTE, Confidence.LOW, "M.", location, after=("}",))
    assert code_frame(finding, 80, painter(False)) == [
        "  8 |   pte_alloc(mm,",
        "    |   ^^^^^^^^^^^^^",
        " .. |",
        " 12 |     pmd);",
        "    |     ^",
        " 13 | }",
    ]


def test_an_empty_span_has_one_caret() -> None:
    assert frame("f(x)", 2, 2)[1] == "     |  ^"


def test_no_source_no_frame() -> None:
    assert frame("", 3, 9, before=("x",)) == []


@pytest.mark.parametrize("width", [0, 1, 30])
def test_a_tiny_terminal_still_shows_the_span(width: int) -> None:
    code, carets = frame("\t\tpte_offset_map(pmd, address);", 3, 17, width)
    assert carets.count("^") >= 1
    assert "pte" in code


def test_an_excerpt_has_no_indentation_and_is_cut_round_its_place() -> None:
    location = Location("mm/a.c", 8, 103, 8, 106, "\t\t" + "x" * 100 + "f()", "")
    assert excerpt(location, 1000) == "x" * 100 + "f()"
    cut = excerpt(location, 40)
    assert cut.startswith("...")
    assert cut.endswith("f()")
    assert len(cut) <= 40


def test_colour_goes_round_carets() -> None:
    location = Location("mm/a.c", 1, 1, 1, 2, "f", "f")
    finding = Finding("GUP101", "name", Severity.ERROR, Confidence.HIGH, "M.", location)
    assert code_frame(finding, 80, painter(True))[1].endswith("\x1b[1;31m^\x1b[0m")
