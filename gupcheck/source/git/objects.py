"""Reading the contents of files out of git, by the names of their blobs."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

from gupcheck.source.git.command import Git
from gupcheck.source.read import LARGEST, SourceError, too_large

_CHUNK = 1 << 20


class Blobs:
    """Reads blobs through one `git cat-file` that stays; a forked worker starts its own."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def read(self, blob: str) -> bytes:
        """Return the bytes of a blob. Raises SourceError where it is missing, too large, or no blob."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{blob}\n".encode())
            process.stdin.flush()
            head = process.stdout.readline().split()
        except OSError:
            head = []
        if not head:
            self.close()
            raise SourceError("unreadable-file", f"git can't read the object {blob}: it stopped.")
        if len(head) != 3 or not head[2].isdigit():
            reason = "the repository does not have it (a partial or damaged clone)"
            raise SourceError("unreadable-file", f"git can't read the object {blob}: {reason}.")
        return self._content(process, head[1], int(head[2]))

    def read_or_note(self, blob: str, path: str, problems: dict[str, str]) -> bytes:
        """Return the bytes of the blob that `path` has, b"" where it can't be read.

        `problems` then gets a sentence on why.
        """
        try:
            return self.read(blob)
        except SourceError as error:
            problems[path] = error.message
            return b""

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.kill()
        process.wait()

    def __del__(self) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._owner != os.getpid():
            self._process = self._git.start("cat-file", "--batch")
            self._owner = os.getpid()
        return self._process

    def _content(self, process: subprocess.Popen[bytes], kind: bytes, size: int) -> bytes:
        """Return the bytes that follow the head, or skip them where they are not wanted."""
        assert process.stdout is not None
        if kind != b"blob" or size > LARGEST:
            left = size + 1
            while left > 0:
                left -= len(process.stdout.read(min(left, _CHUNK)) or bytes(left))
            if kind == b"blob":
                raise too_large(size)
            raise SourceError("unreadable-file", "What git has there is not a file.")
        data = process.stdout.read(size)
        process.stdout.read(1)
        return data
