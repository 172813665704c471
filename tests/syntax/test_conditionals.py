"""`#if`: dead arms vanish, arms of whole statements stay in the tree, arms that split give variants."""

from __future__ import annotations

import pytest


def leaves(tree):
    return [node.text for node in tree.walk() if not node.children and node.named]


def variants(parsed):
    [function] = parsed.functions
    assert not function.has_error, parsed.problems
    return function.trees()


def test_dead_arms_are_comments(body):
    [tree] = variants(body("#if 0\n\ta(;\n#else\n\tb();\n#endif\n#if 1\n\tc();\n#else\n\td(;\n#endif"))
    assert [text for text in leaves(tree) if text in "abcd"] == ["b", "c"]
    assert "preproc_if" not in [node.kind for node in tree.walk()]


def test_whole_statements_stay_with_both_arms(body):
    [tree] = variants(body("#ifdef A\n\ta();\n#elif defined(B)\n\tb();\n#else\n\tc();\n#endif"))
    [group] = [node for node in tree.walk() if node.kind == "preproc_ifdef"]
    assert group.child("name").text == "A"
    assert group.child("alternative").kind == "preproc_elif"
    assert {"a", "b", "c"} <= set(leaves(tree))


@pytest.mark.parametrize(
    "code",
    [
        "#ifdef A\n\tif (a)\n#else\n\tif (b)\n#endif\n\t\tc();",
        "\tif (x)\n\t\tc();\n#ifdef A\n\telse if (a)\n\t\tg();\n#else\n\telse if (b)\n\t\th();\n#endif",
        "\tc(x,\n#ifdef A\n\t  a\n#else\n\t  b\n#endif\n\t  );",
        "\tif (c\n#ifdef A\n\t    && a\n#else\n\t    && b\n#endif\n\t   )\n\t\tg();",
        "\tint c[] = {\n#ifdef A\n\t\ta,\n#else\n\t\tb,\n#endif\n\t};",
    ],
)
def test_split_statements_give_one_tree_an_arm(body, code):
    first, second = variants(body(code))
    assert "a" in leaves(first)
    assert "b" not in leaves(first)
    assert "b" in leaves(second)
    assert "a" not in leaves(second)
    assert "c" in leaves(first)
    assert "c" in leaves(second)


def test_equal_conditions_agree(body):
    trees = variants(body("#ifdef A\n\tif (a) {\n#endif\n\tb();\n#ifdef A\n\t}\n#endif"))
    assert ["a" in leaves(tree) for tree in trees] == [True, False]


def test_opposite_conditions_agree(body):
    trees = variants(body("#ifdef A\n\tif (a) {\n#endif\n\tb();\n#ifndef A\n\t;\n#else\n\t}\n#endif"))
    assert ["a" in leaves(tree) for tree in trees] == [True, False]


def test_every_arm_is_in_some_variant(body):
    code = "".join(f"#ifdef A{n}\n\tif (a{n})\n#else\n\tif (b{n})\n#endif\n\t\tc();\n" for n in range(4))
    seen = {text for tree in variants(body(code)) for text in leaves(tree)}
    assert {f"{letter}{n}" for letter in "ab" for n in range(4)} <= seen


def test_split_head(unit):
    parsed = unit(
        "#ifdef A\nint f(int a)\n#else\nlong f(long b)\n#endif\n{\n\treturn 0;\n}\nint g(void)\n{\n}\n"
    )
    assert [function.name for function in parsed.functions] == ["f", "g"]
    first, second = parsed.functions[0].trees()
    assert "a" in leaves(first)
    assert "b" in leaves(second)


def test_head_and_brace_in_each_arm(unit):
    parsed = unit(
        "#ifdef A\nint f(int a)\n{\n#else\nint f(void)\n{\n#endif\n\treturn 0;\n}\nint g(void)\n{\n}\n"
    )
    assert [function.name for function in parsed.functions] == ["f", "g"]
    assert not any(function.has_error for function in parsed.functions)


def test_functions_in_both_arms(unit):
    parsed = unit("#ifdef A\nint f(void)\n{\n}\n#else\nint g(void)\n{\n}\n#endif\nint h(void)\n{\n}\n")
    assert [function.name for function in parsed.functions] == ["f", "g", "h"]


def test_define_in_a_body_is_a_macro(body):
    parsed = body("#define X(a) \\\n\tg(a)\n\tX(1);\n#undef X")
    assert [macro.name for macro in parsed.macros] == ["X"]
    [tree] = variants(parsed)
    assert leaves(tree).count("g") == 0
