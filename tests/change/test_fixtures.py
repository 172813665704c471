"""Each fixture of two versions gets exactly the changes that it asks for; its names say the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.change.two_versions import TESTDATA, compared, expected, places

FIXTURES = sorted(TESTDATA.glob("*.c"))


def test_there_are_fixtures() -> None:
    assert FIXTURES


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_gets_what_it_asks_for(path: Path) -> None:
    text = path.read_text()
    assert places(compared(text).changes) == expected(text)
