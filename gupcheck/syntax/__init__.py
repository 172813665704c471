"""C text to syntax trees: the only package that imports tree_sitter."""

from gupcheck.syntax.ast import Node
from gupcheck.syntax.dialect import Dialect, load_dialect
from gupcheck.syntax.doctor import problem_table
from gupcheck.syntax.macros import Macro
from gupcheck.syntax.unit import Declaration, Function, Unit, parse_unit

__all__ = [
    "Declaration",
    "Dialect",
    "Function",
    "Macro",
    "Node",
    "Unit",
    "load_dialect",
    "parse_unit",
    "problem_table",
]
