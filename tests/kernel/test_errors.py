"""The bars of the resolved summaries on a real kernel: how many are exact, which codes, the cache."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from gupcheck.errors import Program, ResolvedSummary
from gupcheck.errors.carriers import POINTER, carrier_of
from gupcheck.errors.index import open_index
from gupcheck.errors.symbols import symbols_of
from gupcheck.syntax import load_dialect, parse_unit

TREES = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser()
TREE = TREES / "linux-6.1"

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not TREE.is_dir(), reason="the kernel trees are not there"),
]


def opened(cache: Path | None = None) -> Program:
    index = open_index(TREE, load_dialect(), cache)
    return Program(TREE, [TREE / "mm", TREE / "fs/proc/task_mmu.c"], load_dialect(), index=index)


def all_of(program: Program) -> list[ResolvedSummary]:
    paths = ("mm", "fs/proc/task_mmu.c")
    return [program.resolved(one) for path in paths for one in program.functions(path)]


@pytest.fixture(scope="module")
def mm(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[ResolvedSummary], Path]:
    cache = tmp_path_factory.mktemp("cache")
    program = opened(cache)
    found = all_of(program)
    program.save()
    return found, cache


def test_most_int_and_pointer_functions_are_exact(mm: tuple[list[ResolvedSummary], Path]) -> None:
    seen: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    for summary in mm[0]:
        kind = "pointer" if carrier_of(summary.return_type) == POINTER else summary.return_type
        seen[kind] += 1
        exact[kind] += summary.exact
    assert seen["int"] > 1000
    assert seen["pointer"] > 500
    assert exact["int"] >= 0.85 * seen["int"]
    assert exact["pointer"] >= 0.80 * seen["pointer"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("__pte_alloc", "ENOMEM"),
        ("faultin_page", "EAGAIN EBUSY EFAULT EHWPOISON ENOMEM"),
        ("madvise_collapse", "EAGAIN EBUSY EINVAL ENOMEM"),
        ("filemap_fdatawait_range", "EIO ENOSPC"),
    ],
)
def test_codes_of_known_functions(mm: tuple[list[ResolvedSummary], Path], name: str, codes: str) -> None:
    (summary,) = [one for one in mm[0] if one.name == name]
    assert summary.exact
    assert " ".join(summary.errnos) == codes


def test_follow_pmd_mask_has_both_causes(mm: tuple[list[ResolvedSummary], Path]) -> None:
    (summary,) = [one for one in mm[0] if one.name == "follow_pmd_mask"]
    own = {(one.value, one.cause) for one in summary.outcomes if not one.chain}
    assert ("ERR_PTR(-EBUSY)", "pmd_trans_unstable(pmd) is true") in own
    assert ("ERR_PTR(-ENOMEM)", "pte_alloc(mm, pmd) is true") in own
    assert set(summary.errnos) == {"EBUSY", "EEXIST", "EFAULT", "EINVAL", "EMLINK", "ENOMEM"}


def test_what_a_macro_jumps_for_is_among_the_codes(mm: tuple[list[ResolvedSummary], Path]) -> None:
    (summary,) = [one for one in mm[0] if one.name == "copy_from_kernel_nofault"]
    assert set(summary.errnos) == {"EFAULT", "ERANGE"}


def test_a_mapping_is_not_exact_while_pointers_that_give_its_address_are_unknown(
    mm: tuple[list[ResolvedSummary], Path],
) -> None:
    assert not any(one.exact for one in mm[0] if one.name in ("do_mmap", "get_unmapped_area"))


def test_the_cache_gives_what_a_cold_run_gave(mm: tuple[list[ResolvedSummary], Path]) -> None:
    cold, cache = mm
    assert all_of(opened(cache)) == cold


@pytest.mark.parametrize("folder", ["mm", "kernel", "fs/ext4", "include/linux", "net/core"])
def test_the_symbol_pass_sees_what_the_parser_sees(folder: str) -> None:
    dialect = load_dialect()
    missed: list[str] = []
    total = 0
    for path in sorted((TREE / folder).rglob("*.[ch]")):
        data = path.read_bytes()
        seen = {(one.name, one.start) for one in symbols_of(data, dialect)}
        for function in parse_unit(data, path.name, dialect).functions:
            total += 1
            if (function.name, function.name_start) not in seen:
                missed.append(f"{path.name}:{function.name}")
    assert total > 100
    assert len(missed) <= 0.002 * total, missed
