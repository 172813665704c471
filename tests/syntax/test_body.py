"""What the dialect makes of the statements that only kernel C has."""

from __future__ import annotations

import pytest

from gupcheck.syntax import Node, Unit


def statements(parsed: Unit) -> list[Node]:
    [function] = parsed.functions
    assert not function.has_error, parsed.problems
    [tree] = function.trees()
    block = tree.child("body")
    assert block is not None
    return [child for child in block.children if child.named]


@pytest.mark.parametrize(
    ("code", "name", "arguments", "body_kind"),
    [
        ("\tfor_each_thing(a, b) {\n\t\tg(a);\n\t}", "for_each_thing", "(a, b)", "compound_statement"),
        (
            "\tlist_for_each_entry(p, &head, node)\n\t\tg(p);",
            "list_for_each_entry",
            None,
            "expression_statement",
        ),
        ("\tmy_walk(p)\n\t\tg(p);", "my_walk", "(p)", "expression_statement"),
        ("\tfor_each_node()\n\t\tif (x)\n\t\t\tg();", "for_each_node", "()", "if_statement"),
        ("\tscoped_guard(mutex, &lock)\n\t\tg();", "scoped_guard", "(mutex, &lock)", "expression_statement"),
        ("\tFOR(p) {\n\t}", "FOR", "(p)", "compound_statement"),
    ],
)
def test_loop_macro(body, code, name, arguments, body_kind):
    parsed = body(code)
    [loop] = statements(parsed)
    assert loop.kind == "iterator_statement"
    assert loop.child("name").text == name
    assert loop.child("arguments").kind == "argument_list"
    if arguments:
        assert parsed.text(loop.child("arguments")) == arguments
    assert loop.child("body").kind == body_kind


def test_loop_in_a_loop_without_braces(body):
    [outer] = statements(body("\tfor_each_a(a)\n\t\tfor_each_b(b)\n\t\t\tg(a, b);"))
    inner = outer.child("body")
    assert (outer.kind, inner.kind) == ("iterator_statement", "iterator_statement")
    assert inner.child("body").kind == "expression_statement"


def test_statement_macros_lack_a_semicolon(body, shape):
    found = statements(body("\tCHECK(a)\n\tCHECK(b)\n\tg();"))
    assert [shape(node) for node in found] == [
        "expression_statement(call_expression(CHECK, argument_list(a)))",
        "expression_statement(call_expression(CHECK, argument_list(b)))",
        "expression_statement(call_expression(g, argument_list()))",
    ]


@pytest.mark.parametrize(
    "kind",
    [
        "struct foo",
        "unsigned long",
        "u8 *",
        "const char *",
        "typeof(*p)",
        "struct foo **",
        "enum zone",
        "int",
    ],
)
def test_type_as_an_argument_is_one_leaf(body, kind):
    parsed = body(f"\tx = pick({kind}, a, b);")
    [statement] = statements(parsed)
    leaves = [node for node in statement.walk() if node.kind in ("type_descriptor", "identifier")]
    assert [node.text for node in leaves if node.kind == "type_descriptor"] in ([kind], [])
    assert kind in [node.text for node in leaves]


@pytest.mark.parametrize(
    "code", ["x = (struct foo *)p;", "n = sizeof(struct foo);", "f = (void (*)(struct a *, int))p;"]
)
def test_types_where_c_has_them_stay_types(body, code):
    [statement] = statements(body("\t" + code))
    assert any(node.kind == "type_descriptor" and node.children for node in statement.walk())


def test_case_range(body):
    [switch] = statements(body("\tswitch (x) {\n\tcase 1 ... 3:\n\t\tg();\n\t}"))
    [found] = [node for node in switch.walk() if node.kind == "range_expression"]
    assert (found.child("left").text, found.child("right").text) == ("1", "3")
    assert [child.text for child in found.children] == ["1", "...", "3"]


def test_label_at_the_end(body):
    found = statements(body("\tg();\nout:"))
    assert found[-1].kind == "labeled_statement"
    assert found[-1].child("label").text == "out"


def test_computed_goto(body):
    [jump] = statements(body("\tgoto *table[i];"))
    assert jump.kind == "goto_statement"
    assert jump.child("label").kind == "pointer_expression"


@pytest.mark.parametrize(
    "code",
    [
        "guard(mutex)(&lock);",
        "struct foo *p __free(kfree) = g();",
        "char __user *u = p;",
        "x = offsetof(struct foo, a.b[1]);",
        "x = __alignof__(y);",
        'printk(KERN_INFO "a" PRIx64 "b", x);',
        'printk(KERN_ERR PFX "a", x);',
        'g("a" __stringify(B) "c");',
        'asm volatile("nop" : "=r" (x) : : "memory");',
        'asm volatile("nop" EX_TABLE(1b, 2b) : : __imm(x) : __clobber_all);',
        'asm_volatile_goto("nop" : : : : out);',
        "static DEFINE_RATELIMIT_STATE(rs, HZ, 1);",
        "DECLARE_BITMAP(map, 32) = { 0 };",
        "DECLARE_BITMAP(map, BITS(x)) = { x, };",
        "struct ids {\n\t\tDECLARE_BITMAP(map, BITS(x));\n\t} *ids;",
        "struct {\n\t\tu32 : 24;\n\t\tu32 a : 8;\n\t} *b;",
        "D2(for_each_x(p) {\n\t\tg(p);\n\t})\n\tg();",
        "do {\n\t\tg();\n\t} for_each_range(p, end);",
        "ASSERT_CMP(a, ==, b);",
        "copy(a, b, );",
        "IO_COND(a, return inb(p), return readb(a));",
        "D(if (x) g(x));",
        "do {\n\t\tg();\n\t} while_each_thread(p, t);",
        "if IS_BAD(x) {\n\t\tg();\n\t}",
        "LIBBPF_OPTS(opts, o, .a = 1, .b = 2);",
        "void *l = &&out;\nout:\n\tg();",
        "int a[] = { [0 ... 3] = 1, [7] = 2 };",
        'register long r asm("a0") = x;',
        "__typeof__(x) *y = &x;",
        "p = container_of(q, struct\n\t\t\tfoo, member);",
        "fallthrough;",
    ],
)
def test_parses_without_an_error(body, code):
    [function] = body("\t" + code).functions
    assert not function.has_error


def test_loop_with_its_body_as_an_argument(body):
    [loop, _] = statements(body("\twait_msec(dev, 10,\n\t\tif (ready(dev))\n\t\t\tbreak;\n\t);"))
    assert loop.kind == "iterator_statement"
    assert loop.child("name").text == "wait_msec"
    assert [node.kind for node in loop.child("body").walk()].count("break_statement") == 1


def test_conditions_calls_and_assignments_stay(body):
    parsed = body('\tif (a && get(b, ==, c))\n\t\td = put(KERN_ERR PFX "x", e);\n\telse\n\t\tF(return g(h));')
    [function] = parsed.functions
    kept = {node.text for tree in function.trees() for node in tree.walk() if not node.children}
    assert {"a", "get", "b", "c", "d", "put", "e", "F", "g", "h"} <= kept
