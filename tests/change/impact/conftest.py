"""Two versions of a small tree, and what is said of a function that changed between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from gupcheck.change.checks import Decision
from gupcheck.change.impact import ChangedCode, ChangedCodes, impact_of
from gupcheck.change.request import How
from gupcheck.errors import Program, Value
from gupcheck.model.change import Impact
from gupcheck.syntax import load_dialect

Ask = Callable[..., tuple[Impact, ...]]


@pytest.fixture
def noticed(tmp_path: Path) -> Ask:
    """Return a function that tells who notices that `name` of the new tree lost or gained codes."""

    def ask(
        files: Mapping[str, str],
        name: str,
        *,
        old: Mapping[str, str] | None = None,
        gained: tuple[Value, ...] = (),
        lost: tuple[Value, ...] = (),
        ways: tuple[tuple[Decision, ...], ...] = (),
        reach: How = "callers",
    ) -> tuple[Impact, ...]:
        before = _program(tmp_path / "old", {**files, **(old or {})})
        after = _program(tmp_path / "new", files)
        codes = tuple(
            ChangedCode(one, is_new, ways) for ones, is_new in ((gained, True), (lost, False)) for one in ones
        )
        changed = ChangedCodes(before.find(name)[0], after.find(name)[0], codes)
        return impact_of(changed, before, after, reach)

    return ask


def _program(root: Path, files: Mapping[str, str]) -> Program:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return Program(root, [root / "mm"], load_dialect())
