"""SmPL: reads Coccinelle rules and matches them on control-flow graphs."""

from gupcheck.smpl.check import CheckResult, check
from gupcheck.smpl.errors import SmplError
from gupcheck.smpl.read.header import read_header
from gupcheck.smpl.read.reader import load_rule
from gupcheck.smpl.rulefile import DEFAULT_VIRTUALS, RuleFile
from gupcheck.smpl.target import Target

__all__ = [
    "DEFAULT_VIRTUALS",
    "CheckResult",
    "RuleFile",
    "SmplError",
    "Target",
    "check",
    "load_rule",
    "read_header",
]
