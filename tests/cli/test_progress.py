"""The progress bar: silent at first, silent where nobody looks, on standard error else."""

from __future__ import annotations

import io
import sys

import pytest

from gupcheck.cli import progress
from gupcheck.cli.progress import ProgressBar
from gupcheck.engine.request import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def standard_error(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> io.StringIO:
    """Put `stream` in the place of standard error; pytest would undo that after a fixture."""
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "_BETWEEN_SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_short_work_shows_nothing(monkeypatch):
    terminal = standard_error(monkeypatch, Terminal())
    with ProgressBar(wanted=True) as bar:
        bar(Progress(1, 2, complete=True))
    assert terminal.getvalue() == ""


def test_long_work_shows_how_far_it_is(monkeypatch):
    terminal = standard_error(monkeypatch, Terminal())
    monkeypatch.setattr(progress, "_SILENT_SECONDS", 0.0)
    with ProgressBar(wanted=True) as bar:
        bar(Progress(1, 2, complete=False))
        bar(Progress(3, 4, complete=True))
    assert "3/4" in terminal.getvalue()
    assert "files" in terminal.getvalue()


@pytest.mark.parametrize(("stream", "wanted"), [(Terminal(), False), (io.StringIO(), True)])
def test_it_is_not_shown_where_it_is_switched_off_or_nobody_looks(monkeypatch, stream, wanted):
    standard_error(monkeypatch, stream)
    monkeypatch.setattr(progress, "_SILENT_SECONDS", 0.0)
    with ProgressBar(wanted=wanted) as bar:
        bar(Progress(3, 4, complete=True))
    assert stream.getvalue() == ""
