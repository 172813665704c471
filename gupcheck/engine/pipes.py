"""Objects through a pipe between processes of one run, each behind its length."""

from __future__ import annotations

import os
import pickle
import struct

_LENGTH = struct.Struct("=Q")
_PIECE = 1 << 16


def send(descriptor: int, value: object) -> None:
    """Write an object, waiting for its reader. Raises BrokenPipeError if the other end is closed."""
    rest = memoryview(b"".join(_framed(value)))
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _framed(value: object) -> tuple[bytes, bytes]:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)), data


class Outbox:
    """The writing end of a pipe that never waits for its reader: what the pipe does not take is kept.

    Two processes that both wait until the other reads would wait for ever, and how much a pipe takes is for
    the system to decide: where a user has many of them it is no more than a page or two.
    """

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self.descriptor = descriptor
        self._rest = memoryview(b"")

    def put(self, value: object) -> None:
        """Write an object, as far as the pipe takes it now. Raises BrokenPipeError."""
        self._rest = memoryview(b"".join((self._rest, *_framed(value))))
        self.flush()

    def flush(self) -> None:
        """Write of what was kept as much as the pipe takes now. Raises BrokenPipeError."""
        try:
            while self._rest:
                self._rest = self._rest[os.write(self.descriptor, self._rest) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._rest = memoryview(b"")  # nobody will read it
            raise

    def __bool__(self) -> bool:
        """Return whether something was kept."""
        return bool(self._rest)


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
