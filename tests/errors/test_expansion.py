"""Ways out of a function that macros hide."""

from __future__ import annotations

import pytest

from gupcheck.errors import summarise
from gupcheck.syntax import load_dialect, parse_unit

ERRNOS = frozenset(("EBUSY", "EINTR", "EINVAL", "ENOMEM", "ENOSPC"))

MACROS = """
#define RETURN_IF(c, v) do { if (c) return v; } while (0)
#define OUT_IF(c) if (c) { ret = -EBUSY; goto out; }
#define TWICE(a, b) do { RETURN_IF(a, -EINVAL); RETURN_IF(b, -ENOSPC); } while (0)
#define AGAIN(a) do { AGAIN(a); return -EINVAL; } while (0)
#define NOTHING(a) note(a)
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("RETURN_IF(a->n, -EINVAL); return 0;", {("-EINVAL", "a->n is true"), ("0", "a->n is false")}),
        ("if (b) RETURN_IF(a, -EINVAL); NOTHING(a); return 0;",
         {("-EINVAL", "a is true"), ("0", "a is false")}),
        ("int ret; OUT_IF(a); ret = 0; out: return ret;", {("-EBUSY", "a is true"), ("0", "a is false")}),
        ("TWICE(a, b); return 0;",
         {("-EINVAL", "a is true"), ("-ENOSPC", "b is true"), ("0", "b is false")}),
        ("AGAIN(a); return 0;", {("-EINVAL", "")}),
        ("if (a) return_VALUE(-EINVAL); return_unused(a); return_ptr(b);",
         {("-EINVAL", "a is true"), ("<parameter b>", "a is false")}),
        ("int err = get(a); note(err, b); if (err) goto err; return 0; err: return -EBUSY;",
         {("-EBUSY", "err is true"), ("0", "err is false")}),
        ("RETURN_IF(a); return 0;", {("0", "")}),
        ("scoped_guard(mutex, &a->lock) { if (b) return -EBUSY; } return 0;",
         {("-EBUSY", "b is true"), ("0", "b is false")}),
        ("scoped_guard(mutex, &a->lock) return -EBUSY; return 0;", {("-EBUSY", "")}),
        ("scoped_cond_guard(mutex_intr, return -EINTR, &a->lock) { if (b) return -EBUSY; } return 0;",
         {("-EINTR", "scoped_cond_guard(mutex_intr, return -EINTR, &a->lock) is true"),
          ("-EBUSY", "b is true"), ("0", "b is false")}),
        ("guard(mutex)(&a->lock); if (b) return -EBUSY; return 0;",
         {("-EBUSY", "b is true"), ("0", "b is false")}),
    ],
)  # fmt: skip
def test_returns_and_jumps_in_macros(body: str, expected: set[tuple[str, str]]) -> None:
    assert said(f"int f(struct s *a, int b) {{ {body} }}") == expected


@pytest.mark.parametrize("given", ["return_ptr(p);", "return no_free_ptr(p);"])
def test_a_variable_that_frees_itself_is_handed_back(given: str) -> None:
    found = said(
        f"void *f(int n) {{ void *p __free(kfree) = kmalloc(n); if (!p) return ERR_PTR(-ENOMEM); {given} }}"
    )
    assert found == {("ERR_PTR(-ENOMEM)", "p is false"), ("<callee kmalloc>", "")}


def said(source: str) -> set[tuple[str, str]]:
    unit = parse_unit((MACROS + source).encode(), "mm/walk.c", load_dialect())
    return {(one.value.text(), one.cause) for one in summarise(unit.functions[-1], unit, ERRNOS).outcomes}
