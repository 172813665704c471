"""The cache of a tree on disk: what the symbol pass and the body analysis found, by the content of each file.

It is one SQLite database a tree. Whatever is wrong with it (damaged, of another version, in a folder that
can't be written) costs time, never the result: it is made anew, or the run goes on in memory, and says so.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

_WAIT = 20.0
"""Seconds that a run waits for another one that writes the same cache."""

_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stamp TEXT, hash TEXT, names TEXT);
CREATE TABLE IF NOT EXISTS results (kind TEXT, path TEXT, hash TEXT, data TEXT, PRIMARY KEY (kind, path));
"""
_DAMAGED = "A part of the cache was damaged and is made anew."
_PARTS = ("errors", "flow", "syntax")


class Store:
    """The database; `notes` are sentences on what was wrong with it, `lasts` tells whether it is on disk."""

    def __init__(self, path: Path | None, version: str) -> None:
        self.notes: list[str] = []
        self.lasts = path is not None
        self._path = path
        self._version = version
        self._pending: dict[tuple[str, str], tuple[str, str]] = {}
        self._pending_files: dict[str, tuple[str, str, str]] = {}
        self._database = self._opened(path)

    def files(self) -> dict[str, tuple[str, str, str]]:
        """Return the stamp, the content's hash and the names (with blanks between them) of each known
        file."""
        rows = list(self._rows("SELECT path, stamp, hash, names FROM files"))
        whole = {row[0]: row[1:] for row in rows if all(isinstance(part, str) for part in row)}
        if len(whole) < len(rows):
            self._note(_DAMAGED)
        return whole

    def result(self, kind: str, path: str, digest: str) -> Any:
        """Return what was kept of this kind for a file of this content, None where nothing was."""
        rows = self._rows("SELECT hash, data FROM results WHERE kind = ? AND path = ?", (kind, path))
        for known, data in rows:
            if known == digest:
                try:
                    return json.loads(data)
                except (ValueError, TypeError):
                    self._note(_DAMAGED)
        return None

    def all_of(self, kind: str, folder: str) -> dict[str, tuple[str, Any]]:
        """Return what was kept of this kind below a folder, "" for all, with the hash of each file."""
        inside, behind = (f"{folder.rstrip('/')}{end}" if folder else end for end in ("/", "0"))
        rows = self._rows(
            "SELECT path, hash, data FROM results WHERE kind = ? AND (? = '' OR path >= ? AND path < ?)",
            (kind, folder, inside, behind),
        )
        try:
            return {path: (digest, json.loads(data)) for path, digest, data in rows}
        except (ValueError, TypeError):
            self._note(_DAMAGED)
            return {}

    def keep_file(self, path: str, stamp: str, digest: str, names: str) -> None:
        """Keep what is known of a file; written by `save`. A path that is no text is left out."""
        if not _is_text(path):
            return
        self._pending_files[path] = (stamp, digest, names)

    def keep(self, kind: str, path: str, digest: str, data: Any) -> None:
        """Keep a result of a file, anything that JSON can hold; written by `save`."""
        if not _is_text(path):
            return
        self._pending[kind, path] = (digest, json.dumps(data, separators=(",", ":")))

    def save(self) -> None:
        """Write what was kept, all of it or nothing."""
        if not self._pending and not self._pending_files:
            return
        try:
            with self._database:
                self._database.executemany(
                    "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
                    ((path, *rest) for path, rest in sorted(self._pending_files.items())),
                )
                self._database.executemany(
                    "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                    ((*key, *rest) for key, rest in sorted(self._pending.items())),
                )
        except sqlite3.Error as error:
            self._note(f"The cache can't be written: {error}.")
        self._pending.clear()
        self._pending_files.clear()

    def close(self) -> None:
        """Write what was kept and close the database."""
        self.save()
        self._database.close()

    def reopened(self) -> Store:
        """Return the same database opened anew: a connection must not be shared with a forked process."""
        return Store(self._path if self.lasts else None, self._version)

    def _rows(self, query: str, values: Iterable[str] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            return iter(self._database.execute(query, tuple(values)).fetchall())
        except sqlite3.Error as error:
            self._note(f"The cache can't be read ({error}); what it held is made anew.")
            return iter(())

    def _opened(self, path: Path | None) -> sqlite3.Connection:
        if path is None:
            return self._prepared(":memory:")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return self._prepared(str(path))
        except sqlite3.OperationalError as error:
            return self._in_memory(path, str(error))
        except OSError as error:
            return self._in_memory(path, error.strerror or str(error))
        except sqlite3.DatabaseError:
            self._note(f"The cache {path} was damaged and is made anew.")
        try:
            os.replace(path, path.with_suffix(".damaged"))
            return self._prepared(str(path))
        except (OSError, sqlite3.Error) as error:
            return self._in_memory(path, str(error))

    def _in_memory(self, path: Path, why: str) -> sqlite3.Connection:
        self._note(f"The cache {path} can't be used ({why}): this run goes on without it.")
        self.lasts = False
        return self._prepared(":memory:")

    def _prepared(self, place: str) -> sqlite3.Connection:
        database = sqlite3.connect(place, timeout=_WAIT)
        try:
            self._prepare(database)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_TABLES)
        row = database.execute("SELECT value FROM about WHERE key = 'version'").fetchone()
        if row is not None and row[0] == self._version:
            return
        with database:
            if row is not None:
                self._note("The cache was of another version and is made anew.")
                database.execute("DELETE FROM files")
                database.execute("DELETE FROM results")
            database.execute("INSERT OR REPLACE INTO about VALUES ('version', ?)", (self._version,))

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)


def _is_text(path: str) -> bool:
    """Return whether a path can be written to the database: its bytes need not be UTF-8."""
    return path.isascii() or not any("\ud800" <= character <= "\udfff" for character in path)


def digest_of(*parts: bytes) -> str:
    """Return a short name of the parts' content."""
    hasher = hashlib.blake2b(digest_size=16)
    for part in parts:
        hasher.update(part)
        hasher.update(len(part).to_bytes(8, "little"))
    return hasher.hexdigest()


@cache
def code_version(parts: tuple[str, ...] = _PARTS) -> str:
    """Return a text that changes with the code and the tables, in these folders, whose results are kept."""
    found: list[bytes] = []
    for part in parts:
        found.extend(_contents(files("gupcheck").joinpath(part)))
    return digest_of(*found)


def _contents(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_file() and entry.name.endswith((".py", ".toml")):
            yield entry.read_bytes()
