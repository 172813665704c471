"""The output that README.md shows, of the example tree and of a kernel, is what gupcheck prints.

`pytest --update-snapshots` puts the output of today into the README.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
README = REPOSITORY / "README.md"
KERNELS = Path(os.environ.get("GUPCHECK_KERNELS") or Path.home() / ".cache/gupcheck/kernels")

SHOWN = re.findall(
    r"^<!-- output in: (.+) -->\n```console\n(\$ gupcheck (.+)\n((?s:.*?)))^```",
    README.read_text(),
    re.MULTILINE,
)
"""Of each output: the folder (for a kernel with its version), the whole block, the arguments, the output."""


def folder_of(place: str) -> Path:
    """Return the folder that an output is of; skip where that version of a kernel is not here."""
    if place == ".":
        return REPOSITORY
    if place not in (KERNELS / "versions").read_text().splitlines():
        pytest.skip(f"The README tells of {place}, which is not here.")
    return KERNELS / place.split()[0]


def parameters() -> list[object]:
    """Return the outputs as parameters, named by their arguments; those of kernels are marked so."""
    marks = {True: [], False: [pytest.mark.kernel]}
    return [pytest.param(*shown, id=shown[2], marks=marks[shown[0] == "."]) for shown in SHOWN]


@pytest.mark.parametrize(("place", "block", "arguments", "output"), parameters())
def test_the_output_is_real(
    place: str, block: str, arguments: str, output: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "gupcheck", *arguments.split()]
    fresh = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}  # an old cache would be told of in the output
    done = subprocess.run(
        command, cwd=folder_of(place), env=fresh, capture_output=True, text=True, timeout=120
    )
    assert done.returncode in (0, 1), done.stderr
    if request.config.getoption("--update-snapshots"):
        README.write_text(README.read_text().replace(block, f"$ gupcheck {arguments}\n{done.stdout}"))
    else:
        assert done.stdout == output
