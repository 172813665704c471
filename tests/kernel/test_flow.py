"""Every function of mm/ and kernel/ of a real kernel has its graphs, with every statement, fast enough."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from gupcheck.flow import ENTRY, EXIT, build_cfg
from gupcheck.flow.dominance import control_dependence, dominators
from gupcheck.flow.paths import endless_loops, reachable
from gupcheck.syntax import Function, Node, load_dialect, parse_unit

TREE = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser() / "linux-6.1"
STATEMENTS = (
    "break_statement",
    "case_statement",
    "compound_statement",
    "continue_statement",
    "declaration",
    "do_statement",
    "expression_statement",
    "for_statement",
    "goto_statement",
    "if_statement",
    "iterator_statement",
    "labeled_statement",
    "return_statement",
    "switch_statement",
    "while_statement",
)
