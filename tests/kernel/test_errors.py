"""The bars of the resolved summaries on real kernels: how many are exact, which codes, how long it takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
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
MM_SECONDS = 40
WARM_SECONDS = 1.5
ONE_SECONDS = 3

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
def mm(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[ResolvedSummary], float, Path]:
    cache = tmp_path_factory.mktemp("cache")
    began = time.process_time()
    program = opened(cache)
    found = all_of(program)
    program.save()
    return found, time.process_time() - began, cache


def test_most_int_and_pointer_functions_are_exact(mm: tuple[list[ResolvedSummary], float, Path]) -> None:
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
def test_codes_of_known_functions(
    mm: tuple[list[ResolvedSummary], float, Path], name: str, codes: str
) -> None:
    (summary,) = [one for one in mm[0] if one.name == name]
    assert summary.exact
    assert " ".join(summary.errnos) == codes


def test_follow_pmd_mask_has_both_causes(mm: tuple[list[ResolvedSummary], float, Path]) -> None:
    (summary,) = [one for one in mm[0] if one.name == "follow_pmd_mask"]
    own = {(one.value, one.cause) for one in summary.outcomes if not one.chain}
    assert ("ERR_PTR(-EBUSY)", "pmd_trans_unstable(pmd) is true") in own
    assert ("ERR_PTR(-ENOMEM)", "pte_alloc(mm, pmd) is true") in own


def test_a_folder_is_resolved_in_time_and_faster_from_the_cache(
    mm: tuple[list[ResolvedSummary], float, Path],
) -> None:
    cold, seconds, cache = mm
    assert seconds <= MM_SECONDS
    began = time.process_time()
    assert all_of(opened(cache)) == cold
    assert time.process_time() - began <= WARM_SECONDS


ONE = """
import sys, time
from pathlib import Path
from gupcheck.errors import Program
from gupcheck.syntax import load_dialect
tree = Path(sys.argv[1])
program = Program(tree, [tree / "mm"], load_dialect())
assert program.resolved(program.find("follow_pmd_mask")[0]).errnos
print(time.process_time())
"""


def test_one_function_is_resolved_in_time() -> None:
    ran = subprocess.run([sys.executable, "-c", ONE, str(TREE)], capture_output=True, check=True, text=True)
    assert float(ran.stdout) <= ONE_SECONDS


@pytest.mark.parametrize("folder", ["mm", "kernel", "fs/ext4", "include/linux", "net/core"])
def test_the_symbol_pass_sees_what_the_parser_sees(folder: str) -> None:
    dialect = load_dialect()
    missed: list[str] = []
    total = 0
    for path in sorted((TREE / folder).rglob("*.[ch]")):
        data = path.read_bytes()
        seen = {(one.name, one.start) for one in symbols_of(data, dialect).symbols}
        for function in parse_unit(data, path.name, dialect).functions:
            total += 1
            if (function.name, function.name_start) not in seen:
                missed.append(f"{path.name}:{function.name}")
    assert total > 100
    assert len(missed) <= 0.002 * total, missed
