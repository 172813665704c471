"""Exit codes."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
USAGE = 2
INCOMPLETE = 3
INTERRUPTED = 130
PIPE_CLOSED = 141

EPILOG = """\b
Exit codes:
  0  nothing was found
  1  there are findings of the severity of --fail-on or above
  2  a path, an option, the configuration or a rule is wrong, or output could not be written
  3  part of the analysis was not done: unreadable files, a crash, a limit
130  interrupted by Ctrl-C;  141  the reader of the output closed its pipe"""
