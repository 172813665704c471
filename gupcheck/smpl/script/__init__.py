"""The Python of rule files: read with `ast`, checked against a whitelist, interpreted within a budget."""

from gupcheck.smpl.script.errors import ScriptError
from gupcheck.smpl.script.script import Script, ScriptState, compile_constraint, compile_script
from gupcheck.smpl.script.values import (
    Exported,
    Output,
    ScriptOutcome,
    ScriptPosition,
    ScriptText,
    TermList,
    Variable,
)

__all__ = [
    "Exported",
    "Output",
    "Script",
    "ScriptError",
    "ScriptOutcome",
    "ScriptPosition",
    "ScriptState",
    "ScriptText",
    "TermList",
    "Variable",
    "compile_constraint",
    "compile_script",
]
