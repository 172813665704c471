"""`text % values`, `"...".format(...)` and format specifications, without attributes or huge widths.

The directives are those of the Python library reference ("printf-style String Formatting" and "Format
Specification Mini-Language"); each is taken apart here, checked, and only then given to Python one at a time.
"""

from __future__ import annotations

import re
from string import Formatter

from gupcheck.smpl.script.budget import Budget
from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.rendering import to_repr, to_text
from gupcheck.smpl.script.values import TermList, Value, type_name

_PERCENT = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?(?P<flags>[-+ #0]*)"
    r"(?P<width>\*|\d*)(?:\.(?P<precision>\*|\d*))?[hlL]?(?P<letter>.?)",
    re.DOTALL,
)
_SPEC = re.compile(
    r"(?:.?[<>=^])?[-+ ]?z?#?0?(?P<width>\d*)[,_]?(?:\.(?P<precision>\d+))?[bcdeEfFgGosxX%]?", re.DOTALL
)
_NUMBER_LETTERS = "diuoxXeEfFgG"


def _number(budget: Budget, digits: str) -> int:
    """Return a width or precision that is written out; raise RefusalError where it is over the limit."""
    if len(digits) > 9:
        budget.width(10**9)
    budget.width(int(digits or 0))
    return int(digits or 0)


class _Arguments:
    """The right-hand side of `%`, consumed one directive after the other."""

    def __init__(self, values: Value) -> None:
        self.mapping = values if isinstance(values, dict) else None
        self.values = list(values) if isinstance(values, tuple) else [values]
        self.used = 0

    def next(self) -> Value:
        """Return the next value; raise TypeError when there is none."""
        if self.used >= len(self.values):
            raise TypeError("not enough arguments for format string")
        self.used += 1
        return self.values[self.used - 1]

    def named(self, name: str) -> Value:
        """Return the value of `%(name)s`."""
        if self.mapping is None:
            raise TypeError("format requires a mapping")
        self.used = len(self.values)
        return self.mapping[name]

    def star(self, budget: Budget, text: str) -> str:
        """Return a width as digits: the next value where it is written `*`."""
        if text != "*":
            return str(_number(budget, text)) if text else ""
        value = self.next()
        if not isinstance(value, int):
            raise TypeError("* wants int")
        budget.width(value)
        return str(int(value))

    def finish(self) -> None:
        """Raise TypeError when values are left over, as Python does."""
        if self.used < len(self.values) and self.mapping is None:
            raise TypeError("not all arguments converted during string formatting")


def _directive(budget: Budget, found: re.Match[str], arguments: _Arguments) -> str:
    letter = found["letter"]
    if letter == "%":
        return "%"
    if not letter or letter not in _NUMBER_LETTERS + "csra":
        raise ValueError(f"unsupported format character {letter!r}" if letter else "incomplete format")
    width = arguments.star(budget, found["width"])
    precision = found["precision"]
    dotted = "" if precision is None else "." + arguments.star(budget, precision)
    value = arguments.next() if found["name"] is None else arguments.named(found["name"])
    if letter in "sra":
        value, letter = to_text(budget, value) if letter == "s" else to_repr(budget, value), "s"
    elif letter in _NUMBER_LETTERS and not isinstance(value, int | float):
        raise TypeError(f"%{letter} format: a real number is required, not {type_name(value)}")
    return f"%{found['flags']}{width}{dotted}{letter}" % (value,)


def percent(budget: Budget, template: str, values: Value) -> str:
    """Return `template % values`; raise TypeError, ValueError or KeyError as Python does."""
    arguments = _Arguments(values)
    pieces: list[str] = []
    end = 0
    for found in _PERCENT.finditer(template):
        pieces += [template[end : found.start()], _directive(budget, found, arguments)]
        budget.spend()
        budget.text(len(pieces[-1]))
        end = found.end()
    arguments.finish()
    pieces.append(template[end:])
    budget.text(sum(map(len, pieces)))
    return "".join(pieces)


def formatted(budget: Budget, value: Value, conversion: str | None, spec: str) -> str:
    """Return one replacement field's text, `conversion` being "r", "s", "a" or None."""
    found = _SPEC.fullmatch(spec)
    if not found:
        raise ValueError("Invalid format specifier")
    _number(budget, found["width"])
    _number(budget, found["precision"] or "")
    if conversion in ("r", "a"):
        value = to_repr(budget, value)
    elif conversion == "s" or isinstance(value, TermList) or not isinstance(value, str | int | float):
        value = to_text(budget, value)
    text = format(str(value) if isinstance(value, str) else value, spec)
    budget.text(len(text))
    return text


def brace(budget: Budget, template: str, values: list[Value], named: dict[str, Value]) -> str:
    """Return `template.format(*values, **named)` for plain fields.

    Raises RefusalError for `{0.name}`, `{0[name]}` and a field inside a specification: they would reach into
    objects by text.
    """
    pieces: list[str] = []
    automatic = 0
    for literal, field, spec, conversion in Formatter().parse(template):
        pieces.append(literal)
        if field is None:
            continue
        if not re.fullmatch(r"\d{0,4}|[A-Za-z]\w*", field) or "{" in (spec or ""):
            raise RefusalError(
                f"The format field '{{{field}}}' is not supported in rule files.",
                "format field",
                "Give the value itself as an argument.",
            )
        index = field or str(automatic)
        automatic += not field
        value = values[int(index)] if index.isdigit() else named[index]
        pieces.append(formatted(budget, value, conversion, spec or ""))
        budget.spend()
    budget.text(sum(map(len, pieces)))
    return "".join(pieces)
