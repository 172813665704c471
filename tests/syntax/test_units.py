"""Units: which functions a file has, what they are named, what stands between them."""

from __future__ import annotations

import pytest


def names(parsed):
    return [function.name for function in parsed.functions]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("int f(void)", "f"),
        ("static noinline int __init f(void)", "f"),
        ("static STATIC_KEY u64 f(int a __maybe_unused, char __user *b)", "f"),
        ("STATIC int\nf(\n\tint\ta)", "f"),
        ("void *f(void)\n\t__acquires(lock)", "f"),
        ("struct foo *f(int (*cb)(struct a *, int))", "f"),
        ("int (*f(int a))(void)", "f"),
        ("__printf(1, 2)\nvoid f(const char *fmt, ...)", "f"),
        ('SEC("xdp") int f(void *ctx)', "f"),
        ('SEC("xdp")\nint f(void *ctx)', "f"),
        ("SYSCALL_DEFINE0(fork)", "sys_fork"),
        ("SYSCALL_DEFINE3(read, unsigned int, fd, char __user *, buf, size_t, count)", "sys_read"),
        ("COMPAT_SYSCALL_DEFINE1(sync, int, fd)", "compat_sys_sync"),
        ("BPF_CALL_2(bpf_add, int, a, int, b)", "bpf_add"),
        ("int BPF_PROG(on_exec, struct task *p)", "on_exec"),
        ("TEST(pipe)", "pipe"),
        ("static inline f(struct a *b)", "f"),
        ("static enum e {\n\tA,\n\tB,\n} f(int a)", "f"),
        ("void *f(__const void *a)", "f"),
    ],
)
def test_name(unit, head, name):
    parsed = unit(f"int before;\n{head}\n{{\n\treturn g();\n}}\nint after(void)\n{{\n}}\n")
    assert names(parsed) == [name, "after"]
    function = parsed.functions[0]
    assert not function.has_error
    assert name.endswith(parsed.data[function.name_start : function.name_end].decode())
    [tree] = function.trees()
    assert tree.kind == "function_definition"
    assert tree.child("body").kind == "compound_statement"


def test_system_call_has_parameters(unit):
    [function] = unit("SYSCALL_DEFINE2(dup2, unsigned int, oldfd, int, newfd)\n{\n\treturn 0;\n}\n").functions
    [tree] = function.trees()
    declarator = tree.child("declarator")
    assert declarator.child("declarator").text == "dup2"
    parameters = declarator.child("parameters")
    assert [p.child("declarator").text for p in parameters.named_children] == ["oldfd", "newfd"]


def test_system_call_without_parameters(unit):
    [function] = unit("SYSCALL_DEFINE0(fork)\n{\n\treturn 0;\n}\n").functions
    declarator = function.trees()[0].child("declarator")
    assert declarator.kind == "function_declarator"
    assert declarator.child("parameters").named_children == ()


def test_static(unit):
    parsed = unit("static int a(void)\n{\n}\nint b(void)\n{\n}\nSTATIC int c(void)\n{\n}\n")
    assert [function.is_static for function in parsed.functions] == [True, False, True]


def test_macro_without_semicolon_is_no_head(unit):
    parsed = unit("module_init(start)\nDEFINE_TREE(struct node, rb)\n\nstatic void f(void)\n{\n}\n")
    assert names(parsed) == ["f"]
    assert [parsed.text(node) for node in parsed.top_level] == [
        "module_init(start)",
        "DEFINE_TREE(struct node, rb)",
    ]


def test_initialisers_and_types_are_no_functions(unit):
    parsed = unit(
        "struct a {\n\tint b;\n} __packed;\nstatic const struct ops o = {\n\t.f = g(1),\n};\n"
        'define_machine(x) {\n\t.name\t= "x",\n};\nenum e { A = B(1), C };\n'
        "struct __attribute__ ((__packed__)) c {\n\tint d;\n};\nint f(void)\n{\n}\n"
    )
    assert names(parsed) == ["f"]


def test_error_swallows_no_neighbour(unit):
    parsed = unit("int a(void)\n{\n\tif (x {\n\t\t@@@;\n\t}\n}\nint b(void)\n{\n\treturn 1;\n}\n")
    assert [(function.name, function.has_error) for function in parsed.functions] == [
        ("a", True),
        ("b", False),
    ]


def test_function_that_never_closes(unit):
    parsed = unit("int a(void)\n{\n\tif (x) {\n\t\tg();\n}\n\nint b(void)\n{\n\treturn 1;\n}\n")
    assert [(function.name, function.has_error) for function in parsed.functions] == [
        ("a", True),
        ("b", False),
    ]


def test_positions_are_the_originals(unit):
    parsed = unit("/* a\n */\nint f(void)\n{\n\tfor_each_x(y)\n\t\tg(y); // z\n}\n")
    [function] = parsed.functions
    call = next(node for node in function.trees()[0].walk() if node.kind == "call_expression")
    assert parsed.position(call.start) == (6, 2)
    assert parsed.text(call) == "g(y)"
    assert parsed.line_text(6) == "\t\tg(y); // z"
    assert parsed.line_text(99) == ""


def test_top_level(unit):
    parsed = unit(
        "static DEFINE_MUTEX(lock);\nstatic DEFINE_PER_CPU(struct foo, bar);\ntypedef int t;\n"
        "#ifdef A\nint a;\n#else\nlong a;\n#endif\nint f(void)\n{\n}\nEXPORT_SYMBOL(f);\n"
        "struct s {\n\tDECLARE_HASHTABLE(table, 8);\n};\n"
    )
    kinds = [node.kind for node in parsed.top_level if node.kind != ";"]
    assert kinds == [
        "expression_statement",
        "expression_statement",
        "type_definition",
        "declaration",
        "declaration",
        "expression_statement",
        "struct_specifier",
    ]
    assert not [n for node in parsed.top_level for n in node.walk() if n.kind in ("ERROR", "MISSING")]


def test_problems_say_where_and_what(unit):
    [problem] = unit("int f(void)\n{\n\tg();\n\tx = @ 12;\n}\n").problems
    assert (problem.file, problem.line, problem.function) == ("mm/x.c", 4, "f")
    assert problem.column > 1
    assert "@" in problem.text


def test_unit_without_functions_has_no_problems(unit):
    parsed = unit("int a;\n")
    assert (parsed.functions, parsed.problems, parsed.macros) == ((), (), ())
