"""The values that scripts work on, and what a run gives back.

A script sees plain Python numbers, strings and containers, and beside them only the classes below. None of
these has an attribute that a script can reach by itself: `attributes` decides that by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from gupcheck.smpl.script.budget import Budget

Value: TypeAlias = Any
"""None, bool, int, float, str, list, tuple, dict, set, frozenset, range or one of the classes below."""


@dataclass(frozen=True, slots=True)
class ScriptPosition:
    """One place of a position metavariable; every field is a string, as Coccinelle 1.1.1 gives them.

    Lines count from 1, columns from 0, `column_end` is exclusive. `current_element` is the enclosing
    function's name; the `current_element_...` fields are that function's own span, "" where not known.
    """

    file: str
    current_element: str
    line: str
    column: str
    line_end: str
    column_end: str
    current_element_line: str = ""
    current_element_column: str = ""
    current_element_line_end: str = ""
    current_element_column_end: str = ""


class ScriptText(str):
    """The text of a metavariable: a string in every way, because Coccinelle hands scripts plain strings.

    `kind` is the metavariable's ("expression", "identifier", "type", "statement", ...). Older versions of
    Coccinelle wrapped the text: `.expr`, `.ident` and `.type` still give it.
    """

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str = "expression") -> ScriptText:
        """Return the text with its kind."""
        made = super().__new__(cls, text)
        made.kind = kind
        return made


@dataclass(frozen=True, slots=True)
class TermList:
    """The value of an expression list or a parameter list: `expr` is the whole text, `elements` its parts."""

    expr: str
    elements: tuple[str, ...]


Variable: TypeAlias = ScriptText | TermList | tuple[ScriptPosition, ...]
"""What a caller may bind an inherited metavariable to."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What a script assigned to `coccinelle.name`; `kind` is the X of the `cocci.make_X` that made it.

    A plain string has the kind "text". `position` is set for the kind "position" alone.
    """

    kind: str
    text: str
    position: ScriptPosition | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that a script printed or reported.

    `kind` is "print", "report", "org-todo", "org-safe-todo", "org-link", "org-safe-link", "org-main" or
    "org-sec". `message` is what the script says, without place and mark-up; `printed` is the line that
    Coccinelle prints for it, without its line end. `position` is the place the script gave.
    """

    kind: str
    message: str
    printed: str
    position: ScriptPosition | None = None


@dataclass(frozen=True, slots=True)
class ScriptOutcome:
    """What one run of a script did.

    `included` is False after `cocci.include_match(False)` (the last call counts), and where the expression
    of a `script:python() { ... }` constraint is false. `exit` is True after `cocci.exit()`.
    """

    outputs: tuple[Output, ...] = ()
    included: bool = True
    exported: Mapping[str, Exported] = field(default_factory=dict)
    exit: bool = False


@dataclass(slots=True)
class Recording:
    """The outcome of a run while it is being made."""

    variables: Mapping[str, Variable]
    outputs: list[Output] = field(default_factory=list)
    included: bool = True
    exported: dict[str, Exported] = field(default_factory=dict)
    exit: bool = False

    def say(self, kind: str, message: str, printed: str, position: ScriptPosition | None = None) -> None:
        """Add an output; a lone surrogate becomes `?`, because no file could take it."""
        message, printed = (text.encode("utf-8", "replace").decode() for text in (message, printed))
        self.outputs.append(Output(kind, message, printed, position))

    def outcome(self) -> ScriptOutcome:
        """Return what was recorded, frozen."""
        return ScriptOutcome(tuple(self.outputs), self.included, dict(self.exported), self.exit)


class Machine(Protocol):
    """What a built-in function may ask of the interpreter that calls it."""

    @property
    def budget(self) -> Budget:
        """Return what is left of the run's steps."""

    @property
    def recording(self) -> Recording:
        """Return the outcome under construction."""

    def call(self, function: Value, args: list[Value], named: dict[str, Value]) -> Value:
        """Return what the script's or our function returns."""


@dataclass(frozen=True, slots=True, eq=False)
class Native:
    """A function of ours that a script may call; it gets the machine before the script's arguments."""

    name: str
    function: Callable[..., Value]


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A method of a value, as `text.strip` is before it is called."""

    receiver: Value
    native: Native


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A module or object with a fixed set of names: `coccilib.report`, `cocci`, `re`."""

    name: str
    members: Mapping[str, Value]


@dataclass(frozen=True, slots=True, eq=False)
class ExportTarget:
    """The object `coccinelle`: assigned attributes are exported, inherited variables can be read."""


@dataclass(frozen=True, slots=True)
class Caught:
    """An exception as a script holds it: its class's name and its text."""

    kind: str
    text: str


def type_name(value: Value) -> str:
    """Return the name of the value's type as Python would name it to the script."""
    if isinstance(value, str):
        return "str"
    if isinstance(value, Caught):
        return value.kind
    names = {Native: "function", Bound: "method", Module: "module", ScriptPosition: "Location"}
    return names.get(type(value), type(value).__name__)
