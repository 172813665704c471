"""The sentence that a finding gets on what its function comes to."""

from __future__ import annotations

import pytest

from gupcheck.impact.verdict import verdict_of_call
from gupcheck.syntax import load_dialect, parse_unit


def verdict(source: str, call: str) -> str:
    unit = parse_unit(source.encode(), "mm/walk.c", load_dialect())
    return verdict_of_call(unit, unit.functions[0], source.index(call), frozenset(("EBUSY", "ENOMEM")))


@pytest.mark.parametrize(
    ("source", "call", "said"),
    [
        (
            "int walk(pmd_t *pmd) { if (pmd_trans_unstable(pmd)) return 0; return map(pmd); }",
            "pmd_trans_unstable",
            "When it is true, walk() returns 0.",
        ),
        (
            "struct page *follow(pmd_t *pmd) { int ret = pte_alloc(mm, pmd) ? -ENOMEM : 0;"
            " return ret ? ERR_PTR(ret) : walk(pmd); }",
            "pte_alloc",
            "When it fails, follow() returns ERR_PTR(-ENOMEM).",
        ),
        (
            "int insert(pmd_t *pmd) { pte_t *pte = pte_alloc_map(mm, pmd, addr); if (!pte) return -ENOMEM;"
            " set(pte); return 0; }",
            "pte_alloc_map",
            "When it fails, insert() returns -ENOMEM.",
        ),
        (
            "int walk(pmd_t *pmd) { if (pmd_trans_unstable(pmd)) { walk->action = ACTION_AGAIN; return 0; }"
            " return map(pmd); }",
            "pmd_trans_unstable",
            "When it is true, walk() returns 0 (retry).",
        ),
        (
            "int walk(pmd_t *pmd) { int ret = 0; if (pmd_trans_unstable(pmd)) goto out; ret = map(pmd); out:"
            " return ret; }",
            "pmd_trans_unstable",
            "When it is true, walk() returns 0.",
        ),
        (
            "int walk(pmd_t *pmd) { if (pmd_trans_unstable(pmd)) return fallback(pmd); return map(pmd); }",
            "pmd_trans_unstable",
            "When it is true, walk() returns what fallback() returns.",
        ),
    ],
)
def test_what_the_function_comes_to(source: str, call: str, said: str) -> None:
    assert verdict(source, call) == said


@pytest.mark.parametrize(
    "source",
    [
        "void walk(pmd_t *pmd) { if (pmd_trans_unstable(pmd)) return; map(pmd); }",
        "int walk(pmd_t *pmd, int n) { if (pmd_trans_unstable(pmd)) return n; return map(pmd); }",
        "int walk(pmd_t *pmd) { unrelated; return 0; pmd_trans_unstable; }",
    ],
)
def test_nothing_is_said_where_nothing_is_known(source: str) -> None:
    assert verdict(source, "pmd_trans_unstable") == ""
