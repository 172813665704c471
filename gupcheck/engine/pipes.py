"""Objects through a pipe between processes of one run, each behind its length."""

from __future__ import annotations

import os
import pickle
import struct

_LENGTH = struct.Struct("=Q")
_PIECE = 1 << 16


def send(descriptor: int, value: object) -> None:
    """Write an object. Raises BrokenPipeError if the other end is closed."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    rest = memoryview(_LENGTH.pack(len(data)) + data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


class Inbox:
    """The reading end of a pipe; keeps what has come of an object that is not complete yet."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._received = bytearray()

    def receive(self) -> list[object] | None:
        """Wait for something to come and return the objects that are complete, None at the pipe's end."""
        piece = os.read(self._descriptor, _PIECE)
        if not piece:
            return None
        self._received += piece
        values = []
        while (value := self._next()) is not None:
            values.append(pickle.loads(value))
        return values

    def _next(self) -> bytes | None:
        if len(self._received) < _LENGTH.size:
            return None
        end = _LENGTH.size + _LENGTH.unpack_from(self._received)[0]
        if len(self._received) < end:
            return None
        value = bytes(self._received[_LENGTH.size : end])
        del self._received[:end]
        return value
