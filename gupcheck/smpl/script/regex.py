"""The module `re` as scripts get it: patterns whose worst case is known before they run.

Python's matcher backtracks. The number of ways it can take is at most the product of the choices in the
pattern: the text's length for each `*`, `+` or open `{m,}`, the spread of each `{m,n}`, two for each `?`, and
the number of arms of each alternation. That product, times the length for the start positions, is paid from
the budget before matching; repeated groups, back references and look-around, which it does not cover, are
refused.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass

from gupcheck.smpl.script.budget import Budget
from gupcheck.smpl.script.errors import RefusalError
from gupcheck.smpl.script.values import Machine, Module, Native, Value, type_name

MAX_PATTERN = 500
MAX_PATHS = 2_000_000
_PATHS_A_STEP = 50

_TOKEN = re.compile(
    r"(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\.)|(?P<open>\(\?:|\(\?P<\w+>|\((?!\?))|(?P<close>\))"
    r"|(?P<repeat>[*+?]|\{\d*(?:,\d*)?\})|(?P<or>\|)|(?P<other>\(\?)|(?P<plain>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A compiled pattern; `open_repeats` counts unbounded repetitions, `choices` multiplies the others."""

    compiled: re.Pattern[str]
    open_repeats: int
    choices: int

    def paths(self, length: int) -> int:
        """Return the most ways that a search in a text of `length` characters can take."""
        return int(self.choices * (length + 1) ** (self.open_repeats + 1))

    def pay(self, budget: Budget, text: str) -> None:
        """Spend what matching the text costs at worst; raise RefusalError when that is out of proportion."""
        paths = self.paths(len(text))
        if paths > MAX_PATHS:
            raise RefusalError(
                f"Matching this pattern on {len(text)} characters may take too long.",
                "pattern cost limit",
                "Use fewer *, + and | in it, or string methods.",
            )
        budget.spend(1 + paths // _PATHS_A_STEP)


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """What a search found."""

    found: re.Match[str]


def _refused(what: str) -> RefusalError:
    return RefusalError(
        f"{what} in a regular expression is not supported in rule files.",
        "pattern",
        "Use a simpler pattern or string methods.",
    )


def _repeat_choices(repeat: str) -> int:
    """Return how many counts the repetition allows, 0 for no upper bound."""
    if repeat in "*+":
        return 0
    if repeat == "?":
        return 2
    low, comma, high = repeat[1:-1].partition(",")
    if comma and not high:
        return 0
    most, least = int((high if comma else low) or 0), int(low or 0)
    if most > 1000:
        raise _refused("A count over 1000")
    return max(most - least, 0) + 1


def _count(pattern: str) -> tuple[int, int]:
    """Return the number of open repetitions and the product of the other choices."""
    open_repeats, choices = 0, 1
    previous = ""
    arms = [1]
    for token in _TOKEN.finditer(pattern):
        kind, text = token.lastgroup or "", token[0]
        if kind == "other" or (kind == "escape" and text[1].isdigit()):
            raise _refused("A look-around, a flag group or a back reference")
        if kind == "open":
            arms.append(1)
        elif kind == "close" and len(arms) > 1:
            choices *= arms.pop()
        elif kind == "or":
            arms[-1] += 1
        elif kind == "repeat" and not (previous == "repeat" and text == "?"):
            if (previous == "close" and text != "?") or previous == "repeat":
                raise _refused("A repeated group or repetition")
            counts = _repeat_choices(text)
            open_repeats += counts == 0
            choices *= counts or 1
        previous = kind
    return open_repeats, choices * math.prod(arms)


def measured(source: str, flags: int = 0) -> Pattern:
    """Return the pattern `source` with what it costs.

    Raises RefusalError where that has no bound, re.error, RecursionError or OverflowError for bad syntax.
    """
    open_repeats, choices = _count(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Pattern(re.compile(source, flags), open_repeats, choices)


def compile_pattern(budget: Budget, pattern: Value, flags: Value = 0) -> Pattern:
    """Return the pattern; raise RefusalError where its cost has no bound, ValueError for bad syntax."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, str):
        raise TypeError("first argument must be string or compiled pattern")
    if flags not in (0, int(re.IGNORECASE)):
        raise _refused("Another flag than IGNORECASE")
    if len(pattern) > MAX_PATTERN:
        raise RefusalError(f"A pattern is over the limit of {MAX_PATTERN} characters.", "pattern size limit")
    budget.spend(len(pattern))
    try:
        return measured(pattern, int(flags))
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"bad regular expression: {error}") from None


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected string, got '{type_name(value)}'")
    return str(value)


def _find(how: str) -> Callable[..., Value]:
    def find(machine: Machine, pattern: Value, string: Value, flags: Value = 0, /) -> Value:
        checked, text = compile_pattern(machine.budget, pattern, flags), _text(string)
        checked.pay(machine.budget, text)
        matcher = {"match": checked.compiled.match, "search": checked.compiled.search}.get(how)
        found = (matcher or checked.compiled.fullmatch)(text)
        return None if found is None else Match(found)

    return find


def _findall(machine: Machine, pattern: Value, string: Value, flags: Value = 0, /) -> Value:
    checked, text = compile_pattern(machine.budget, pattern, flags), _text(string)
    checked.pay(machine.budget, text)
    found: list[Value] = checked.compiled.findall(text)
    machine.budget.items(len(found))
    return found


def _sub(machine: Machine, pattern: Value, replacement: Value, string: Value, /) -> Value:
    checked, text, new = compile_pattern(machine.budget, pattern), _text(string), _text(replacement)
    if "\\" in new:
        raise _refused("A backslash in the replacement")
    checked.pay(machine.budget, text)
    machine.budget.text(len(text) + (len(text) + 1) * len(new))
    return checked.compiled.sub(lambda _: new, text)


def _group(machine: Machine, match: Match, index: Value = 0, /) -> Value:
    if not isinstance(index, int | str):
        raise IndexError("no such group")
    return match.found.group(index)


FUNCTIONS = {name: Native(f"re.{name}", _find(name)) for name in ("match", "search", "fullmatch")}
FUNCTIONS["findall"] = Native("re.findall", _findall)
FUNCTIONS["sub"] = Native("re.sub", _sub)

PATTERN_METHODS = FUNCTIONS
MATCH_METHODS = {
    "group": Native("group", _group),
    "groups": Native("groups", lambda _machine, match: match.found.groups()),
    "start": Native("start", lambda _machine, match: match.found.start()),
    "end": Native("end", lambda _machine, match: match.found.end()),
}

MODULE = Module(
    "re",
    {
        **FUNCTIONS,
        "compile": Native("re.compile", lambda machine, *given: compile_pattern(machine.budget, *given)),
        "escape": Native("re.escape", lambda machine, text: re.escape(_text(text))),
        "IGNORECASE": int(re.IGNORECASE),
        "I": int(re.IGNORECASE),
    },
)
