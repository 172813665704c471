"""The command line in this process, over a small tree of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gupcheck.cli.main import main

HAZARD = "int walk(pmd_t *pmd)\n{\n\treturn pmd_trans_unstable(pmd);\n}\n"
CLEAN = "int walk(pmd_t *pmd)\n{\n\treturn pmd_none(*pmd);\n}\n"
NOTE_RULE = """\
// Id: TST001
// Name: a-note
// Severity: note
@@ @@
* pmd_none(...)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call of the command line gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return standard output read as JSON."""
        return json.loads(self.out)


Gupcheck = Callable[..., Outcome]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a kernel-like tree, which is the current folder; mm/gup.c has a finding in line 3."""
    folder = tmp_path / "linux"
    (folder / "mm").mkdir(parents=True)
    (folder / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 1\n")
    (folder / "mm" / "gup.c").write_text(HAZARD)
    (folder / "mm" / "clean.c").write_text(CLEAN)
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "FORCE_COLOR", "GUPCHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def gupcheck(tree: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Gupcheck:
    """Return a function that calls the command line in the tree."""

    def call(*arguments: str) -> Outcome:
        status = main(arguments)
        captured = capsysbinary.readouterr()
        return Outcome(status, captured.out.decode(), captured.err.decode())

    return call
