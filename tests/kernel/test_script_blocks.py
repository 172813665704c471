"""The kernel's own rules: every Python block and constraint of theirs must be one that we can run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gupcheck.smpl.script import compile_constraint, compile_script

_TREES = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser()
_BLOCK = re.compile(
    r"^@\s*(?:script|initialize|finalize)\s*:\s*python[^@]*@[^@]*@@(?P<body>.*?)(?=^@|\Z)",
    re.DOTALL | re.MULTILINE,
)
_CONSTRAINT = re.compile(r"script:\s*python\s*\(\)\s*\{(?P<body>.*?)\}")


def _bodies(tree: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, str, int]]:
    """Yield the text of every match with its file and line."""
    for path in sorted((_TREES / tree / "scripts/coccinelle").rglob("*.cocci")):
        text = path.read_text()
        for found in pattern.finditer(text):
            yield found["body"], str(path), text.count("\n", 0, found.start("body")) + 1


@pytest.mark.kernel
@pytest.mark.parametrize("tree", ["linux-6.1", "linux-6.12"])
def test_every_script_of_the_kernel_compiles(tree: str) -> None:
    blocks = [compile_script(*block) for block in _bodies(tree, _BLOCK)]
    constraints = [compile_constraint(*block) for block in _bodies(tree, _CONSTRAINT)]
    assert len(blocks) > 200
    assert len(constraints) > 10
