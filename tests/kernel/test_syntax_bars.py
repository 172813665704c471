"""How much of two real kernels parses: bars on the functions that hold an ERROR or MISSING node."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from gupcheck.syntax import load_dialect, parse_unit

KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser()
BARS = {"mm": 0.3, "fs": 0.8, "kernel": 0.8, "net": 0.8}
WHOLE_TREE_BAR = 1.5
"""The most functions with an error, in percent."""


def count(path: Path) -> tuple[int, int]:
    """Return how many functions a file has, and how many of them hold a place that did not parse."""
    functions = parse_unit(path.read_bytes(), str(path), load_dialect()).functions
    return len(functions), sum(function.has_error for function in functions)


def measure(tree: Path, folders: list[str]) -> dict[str, tuple[int, int]]:
    """Return (functions, functions with an error) of each folder of a tree, counted by two polite workers."""
    files = [path for folder in folders for path in sorted((tree / folder).rglob("*.c")) if path.is_file()]
    functions: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    with ProcessPoolExecutor(2, initializer=os.nice, initargs=(10,)) as workers:
        for path, (seen, bad) in zip(files, workers.map(count, files, chunksize=32), strict=True):
            folder = path.relative_to(tree).parts[0]
            functions[folder] += seen
            errors[folder] += bad
    return {folder: (functions[folder], errors[folder]) for folder in functions}


def percent(found: tuple[int, int]) -> float:
    return 100 * found[1] / found[0]


def report(tree: str, found: dict[str, tuple[int, int]], record) -> None:
    for folder, (functions, errors) in sorted(found.items()):
        figure = f"{errors} of {functions} functions, {percent((functions, errors)):.3f} %"
        record(f"{tree}/{folder}", figure)
        print(f"{tree}/{folder}: {figure}")


@pytest.mark.kernel
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("tree", ["linux-6.1", "linux-6.12"])
def test_folders_parse(tree, record_property):
    found = measure(KERNELS / tree, list(BARS))
    report(tree, found, record_property)
    assert found.keys() == BARS.keys()
    assert {folder: percent(found[folder]) for folder in BARS if percent(found[folder]) > BARS[folder]} == {}


@pytest.mark.kernel
@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("tree", ["linux-6.1", "linux-6.12"])
def test_whole_tree_parses(tree, record_property):
    root = KERNELS / tree
    found = measure(root, sorted(path.name for path in root.iterdir() if path.is_dir()))
    report(tree, found, record_property)
    total = (sum(functions for functions, _ in found.values()), sum(errors for _, errors in found.values()))
    report(tree, {"": total}, record_property)
    assert total[0] > 400_000
    assert percent(total) <= WHOLE_TREE_BAR
