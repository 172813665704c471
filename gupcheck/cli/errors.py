"""What can go wrong when results are written."""

from __future__ import annotations


class OutputError(Exception):
    """A result could not be written; the text is one sentence that names the file."""


class PipeClosedError(Exception):
    """The reader of standard output closed it: no more output is wanted."""
