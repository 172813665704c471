"""What changes a value without an assignment to it: a summary must not claim that the old one is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from gupcheck.errors import Program, ResolvedSummary
from gupcheck.syntax import load_dialect

CALLEES = """
static int probe(void) { if (bad()) return -EIO; return 0; }
static void note(int *err) { if (bad()) *err = -EIO; }
static void note_more(int *err) { if (bad()) { *err = -EINVAL; return; } note(err); }
static void note_again(int *err, int n) { if (n) { note_again(err, n - 1); return; } *err = probe(); }
static void fill(struct box *b) { b->result = -EIO; }
static int cleaned(int code) { note_it(); return code; }
"""


def summary(tree: Path, body: str, head: str = "int f(int a)") -> ResolvedSummary:
    (tree / "mm").mkdir()
    (tree / "mm/a.c").write_text(f"{CALLEES}\n{head}\n{{\n{body}\n}}\n")
    made = Program(tree, [tree / "mm"], load_dialect())
    (definition,) = made.find("f")
    return made.resolved(definition)


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("int err = probe(); err += probe(); return err;", "-EIO 0 success"),
        ("return probe() + probe();", "-EIO 0 success"),
        ("int err = -ENOMEM; note(&err); return err;", "-EIO -ENOMEM"),
        ("int err = 0; note_more(&err); return err;", "-EINVAL -EIO 0"),
        ("int err = 0; note_again(&err, 3); return err;", "-EIO 0"),
        ("int err = -EPERM; if (a) note(&err); else err = 0; return err;", "-EIO -EPERM 0"),
        ("struct box b = { .result = -EBUSY }; return b.result;", "-EBUSY"),
        ("struct box b = { .size = 4 }; return b.result;", "0"),
        ("return cleaned(a ? -EIO : 0);", "-EIO 0"),
        ("if (!begin(a)) return -EBUSY; unsafe_put(1, a, fault); return 0;\nfault: end(); return -EFAULT;",
         "-EBUSY -EFAULT 0"),
        ('asm goto("x" : : "i"(a) : : bad, worse); return 0;\nbad: return -EIO;\nworse: return -EINVAL;',
         "-EINVAL -EIO 0"),
    ],
)  # fmt: skip
def test_every_value_that_is_left_is_known(tmp_path: Path, body: str, values: str) -> None:
    found = summary(tmp_path, body)
    assert " ".join(value.text for value in found.values) == values
    assert found.exact


@pytest.mark.parametrize(
    "body",
    [
        "struct box b; b.result = 0; fill(&b); return b.result;",
        "struct box b; b.result = 0; b = *other; return b.result;",
        "int ret = 0; struct work w = { .ret = &ret }; run(&w); return ret;",
        "int ret = 0; int *p = &ret; *p = probe(); return ret;",
        'int ret = 0; asm volatile("x" : "+r"(ret)); return ret;',
        "int codes[2]; codes[0] = probe(); return codes[0];",
        "int ret = 0; int err = 0; swap(ret, err); return ret;",
        "int err = 0; err = read_poll_timeout(probe, err, err != -EAGAIN, 1, 2, false); return err;",
        "return xchg(&box->result, 0);",
        "return (long)entry >> 2;",
        "return table[a].errno;",
        "return last_error;\n}\nstatic int last_error;\nvoid set(void)\n{ last_error = -EIO;",
    ],
)
def test_what_may_be_set_elsewhere_is_not_exact(tmp_path: Path, body: str) -> None:
    found = summary(tmp_path, body)
    assert not found.exact or "EIO" in found.errnos


@pytest.mark.parametrize("head", ["unsigned long f(int a)", "snd_pcm_sframes_t f(int a)"])
def test_a_number_that_carries_codes_is_unknown_where_a_callee_is(tmp_path: Path, head: str) -> None:
    assert not summary(tmp_path, "if (a) return -ENOMEM; return ops->get(a);", head).exact


def test_a_size_that_is_handed_back_is_a_success(tmp_path: Path) -> None:
    found = summary(tmp_path, "if (a) return -EIO; return count;", "ssize_t f(int a, size_t count)")
    assert found.exact
    assert {value.text for value in found.values} == {"-EIO", "success"}
