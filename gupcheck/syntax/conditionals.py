"""The `#if` groups of a file: which arms are dead, and which arms can hold at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gupcheck.syntax.scan import BLANK, Directive, Scan

_DEFINED = re.compile(rb"!?(?:defined\(?|IS_ENABLED\()(\w+)\)?$")
_NEVER = (b"0", b"__cplusplus")


@dataclass(frozen=True, slots=True)
class Condition:
    """What an arm asks for: `text` without blanks, and the outcome that it needs; "" for an `#else`."""

    text: bytes
    outcome: bool = True


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: its directive spans `mark` to `start`, its text `start` to `end`, the next directive's mark.

    An `#if` without `#else` has an empty last arm with `mark == start == end`.
    """

    condition: Condition
    mark: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """An `#if` with its live arms.

    `start` is the first one's mark, `endif` the offset of the `#endif`, `end` the end of that line.
    """

    start: int
    arms: tuple[Arm, ...]
    endif: int
    end: int


@dataclass(slots=True)
class _Open:
    arms: list[Arm]
    condition: Condition
    directive: Directive
    has_else: bool = False


def read_conditionals(scan: Scan) -> tuple[bytes, tuple[Group, ...]]:
    """Return the plain text without dead arms (`#if 0`), and the groups that still have a choice, by start.

    The `#` marks of the groups that have no choice left are blanked too. An `#if` that is never closed is
    dropped.
    """
    groups: list[Group] = []
    blanks: list[tuple[int, int]] = []
    stack: list[_Open] = []
    for directive in scan.conditionals:
        if directive.keyword in ("if", "ifdef", "ifndef"):
            stack.append(_Open([], _condition(directive, scan), directive))
        elif not stack:
            blanks.append((directive.start, directive.end))
        else:
            top = stack[-1]
            top.arms.append(Arm(top.condition, top.directive.start, top.directive.end, directive.start))
            if directive.keyword == "endif":
                stack.pop()
                _close(top, directive, groups, blanks)
            else:
                top.directive, top.condition = directive, _condition(directive, scan)
                top.has_else |= directive.keyword == "else"
    blanks.extend((left.start, left.start + 1) for opened in stack for left in (opened.directive,))
    blanks.extend((arm.mark, arm.start) for opened in stack for arm in opened.arms)
    plain = blank_spans(scan.plain, blanks)
    return plain, tuple(
        sorted((g for g in groups if plain[g.endif : g.endif + 1] == b"#"), key=lambda g: g.start)
    )


def _close(top: _Open, endif: Directive, groups: list[Group], blanks: list[tuple[int, int]]) -> None:
    """Sort the arms of a closed `#if` into those that live and those that are blanked."""
    if not top.has_else:
        top.arms.append(Arm(Condition(b""), endif.start, endif.start, endif.start))
    live: list[Arm] = []
    done = False
    for arm in top.arms:
        never, always = _constant(arm.condition)
        if never or done:
            blanks.append((arm.mark, arm.end))
        else:
            live.append(arm)
        done |= always
    if len(live) > 1:
        groups.append(Group(live[0].mark, tuple(live), endif.start, endif.end))
    else:
        blanks.append((endif.start, endif.end))
        blanks.extend((arm.mark, arm.start) for arm in live)


def _condition(directive: Directive, scan: Scan) -> Condition:
    text = b"".join(scan.uncommented[directive.argument : directive.end].replace(b"\\", b" ").split())
    match directive.keyword:
        case "else":
            return Condition(b"")
        case "ifdef" | "elifdef":
            return Condition(text)
        case "ifndef" | "elifndef":
            return Condition(text, outcome=False)
    simple = _DEFINED.match(text)
    if simple:
        return Condition(simple[1], outcome=not text.startswith(b"!"))
    return Condition(text)


def _constant(condition: Condition) -> tuple[bool, bool]:
    """Return whether the condition never holds and whether it always does."""
    if condition.text in _NEVER:
        return condition.outcome, not condition.outcome
    if condition.text == b"1":
        return not condition.outcome, condition.outcome
    return False, False


def blank_spans(plain: bytes, spans: Iterable[tuple[int, int]]) -> bytes:
    """Return `plain` with the spans blanked, newlines kept; the spans may overlap."""
    pieces: list[bytes] = []
    last = 0
    for start, end in sorted(spans):
        if end <= last:
            continue
        start = max(start, last)
        pieces += (plain[last:start], plain[start:end].translate(BLANK))
        last = end
    if not last:
        return plain
    pieces.append(plain[last:])
    return b"".join(pieces)


def choose_arms(groups: Sequence[Group], limit: int = 12) -> list[dict[Group, int]]:
    """Return choices of one arm a group, at most `limit`, so that each arm is in one of them where it can be.

    In one choice, arms with equal conditions agree: `#ifdef A ... #endif ... #ifdef A ... #endif` opens and
    closes
    together. The first choice prefers each group's first arm.
    """
    missing = {(group, index) for group in groups for index in range(len(group.arms))}
    choices: list[dict[Group, int]] = []
    while missing and len(choices) < limit:
        first = min(missing, key=lambda item: (item[1], item[0].start)) if choices else None
        choice = _choose(groups, missing, first)
        found = missing & set(choice.items())
        missing -= found
        choices.append(choice)
        if not found:
            break
    return choices


def _choose(
    groups: Sequence[Group], missing: set[tuple[Group, int]], forced: tuple[Group, int] | None
) -> dict[Group, int]:
    known: dict[bytes, bool] = {}
    choice: dict[Group, int] = {}
    if forced:
        choice[forced[0]] = forced[1]
        _assume(forced[0], forced[1], known)
    for group in groups:
        if group in choice:
            continue
        fitting = [index for index in range(len(group.arms)) if _fits(group, index, known)] or [0]
        choice[group] = next((index for index in fitting if (group, index) in missing), fitting[0])
        _assume(group, choice[group], known)
    return choice


def _fits(group: Group, index: int, known: dict[bytes, bool]) -> bool:
    before = (arm.condition for arm in group.arms[:index])
    if any(known.get(c.text) is c.outcome for c in before):
        return False
    own = group.arms[index].condition
    return not own.text or known.get(own.text) is not (not own.outcome)


def _assume(group: Group, index: int, known: dict[bytes, bool]) -> None:
    for arm in group.arms[:index]:
        known.setdefault(arm.condition.text, not arm.condition.outcome)
    own = group.arms[index].condition
    if own.text:
        known.setdefault(own.text, own.outcome)
