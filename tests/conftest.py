"""What all tests share: snapshots, the flag that rewrites them, and hypothesis without deadlines."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no fault, and in CI the same code gives the same result: elsewhere chance looks for
# faults.
settings.register_profile(
    "gupcheck",
    deadline=None,
    print_blob=True,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("gupcheck")

# A shell ignores Ctrl-C in what it runs in the background, and so would all that these tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

Snapshot = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="Write what the tests produce into their snapshots instead of comparing it.",
    )


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Return a function that compares a text with a file of the folder `snapshots` beside the test."""
    folder = Path(request.path).parent / "snapshots"
    update = request.config.getoption("--update-snapshots")

    def compare(name: str, text: str) -> None:
        file = folder / name
        if update:
            folder.mkdir(exist_ok=True)
            file.write_bytes(text.encode())
        assert file.exists(), f"There is no snapshot {file}: make it with pytest --update-snapshots."
        expected = file.read_bytes().decode()
        assert text == expected, f"{file} differs: pytest --update-snapshots accepts the new text."

    return compare
