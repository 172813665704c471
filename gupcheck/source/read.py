"""Reading one file whole, with a limit, so that no input can take the memory."""

from __future__ import annotations

import os

LARGEST = 32_000_000
"""Bytes of the largest file that is parsed, to bound a worker's memory; a kernel has headers of 24 MB."""


class SourceError(Exception):
    """A file that can't be read or is too large.

    `kind` is the word for a notification of it, `message` one sentence.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def read_source(path: str, limit: int = LARGEST) -> bytes:
    """Return the bytes of a file, or of a pipe up to its end. Raises SourceError."""
    try:
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise unreadable(error) from None
    if len(data) > limit:
        raise too_large(os.path.getsize(path), limit)
    return data


def unreadable(error: OSError) -> SourceError:
    """Return the error that says why a file can't be read."""
    return SourceError("unreadable-file", f"The file can't be read: {error.strerror or error}.")


def too_large(size: int, limit: int = LARGEST) -> SourceError:
    """Return the error that says that a file of `size` bytes is not analysed."""
    shown = f"{size / 1e6:.0f} MB" if size > limit else f"more than {limit / 1e6:.0f} MB"
    most = f"{limit / 1e6:.0f} MB"
    return SourceError("too-large", f"The file has {shown}: files over {most} are not analysed.")
