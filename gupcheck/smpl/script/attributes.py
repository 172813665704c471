"""Attribute access: which names mean something, and what each gives for which value."""

from __future__ import annotations

from collections.abc import Mapping

from gupcheck.smpl.script import regex
from gupcheck.smpl.script.coccilib import GLOBALS, IMPORTABLE
from gupcheck.smpl.script.methods import METHODS
from gupcheck.smpl.script.values import (
    Bound,
    Exported,
    ExportTarget,
    Machine,
    Module,
    Native,
    ScriptPosition,
    ScriptText,
    TermList,
    Value,
    type_name,
)

_POSITION = frozenset(
    f"{element}{field}"
    for element in ("", "current_element_")
    for field in ("line", "column", "line_end", "column_end")
) | {"file", "current_element"}
_TEXT = frozenset({"expr", "ident", "type"})
_TERMS = frozenset({"expr", "elements"})

_OBJECT_METHODS: Mapping[type, Mapping[str, Native]] = {
    **METHODS,
    regex.Pattern: regex.PATTERN_METHODS,
    regex.Match: regex.MATCH_METHODS,
}


def _known_names() -> frozenset[str]:
    names = set(_POSITION | _TEXT | _TERMS)
    for table in _OBJECT_METHODS.values():
        names |= table.keys()
    for module in (*GLOBALS.values(), *IMPORTABLE.values()):
        names |= module.members.keys() if isinstance(module, Module) else set()
    return frozenset(names)


KNOWN = _known_names()
"""Every attribute name that means something on some value; `coccinelle` takes any other too."""


def _exported(machine: Machine, name: str) -> Value:
    recording = machine.recording
    if name in recording.exported:
        return recording.exported[name]
    if name in recording.variables:
        return recording.variables[name]
    raise AttributeError(f"coccinelle has no variable '{name}'")


def attribute(machine: Machine, value: Value, name: str) -> Value:
    """Return `value.name`; raise AttributeError where this kind of value has no such attribute."""
    if isinstance(value, ExportTarget):
        return _exported(machine, name)
    if isinstance(value, Module) and name in value.members:
        return value.members[name]
    if isinstance(value, ScriptPosition) and name in _POSITION:
        return _position_field(value, name)
    if isinstance(value, ScriptText) and name in _TEXT:
        return str(value)
    if isinstance(value, TermList) and name in _TERMS:
        return value.expr if name == "expr" else value.elements
    kind = str if isinstance(value, str) else type(value)
    method = _OBJECT_METHODS.get(kind, {}).get(name)
    if method is None:
        raise AttributeError(f"'{type_name(value)}' object has no attribute '{name}'")
    return Bound(value, method)


def _position_field(place: ScriptPosition, name: str) -> str:
    text: str = getattr(place, name)
    if not text and name.startswith("current_element_"):
        raise AttributeError(f"'{name}' is not known for this position")
    return text


def set_attribute(machine: Machine, target: Value, name: str, value: Value) -> None:
    """Export `value` as `coccinelle.name`; raise TypeError for what a later rule cannot inherit."""
    if not isinstance(target, ExportTarget):
        raise AttributeError(f"'{type_name(target)}' object has no attribute '{name}' that can be set")
    if isinstance(value, str):
        value = Exported("text", str(value))
    if not isinstance(value, Exported):
        raise TypeError(f"coccinelle.{name} takes a string or what a cocci.make_...() returns")
    machine.recording.exported[name] = value
