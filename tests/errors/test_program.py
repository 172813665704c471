"""What functions can return once their callees are filled in, over small trees of our own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from gupcheck.errors import Program, ResolvedSummary
from gupcheck.syntax import load_dialect

HEADER = """
#define pte_alloc(mm, pmd) (unlikely(pmd_none(*(pmd))) && __pte_alloc(mm, pmd))
#define MYERR (-EBUSY)
#define checked(x) ({ int __err = probe(x); if (__err > 0) __err = -EIO; __err; })
static inline int stub(void) { return -ENOSYS; }
"""


def program(tree: Path, files: Mapping[str, str], scope: str = "mm", arch: str = "x86") -> Program:
    for name, text in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    return Program(tree, [tree / scope], load_dialect(), arch=arch)


def summary(tree: Path, source: str, name: str = "f", **others: str) -> ResolvedSummary:
    more = {
        path.replace("__", "/").replace("_c", ".c").replace("_h", ".h"): text for path, text in others.items()
    }
    made = program(tree, {"mm/a.c": source, "include/linux/mm.h": HEADER, **more})
    (definition,) = made.find(name)
    return made.resolved(definition)


def texts(found: ResolvedSummary) -> set[str]:
    return {value.text for value in found.values}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("int g(int a) { if (a) return -EIO; return 0; } int f(int a) { return g(a); }", {"-EIO", "0"}),
        (
            "static int g(int a)\n{ return a ? -EIO : 1; }\n"
            "int f(int a)\n{ int r = g(a); if (r < 0) return r; return 0; }",
            {"-EIO", "0"},
        ),
        (
            "static void *g(int a)\n{ return a ? ERR_PTR(-ENOMEM) : NULL; }\n"
            "int f(int a)\n{ void *p = g(a); if (IS_ERR(p)) return PTR_ERR(p); return 0; }",
            {"-ENOMEM", "0"},
        ),
        (
            "static int g(int a)\n{ return a ? -EAGAIN : -EIO; }\n"
            "int f(int a)\n{ int r = g(a); if (r == -EAGAIN) return 0; return r; }",
            {"-EIO", "0"},
        ),
        (
            "static int g(int a)\n{ return a ? -EIO : 0; }\nvoid *f(int a)\n{ return ERR_PTR(g(a)); }",
            {"ERR_PTR(-EIO)", "NULL"},
        ),
        ("int f(int a)\n{ return MYERR; }", {"-EBUSY"}),
        ("int f(int a)\n{ int r = MYERR; if (r < 0) return 0; return r; }", {"0"}),
        (
            "int probe(int a)\n{ return a ? -ENODEV : 3; }\nint f(int a)\n{ return checked(a); }",
            {"-EIO", "-ENODEV"},
        ),
        (
            "static int same(int err)\n{ return err == -EIO ? 0 : err; }\n"
            "int f(int a)\n{ return same(-EBUSY); }",
            {"-EBUSY", "0"},
        ),
        (
            "static void *g(int a, int *err)\n{ if (a) *err = -EPERM; else *err = -EIO; return NULL; }\n"
            "int f(int a)\n{ int err; g(a, &err); return err; }",
            {"-EPERM", "-EIO"},
        ),
        ("int f(int a)\n{ void *p = kmalloc(a, 0); if (!p) return -ENOMEM; return 0; }", {"-ENOMEM", "0"}),
        ("void *f(int a)\n{ return kmalloc(a, 0); }", {"NULL", "success"}),
        ("int f(int a)\n{ return mutex_lock_interruptible(a); }", {"-EINTR", "0"}),
        ("int f(int a)\n{ if (a) return -EWOULDBLOCK; return f(a - 1); }", {"-EAGAIN"}),
    ],
)
def test_callees_are_filled_in(tmp_path: Path, source: str, expected: set[str]) -> None:
    source = source.replace("} int f", "}\nint f")
    found = summary(tmp_path, source)
    assert texts(found) == expected
    assert found.exact


def test_an_outcome_names_its_cause_its_origin_and_its_way(tmp_path: Path) -> None:
    found = summary(
        tmp_path,
        "static int inner(int a)\n{\n\tif (a > 7)\n\t\treturn -EIO;\n\treturn 0;\n}\n"
        "static int g(int a)\n{\n\treturn inner(a);\n}\n"
        "int f(int a)\n{\n\tif (a)\n\t\treturn g(a);\n\treturn 0;\n}\n",
    )
    (outcome,) = [one for one in found.outcomes if one.value == "-EIO"]
    assert (outcome.cause, outcome.cause_line, outcome.line) == ("a is true", 13, 14)
    assert (outcome.origin_file, outcome.origin_line, outcome.chain) == ("mm/a.c", 4, ("g", "inner"))
    assert found.errnos == ("EIO",)


def test_a_macro_that_is_an_expression_is_the_cause(tmp_path: Path) -> None:
    found = summary(tmp_path, "int f(void *mm, void *pmd)\n{ return pte_alloc(mm, pmd) ? -ENOMEM : 0; }")
    assert {(one.value, one.cause) for one in found.outcomes} == {
        ("-ENOMEM", "pte_alloc(mm, pmd) is true"),
        ("0", "pte_alloc(mm, pmd) is false"),
    }


def test_function_pointers_are_resolved_by_their_field_within_the_scope(tmp_path: Path) -> None:
    source = (
        "static int entry(void *p)\n{ return -EFAULT; }\n"
        "static const struct ops o = {\n\t.pmd_entry = entry,\n};\n"
        "int f(struct ops *ops)\n{ return ops->pmd_entry(ops); }\n"
        "int g(struct ops *ops)\n{ return ops->other(ops); }\n"
    )
    found = summary(tmp_path, source)
    assert texts(found) == {"-EFAULT"}
    assert (found.may, found.exact, found.scope) == (True, True, "mm")
    assert found.notes == (
        "'ops->pmd_entry' is a function pointer: one function is stored in it within the scope.",
    )
    assert program(tmp_path, {}).index.targets("pmd_entry") == [("mm/a.c", "entry")]
    unknown = summary(tmp_path, source, "g")
    assert not unknown.exact
    assert texts(unknown) == {"unknown (what the pointer 'ops->other' calls is not known)"}


def test_a_static_function_is_taken_from_its_own_file(tmp_path: Path) -> None:
    found = summary(
        tmp_path,
        "static int g(void)\n{ return -EIO; }\nint f(void)\n{ return g(); }\n",
        mm__b_c="static int g(void)\n{ return -EPERM; }\nint h(void)\n{ return g(); }\n",
    )
    assert texts(found) == {"-EIO"}


def test_a_stub_and_the_real_function_are_united_and_said(tmp_path: Path) -> None:
    found = summary(
        tmp_path, "int f(void)\n{ return stub(); }\n", mm__b_c="int stub(void)\n{ return -EIO; }\n"
    )
    assert found.errnos == ("EIO", "ENOSYS")
    assert found.notes == ("stub() has 2 definitions (include/linux/mm.h, mm/b.c): their values are united.",)


@pytest.mark.parametrize(("arch", "code"), [("x86", "EIO"), ("arm64", "EPERM"), ("s390", "ENOSYS")])
def test_the_architecture_chooses_its_headers(tmp_path: Path, arch: str, code: str) -> None:
    head = "static inline int port(void)\n{{ return -{}; }}\n".format
    files = {
        "mm/a.c": "int f(void)\n{ return port(); }\n",
        "arch/x86/include/asm/port.h": head("EIO"),
        "arch/arm64/include/asm/port.h": head("EPERM"),
        "include/asm-generic/port.h": head("ENOSYS"),
    }
    made = program(tmp_path, files, arch=arch)
    assert made.resolved(made.find("f")[0]).errnos == (code,)


@pytest.mark.parametrize(
    "source",
    [
        "int f(int a)\n{ return not_there(a); }",
        "int f(int err)\n{ return err; }",
        "int f(struct s *s)\n{ return s->error; }",
        "int f(int (*fn)(int))\n{ return fn(1); }",
        "int f(void)\n{ int err; not_there(&err); return err; }",
        "int stub2(void);\nint f(void)\n{ return -unknown_code(); }",
    ],
)
def test_what_is_not_known_is_never_exact(tmp_path: Path, source: str) -> None:
    found = summary(tmp_path, source)
    assert not found.exact
    assert any(value.text.startswith(("unknown (", "<parameter")) for value in found.values)


def test_a_field_is_a_success_only_where_no_code_is_ever_stored_in_it(tmp_path: Path) -> None:
    source = "long f(struct s *s)\n{ return s->filled; }\n"
    assert texts(summary(tmp_path, source)) == {"success"}
    assert not summary(tmp_path, source + "void g(struct s *s)\n{ s->filled = -EIO; }\n").exact


def test_recursion_ends(tmp_path: Path) -> None:
    source = (
        "static int b(int a);\nstatic int a(int n)\n{ if (n > 9) return -EIO; return b(n); }\n"
        "static int b(int n)\n{ if (n > 3) return -EPERM; return a(n - 1); }\n"
        "int f(int n)\n{ return a(n); }\n"
    )
    assert summary(tmp_path, source).errnos == ("EIO", "EPERM")


def test_names_are_found_and_suggested(tmp_path: Path) -> None:
    made = program(
        tmp_path,
        {"mm/a.c": "int walk_page(int a)\n{ return 0; }\n", "drivers/x.c": "int far(void)\n{ return 0; }\n"},
    )
    assert made.find("walk_paeg") == []
    assert made.suggest("walk_paeg") == ["walk_page"]
    assert [found.file for found in made.find("far")] == ["drivers/x.c"]
    assert [found.name for found in made.functions("mm")] == ["walk_page"]


def test_what_a_call_yields_in_a_file(tmp_path: Path) -> None:
    made = program(
        tmp_path,
        {
            "mm/a.c": "static int g(void)\n{ return -EIO; }\n",
            "mm/b.c": "static int g(void)\n{ return -EPERM; }\n",
        },
    )
    assert [one.text for one in made.callee("g", "mm/a.c")] == ["-EIO"]
    assert [one.text for one in made.callee("g", "mm/b.c")] == ["-EPERM"]
    assert [one.text for one in made.callee("kmalloc", "mm/a.c")] == ["NULL", "success"]
    (missing,) = made.callee("not_there", "mm/a.c")
    assert missing.text.startswith("unknown (not_there() is not defined")
    assert [one.file for one in made.meant("g", "mm/b.c")] == ["mm/b.c"]


def test_callers_are_found_within_the_scope(tmp_path: Path) -> None:
    made = program(
        tmp_path,
        {
            "mm/a.c": "int g(int a)\n{ return 0; }\nint f(int a)\n{\n\t/* g(1) */\n\treturn g(a);\n}\n",
            "fs/b.c": "int h(int a)\n{ return g(a); }\n",
        },
    )
    assert [(site.file, site.function, site.line) for site in made.callers("g")] == [("mm/a.c", "f", 6)]


def test_codes_and_their_numbers_come_from_the_tree(tmp_path: Path) -> None:
    base = "#define\tEODD\t 77\t/* Odd */\n#define EALSO EODD\n"
    made = program(
        tmp_path,
        {"mm/a.c": "int f(void)\n{ return -EALSO; }\n", "include/uapi/asm-generic/errno-base.h": base},
    )
    assert made.errnos.number("EALSO") == 77
    assert made.resolved(made.find("f")[0]).errnos == ("EODD",)


def test_results_do_not_depend_on_the_hash_seed_or_the_order(tmp_path: Path) -> None:
    files = {
        "mm/a.c": "int g(int a)\n{ switch (a) { case 1: return -EIO; case 2: return -EPERM; }\n"
        "return h(a); }\n"
        "int h(int a)\n{ int r = a ? g(a) : -ENOMEM; return r ? r : not_there(a); }\n",
        "mm/b.c": "int f(int a)\n{ int r = g(a); if (!r) r = h(a); return r; }\n",
    }
    program(tmp_path, files)
    script = (
        "import sys; from pathlib import Path; from gupcheck.errors import Program\n"
        "from gupcheck.syntax import load_dialect; root = Path(sys.argv[1])\n"
        "p = Program(root, [root / 'mm'], load_dialect())\n"
        "found = sorted(p.functions('mm'), key=str, reverse=len(sys.argv) > 2)\n"
        "print(sorted(str(p.resolved(one)) for one in found))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path), *order],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, order in (("0", []), ("1", []), ("77", ["reversed"]))
    }
    assert len(outputs) == 1
    assert "ENOMEM" in outputs.pop()


STUB = """
#ifdef CONFIG_CLK
int clk_enable(struct clk *clk);
#else
static inline int clk_enable(struct clk *clk) { return 0; }
#endif
static inline int clk_start(struct clk *clk) { return clk_enable(clk); }
"""


def test_a_stub_in_a_header_does_not_stand_for_what_a_source_file_defines(tmp_path: Path) -> None:
    files = {
        "include/linux/clk.h": STUB,
        "drivers/clk/clk.c": "int clk_enable(struct clk *clk)\n{ return -EIO; }\n"
        "EXPORT_SYMBOL_GPL(clk_enable);\n",
        "mm/a.c": "int f(struct clk *clk)\n{ return clk_start(clk); }\n",
    }
    made = program(tmp_path, files)
    (found,) = made.find("f")
    assert {one.text for one in made.resolved(found).values} == {"0", "-EIO"}


def test_callees_of_a_driver_are_in_its_module_or_exported(tmp_path: Path) -> None:
    files = {
        "drivers/net/ethernet/card/core/main.c": "int card_up(void)\n{ return -EIO; }\n",
        "drivers/phy/phy.c": "int phy_on(void)\n{ return -ENODEV; }\nEXPORT_SYMBOL(phy_on);\n",
        "drivers/phy/own.c": "int phy_own(void)\n{ return -EPERM; }\n",
        "drivers/net/ethernet/card/en/open.c": "int f(int a)\n"
        "{ if (a) return card_up(); if (a > 1) return phy_own(); return phy_on(); }\n",
    }
    made = program(tmp_path, files)
    (found,) = made.find("f")
    summary = made.resolved(found)
    assert {one.text for one in summary.values} == {
        "-EIO", "-ENODEV", "unknown (phy_own() is not defined where it was looked for)"
    }  # fmt: skip
