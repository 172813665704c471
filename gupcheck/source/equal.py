"""Whether two files hold the same bytes: for each of tens of thousands, fast."""

from __future__ import annotations

import os

_BUFFER = 2 << 20
"""Bytes that are read at once. Buffers that stay save most of the time: fresh memory is slow to come by."""


class FileComparer:
    """Compares files through two buffers that it keeps."""

    def __init__(self) -> None:
        self._one = bytearray(_BUFFER)
        self._other = bytearray(_BUFFER)
        self._other_view = memoryview(self._other)

    def same(self, one: str, other: str) -> bool:
        """Return whether both files are regular and hold the same bytes. Raises OSError."""
        flags = os.O_RDONLY | os.O_NONBLOCK
        descriptor = os.open(one, flags)
        try:
            second = os.open(other, flags)
            try:
                return self._same(descriptor, second)
            finally:
                os.close(second)
        finally:
            os.close(descriptor)

    def _same(self, one: int, other: int) -> bool:
        while True:
            size = os.readv(one, (self._one,))
            if size != os.readv(other, (self._other,)):
                return False
            if not self._one.startswith(self._other_view[:size]):
                return False
            if size < _BUFFER:
                return True
