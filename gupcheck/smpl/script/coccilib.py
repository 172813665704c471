"""`cocci`, `coccilib` and `coccinelle` as scripts know them.

Names, default arguments and the exact text of every line are those of Coccinelle 1.1.1's Python library
(its modules report and org, and the class Cocci), read from the installed library and tried with spatch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gupcheck.smpl.script import regex
from gupcheck.smpl.script.rendering import elements, to_text
from gupcheck.smpl.script.values import (
    Exported,
    ExportTarget,
    Machine,
    Module,
    Native,
    ScriptPosition,
    Value,
    type_name,
)

_TODO_FACE = "ovl-face1"
_LINK_FACE = "ovl-face2"


def _position(value: Value) -> ScriptPosition:
    if not isinstance(value, ScriptPosition):
        raise AttributeError(
            f"'{type_name(value)}' object has no attribute 'file'; give one position, as p[0]"
        )
    return value


def _first(machine: Machine, value: Value) -> ScriptPosition:
    if isinstance(value, ScriptPosition):
        raise TypeError("'Location' object is not subscriptable; give the positions, as p")
    return _position(elements(machine.budget, value)[0])


def _report_line(place: ScriptPosition, message: str) -> str:
    return f"{place.file}:{place.line}:{place.column}-{place.column_end}: {message}"


def _link(place: ScriptPosition, message: str, color: str) -> str:
    return (
        f"[[view:{place.file}::face={color}::linb={place.line}::colb={place.column}"
        f"::cole={place.column_end}][{message}]]"
    )


def _org_safe(message: str) -> str:
    return message.replace("[", "@(").replace("]", ")")


def _build_report(machine: Machine, p: Value, msg: Value) -> str:
    return _report_line(_position(p), to_text(machine.budget, msg))


def _print_report(machine: Machine, p: Value, msg: Value = "ERROR") -> None:
    place, message = _position(p), to_text(machine.budget, msg)
    machine.recording.say("report", message, _report_line(place, message), place)


def _build_link(machine: Machine, p: Value, msg: Value, color: Value) -> str:
    return _link(_position(p), to_text(machine.budget, msg), to_text(machine.budget, color))


def _org(kind: str, *, todo: bool, safe: bool) -> Callable[..., None]:
    """Return print_todo, print_link or one of their safe forms."""

    def run(machine: Machine, p: Value, msg: Value = "", color: Value = _TODO_FACE) -> None:
        place, message = _position(p), to_text(machine.budget, msg)
        message = (_org_safe(message) if safe else message) or f"{place.file}::{place.line}"
        line = _link(place, message, to_text(machine.budget, color))
        machine.recording.say(kind, message, f"* TODO {line}" if todo else line, place)

    return run


def _print_main(machine: Machine, msg: Value, p: Value, color: Value = _TODO_FACE) -> None:
    place, message = _first(machine, p), to_text(machine.budget, msg)
    shown = f"{message} {place.file}::{place.line}" if message else f"{place.file}::{place.line}"
    line = _link(place, shown, to_text(machine.budget, color))
    machine.recording.say("org-main", message or shown, f"* TODO {line}", place)


def _say_second(machine: Machine, place: ScriptPosition, msg: Value, color: Value) -> None:
    message = to_text(machine.budget, msg) or f"{place.file}::{place.line}"
    machine.recording.say("org-sec", message, _link(place, message, to_text(machine.budget, color)), place)


def _print_sec(machine: Machine, msg: Value, p: Value, color: Value = _LINK_FACE) -> None:
    _say_second(machine, _first(machine, p), msg, color)


def _print_secs(machine: Machine, msg: Value, ps: Value, color: Value = _LINK_FACE) -> None:
    for place in elements(machine.budget, ps):
        _say_second(machine, _position(place), msg, color)


def _include_match(machine: Machine, include: Value, /) -> None:
    machine.recording.included = bool(include)


def _exit(machine: Machine, /) -> None:
    """Record that no more is to be matched; the script itself goes on, as it does in Coccinelle."""
    machine.recording.exit = True


def _maker(kind: str) -> Native:
    def run(machine: Machine, text: Value, /) -> Exported:
        if not isinstance(text, str):
            raise TypeError(f"make_{kind}() takes a string, not '{type_name(text)}'")
        return Exported(kind, to_text(machine.budget, text))

    return Native(f"make_{kind}", run)


def _make_position(machine: Machine, file: Value, element: Value, /, *span: Value) -> Exported:
    if len(span) != 4 or not all(isinstance(number, int) for number in span):
        raise TypeError(
            "make_position() takes a file, a function and four integers: line, column, their ends"
        )
    line, column, line_end, column_end = map(str, span)
    name = to_text(machine.budget, file)
    place = ScriptPosition(name, to_text(machine.budget, element), line, column, line_end, column_end)
    return Exported("position", f"{name}:{line}:{column}", place)


def _natives(functions: Mapping[str, Callable[..., Value]]) -> dict[str, Value]:
    return {name: Native(name, function) for name, function in functions.items()}


_PRINTERS = {"print_main": _print_main, "print_sec": _print_sec, "print_secs": _print_secs}

REPORT = Module("coccilib.report", _natives({"build_report": _build_report, "print_report": _print_report}))
ORG = Module(
    "coccilib.org",
    _natives(
        {
            "build_link": _build_link,
            "print_todo": _org("org-todo", todo=True, safe=False),
            "print_safe_todo": _org("org-safe-todo", todo=True, safe=True),
            "print_link": _org("org-link", todo=False, safe=False),
            "print_safe_link": _org("org-safe-link", todo=False, safe=True),
            **_PRINTERS,
        }
    ),
)
COCCILIB = Module("coccilib", {"report": REPORT, "org": ORG})
COCCI = Module(
    "cocci",
    {
        **_natives(
            {"include_match": _include_match, "exit": _exit, "make_position": _make_position, **_PRINTERS}
        ),
        **{f"make_{kind}": _maker(kind) for kind in ("ident", "expr", "type", "stmt", "listlen")},
    },
)

GLOBALS: Mapping[str, Value] = {
    "cocci": COCCI,
    "coccilib": COCCILIB,
    "coccinelle": ExportTarget(),
    "org": ORG,
    "report": REPORT,
}
"""The names that Coccinelle defines before the first script runs."""

IMPORTABLE: Mapping[str, Module] = {
    "coccilib": COCCILIB,
    "coccilib.org": ORG,
    "coccilib.report": REPORT,
    "re": regex.MODULE,
    "__future__": Module("__future__", {"print_function": None, "division": None}),
}
"""The modules that a script may import."""
