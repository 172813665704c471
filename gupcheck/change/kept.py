"""Reports of earlier comparisons, kept in a folder by all that they depend on."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from gupcheck.change.request import ChangeRequest
from gupcheck.errors.store import digest_of
from gupcheck.model.change import ChangesReport
from gupcheck.model.plain import from_plain, to_plain
from gupcheck.source.overlay import OverlayVersion
from gupcheck.source.version import Version, Versions

MOST_REPORTS = 40
"""Reports that are kept; the oldest go first."""

_PREFIX = "diff-"
_PARTS = ("change", "change/impact", "errors", "flow", "impact", "model", "source", "syntax")


class KeptReports:
    """The reports in a folder. Whatever is wrong with it costs time, never the result.

    A report is kept for a question (`question_of`) and the state of the versions (`state_of`).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def knows(self, question: str) -> bool:
        """Return whether there is a report for a question, of whatever state."""
        return any(self._folder.glob(f"{_PREFIX}{question}-*.json"))

    def get(self, question: str, state: str) -> ChangesReport | None:
        """Return the report that was kept, None where there is none that can be read."""
        path = self._path(question, state)
        try:
            report = from_plain(ChangesReport, json.loads(path.read_bytes()))
        except (OSError, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)
        return report

    def put(self, question: str, state: str, report: ChangesReport) -> None:
        """Keep a report, in place of the oldest if there are many."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix="part-", delete=False) as part:
                part.write(json.dumps(to_plain(report), separators=(",", ":")).encode())
            os.replace(part.name, self._path(question, state))
            known = sorted(self._folder.glob(f"{_PREFIX}*.json"), key=lambda one: one.stat().st_mtime)
            for path in known[:-MOST_REPORTS]:
                path.unlink(missing_ok=True)

    def _path(self, question: str, state: str) -> Path:
        return self._folder / f"{_PREFIX}{question}-{state}.json"


def question_of(versions: Versions, request: ChangeRequest) -> str:
    """Return a text that changes with gupcheck, the request, and what differs between the versions."""
    dialect = request.dialect
    asked = (
        [to_plain(rule) for rule in request.rules],
        (request.impact, request.caller_folders, request.scope, request.arch),
        sorted(dialect.attributes | dialect.attribute_calls | dialect.storage),
        sorted((name, repr(definer)) for name, definer in dialect.definers.items()),
        (versions.old.label, versions.new.label),
        versions.changed,
    )
    return digest_of(_code(), repr(asked).encode())


def state_of(versions: Versions) -> str:
    """Return a text that changes with any file of either version."""
    return digest_of(_state(versions.old), _state_of_new(versions))


def _state_of_new(versions: Versions) -> bytes:
    """Return a text that changes with the new version, where the old one is as it was."""
    new = versions.new
    if isinstance(new, OverlayVersion) and new.base is versions.old:
        return "\n".join(f"{path} {new.stamp(path)}" for path in sorted(new.contents)).encode()
    return _state(new)


def _state(version: Version) -> bytes:
    """Return a text that changes with any file of a version."""

    def of_part(paths: Iterable[str]) -> bytes:
        text = "\n".join(f"{path} {version.stamp(path)}" for path in paths)
        return text.encode("utf-8", "surrogateescape")

    return b"\n".join(version.shared(of_part, version.below("")))


def _code() -> bytes:
    """Return the name of the content of all modules and tables that a report comes from."""
    package = files("gupcheck")
    return digest_of(*(data for part in _PARTS for data in _contents(package.joinpath(part)))).encode()


def _contents(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_file() and entry.name.endswith((".py", ".toml", ".json")):
            yield entry.read_bytes()
