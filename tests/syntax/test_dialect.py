"""The dialect's words, a project's own words, and how problems are counted."""

from __future__ import annotations

import pytest

from gupcheck.model import ParseProblem
from gupcheck.syntax import load_dialect, parse_unit, problem_table


def test_project_adds_its_own_words():
    own = load_dialect(
        {
            "attributes": ["own_note"],
            "attribute_calls": ["own_lock"],
            "iterator_words": ["_loop"],
            "functions": ["OWN_TEST = own_{1}"],
            "functions_of_pairs": ["OWN_CALL = call_{1}"],
        }
    )
    text = (
        b"OWN_TEST(a)\n{\n\tint own_note x own_lock(y);\n\tmy_loop(p)\n\tg(p);\n}\n"
        b"OWN_CALL2(b, int, c)\n{\n}\n"
    )
    parsed = parse_unit(text, "x.c", own)
    assert [function.name for function in parsed.functions] == ["own_a", "call_b"]
    assert not any(function.has_error for function in parsed.functions)
    assert "iterator_statement" in [node.kind for node in parsed.functions[0].trees()[0].walk()]


@pytest.mark.parametrize(
    "extra", [{"atributes": ["x"]}, {"functions": ["X"]}, {"functions_of_pairs": ["= y"]}]
)
def test_wrong_words_are_refused_in_one_line(extra):
    with pytest.raises(ValueError, match=r"^The dialect[^\n]*\.$"):
        load_dialect(extra)


def test_problem_table_counts_shapes_most_frequent_first():
    def problem(line, shape):
        return ParseProblem("a.c", line, 1, "f", shape, f"text {line}")

    assert problem_table([problem(1, "y"), problem(2, "x"), problem(3, "x"), problem(4, "a")]) == [
        (2, "x", "a.c:2: text 2"),
        (1, "a", "a.c:4: text 4"),
        (1, "y", "a.c:1: text 1"),
    ]


def test_equal_problems_have_one_shape(unit):
    first, second = (
        unit(f"int f(void)\n{{\n\tx = {name} @ {number};\n}}\n").problems[0]
        for name, number in (("abc", 1), ("defg", 234))
    )
    assert first.shape == second.shape
    assert first.text != second.text
