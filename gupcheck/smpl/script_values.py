"""What a script sees of the bindings of a match."""

from __future__ import annotations

from gupcheck.smpl.match.env import Value
from gupcheck.smpl.script import ScriptPosition, ScriptText, TermList, Variable
from gupcheck.smpl.target import TOP_LEVEL, Target


def script_value(target: Target, value: Value | None, default: str | None) -> Variable:
    """Return what a script sees of a binding, or of `default` where there is none."""
    if value is None:
        return ScriptText(default or "", "default")
    if value.kind == "position":
        return tuple(_position(target, start, end) for start, end in value.spots)
    if value.kind == "list":
        return TermList(value.text, value.items)
    return ScriptText(value.shown, value.kind)


def _position(target: Target, start: int, end: int) -> ScriptPosition:
    line, column = target.unit.position(start)
    line_end, column_end = target.unit.position(end)
    element = target.element_at(start) or target.initialised_at(start) or TOP_LEVEL
    return ScriptPosition(target.unit.path, element, str(line), str(column), str(line_end), str(column_end))
