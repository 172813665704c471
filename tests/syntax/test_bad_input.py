"""Any bytes at all: nothing raises, nothing moves, nothing takes for ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gupcheck.syntax import load_dialect, parse_unit
from gupcheck.syntax.body import rewrite_body
from gupcheck.syntax.conditionals import read_conditionals
from gupcheck.syntax.draft import Draft
from gupcheck.syntax.repair import repair, repair_declaration
from gupcheck.syntax.scan import scan

DIALECT = load_dialect()
PIECES = st.sampled_from(
    b"#if A\n|#else\n|#elif B\n|#endif\n|#endif|#if 0\n|#define X(a) a\n|int f(int a)\n{\n|}\n|(|)|{|}|[|\"|'"
    b"|/*|*/|//|\\\n|\\|\n|\r\n|\t| |;|,|=|:|struct x |x|for_each_x(a) |__user |case 1 ... 2:|lab:|return "
    b"|asm(|\x00|\x01|\xff|X(a)\n\tb|offsetof|typeof(|__typeof__(x) |asm_inline|alignof|goto *"
    b'|if X(a) |static D(a, b);|u32 : 3;|A B "c"|M(struct x *, ==, )|SYSCALL_DEFINE2(a, int, b)\n{\n'
    b"|SYSCALL_DEFINE0(|} while_x(a);|__free(|__init |STATIC |do {|} else |asm volatile(A : B(c, d) : E)"
    b"|D(if (x) y;)|W(a, b; c;)|D2(for_x(y) {|out:\n}|enum {A} f(void)\n{\n|M(a) {\n"
    b"|int (*f(int))(void)\n{\n|.a = 1|= {|};\n|const ".split(b"|")
)
TEXTS = st.lists(PIECES, max_size=40).map(b"".join) | st.binary(max_size=200)


def newlines(text: bytes) -> list[int]:
    return [match.start() for match in re.finditer(b"\n", text)]


@given(TEXTS)
def test_rewriting_keeps_length_and_newlines(data):
    scanned = scan(data)
    plain, _ = read_conditionals(scanned)
    for text in (scanned.plain, scanned.uncommented, plain):
        assert len(text) == len(data)
        assert newlines(text) == newlines(data)
    draft = Draft(bytearray(plain))
    for step in (
        lambda: rewrite_body(draft, 0, DIALECT),
        lambda: repair(draft, 0, DIALECT),
        lambda: repair_declaration(draft),
    ):
        step()
        assert len(draft.text) == len(data)
        assert newlines(bytes(draft.text)) == newlines(data)


@given(TEXTS)
@example(b"[A")
@example(b'"}\x00')
def test_every_leaf_has_its_own_text(data):
    parsed = parse_unit(data, "x.c", DIALECT)
    trees = [tree for function in parsed.functions for tree in function.trees()]
    for tree in (*trees, *parsed.top_level):
        for node in tree.walk():
            assert 0 <= node.start <= node.end <= len(data)
            if not node.children and node.named and node.kind != "parameter_list":
                assert node.text == data[node.start : node.end].decode("utf-8", "replace")
    for macro in parsed.macros:
        macro.trees()
    assert all(problem.line >= 1 and problem.column >= 1 for problem in parsed.problems)


def test_carriage_returns_change_nothing_but_bytes():
    text = (
        "#ifdef A\nint f(void)\n{\n#ifdef B\n\tg();\n#else\n\th();\n#endif\n"
        "\tfor_each_x(a) {\n\t}\n}\n#endif\n"
        "#define M(a) \\\n\tdo { a; } while (0)\n"
    )
    one, two = (parse_unit(t.encode(), "x.c", DIALECT) for t in (text, text.replace("\n", "\r\n")))
    for parsed in (one, two):
        assert [function.has_error for function in parsed.functions] == [False]
        assert [len(macro.trees()) for macro in parsed.macros] == [1]
    kinds = [[node.kind for node in p.functions[0].trees()[0].walk()] for p in (one, two)]
    assert kinds[0] == kinds[1]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "nest",
    [
        b"\treturn " + b"(" * 100_000 + b"1" + b")" * 100_000 + b";\n",
        b"{" * 100_000 + b"}" * 100_000 + b"\n",
        b"\treturn " + b"a + " * 100_000 + b"1;\n",
        b"if (a) b(); else " * 20_000 + b";\n",
    ],
)
def test_deep_nests_are_too_deep_and_no_crash(nest):
    parsed = parse_unit(b"int f(void)\n{\n" + nest + b"}\nint g(void)\n{\n}\n", "x.c", DIALECT)
    first, second = parsed.functions
    assert first.too_deep
    assert first.trees() == ()
    assert (second.name, second.has_error, len(second.trees())) == ("g", False, 1)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "data",
    [
        b"int f(void)\n{\n\treturn " + b"(" * 100_000 + b";\n}\n",
        b"int f(void)\n" + b"{\n" * 100_000,
        b"int f(void)\n{\n\t" + b"a(struct x, = b " * 5_000 + b")" * 5_000 + b";\n}\n",
        b"f((((((((" * 5_000,
        b'"' * 100_001,
        b"'" * 100_001,
        b"/*" * 100_000,
        b"\\\n" * 100_000,
        b"#ifdef A\n" * 20_000,
        b"int f(void)\n{\n" + b"#ifdef A\nif (a)\n#endif\nb();\n" * 2_000 + b"}\n",
        b"int f(void)\n{{\n}\n" * 2_000,
        b"M(a)\n" * 10_000,
    ],
)
def test_hostile_text_ends(data):
    parsed = parse_unit(data, "x.c", DIALECT)
    found = [function.has_error for function in parsed.functions]
    assert len(found) <= data.count(b"{")
    assert isinstance(parsed.top_level, tuple)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_fifty_megabytes():
    function = (
        b"static int f(int a)\n{\n"
        + b"\tif (a)\n\t\treturn g(a, 12); /* why */\n" * 30
        + b"\treturn 0;\n}\n\n"
    )
    copies = 50_000_000 // len(function)
    functions = parse_unit(function * copies, "x.c", DIALECT).functions
    assert len(functions) == copies
    assert (functions[-1].name, functions[-1].has_error) == ("f", False)


def test_unterminated_comment_and_string():
    parsed = parse_unit(
        b'int f(void)\n{\n\tchar *s = "a;\n}\nint g(void)\n{\n}\n/* int h(void)\n{\n}\n', "x.c", DIALECT
    )
    assert [(function.name, function.has_error) for function in parsed.functions] == [
        ("f", True),
        ("g", False),
    ]
