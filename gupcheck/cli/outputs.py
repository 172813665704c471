"""Where results go: which format to which file, and writing so that a file is whole or not there."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import click

from gupcheck.cli.errors import OutputError, PipeClosedError

STANDARD_OUTPUT = "-"

_BY_SUFFIX = {".sarif": "sarif", ".json": "json"}


@dataclass(frozen=True, slots=True)
class Output:
    """One format and the file that it goes to, "-" for standard output."""

    format: str
    path: str = STANDARD_OUTPUT


def pair_outputs(order: Sequence[str], formats: Sequence[str], files: Sequence[str]) -> tuple[Output, ...]:
    """Return which format goes where.

    `order` names the options "format" and "output" as they were given. Each output takes the format right
    before it, or what its suffix says where there is none; a format without output goes to standard output.
    Raises click.UsageError if more than one would.
    """
    remaining_formats, remaining_files = iter(formats), iter(files)
    outputs: list[Output] = []
    waiting = ""
    for option in order:
        if option == "format":
            if waiting:
                outputs.append(Output(waiting))
            waiting = next(remaining_formats)
        else:
            file = next(remaining_files)
            outputs.append(Output(waiting or _format_of(file), file))
            waiting = ""
    if waiting or not outputs:
        outputs.append(Output(waiting or "text"))
    to_terminal = [output.format for output in outputs if output.path == STANDARD_OUTPUT]
    if len(to_terminal) > 1:
        names = " and ".join(to_terminal)
        advice = "put --output FILE after all but one of them"
        raise click.UsageError(f"{names} would go to standard output together: {advice}.")
    return tuple(outputs)


def write_output(path: str, text: str) -> None:
    """Write a text in UTF-8 to a file, or to standard output if the path is "-".

    A file is replaced as a whole, so that no reader sees half of it; a device or pipe is written to as it is.
    Raises OutputError, PipeClosedError.
    """
    data = text.encode("utf-8", "replace")
    if path == STANDARD_OUTPUT:
        _to_standard_output(data)
        return
    try:
        _to_file(os.path.realpath(path), data)
    except OSError as error:
        raise OutputError(f"{path}: the output can't be written: {error.strerror}.") from None


def _to_standard_output(data: bytes) -> None:
    try:
        sys.stdout.flush()
        rest = memoryview(data)
        while rest:  # an unbuffered stream may take less than it was given
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _drop_standard_output()
        raise PipeClosedError from None
    except OSError as error:
        _drop_standard_output()
        raise OutputError(f"Standard output can't be written: {error.strerror}.") from None


def _drop_standard_output() -> None:
    """Let what is still buffered go nowhere: Python would try to write it when it exits."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _to_file(path: str, data: bytes) -> None:
    if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
        with open(path, "wb") as device:
            device.write(data)
        return
    folder, name = os.path.split(path)
    unfinished = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        with open(unfinished, "xb") as file:
            file.write(data)
        os.replace(unfinished, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)


def _format_of(file: str) -> str:
    return _BY_SUFFIX.get(os.path.splitext(file)[1], "text")
