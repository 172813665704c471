"""Functions seen: what Universal ctags lists in mm/ of two real kernels, we see too."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from gupcheck.syntax import load_dialect, parse_unit

KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser()
BAR = 99.5
"""The fewest of ctags' functions that we see too, in percent."""

SYSTEM_CALL = re.compile(rb"^(COMPAT_)?SYSCALL_DEFINE\d\((\w+)", re.MULTILINE)


def tagged(folder: Path) -> set[tuple[Path, str]]:
    """Return (file, name) of the functions that ctags lists, but for system calls, whose macro it lists."""
    files = "\n".join(str(path) for path in sorted(folder.rglob("*.c")))
    command = ["ctags", "-x", "--kinds-C=f", "--_xformat=%N\t%F", "-L", "-"]
    output = subprocess.run(command, input=files, capture_output=True, text=True, check=True).stdout
    pairs = (line.split("\t") for line in output.splitlines())
    return {(Path(file), name) for name, file in pairs if "SYSCALL_DEFINE" not in name}


def seen(folder: Path) -> set[tuple[Path, str]]:
    """Return (file, name) of the functions that we see."""
    dialect = load_dialect()
    units = (
        (path, parse_unit(path.read_bytes(), str(path), dialect)) for path in sorted(folder.rglob("*.c"))
    )
    return {(path, function.name) for path, unit in units for function in unit.functions}


@pytest.mark.kernel
@pytest.mark.parametrize("tree", ["linux-6.1", "linux-6.12"])
def test_functions_of_ctags_are_seen(tree):
    theirs, ours = tagged(KERNELS / tree / "mm"), seen(KERNELS / tree / "mm")
    missing = sorted((str(path), name) for path, name in theirs - ours)
    assert len(theirs) > 5000
    assert 100 * (1 - len(missing) / len(theirs)) >= BAR, missing


@pytest.mark.kernel
@pytest.mark.parametrize("tree", ["linux-6.1", "linux-6.12"])
def test_system_calls_have_the_kernels_names(tree):
    folder = KERNELS / tree / "mm"
    expected = {
        (path, ("compat_sys_" if compat else "sys_") + name.decode())
        for path in folder.rglob("*.c")
        for compat, name in SYSTEM_CALL.findall(path.read_bytes())
    }
    assert len(expected) > 30
    assert expected <= seen(folder)
