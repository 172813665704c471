"""The texts that a function's `#if` groups make of it: one for each choice of arms that split statements."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from gupcheck.syntax.conditionals import Group, blank_spans, choose_arms
from gupcheck.syntax.scan import BLANK

_BRACKETS = re.compile(rb"[(){}\[\]]")
_FIRST_WORD = re.compile(rb"[\s#]*+(else\b|\w++|\S)")
_CLOSERS = {0x29: 0x28, 0x7D: 0x7B, 0x5D: 0x5B}
_NESTED = 8
_LOOK_BACK = 200
"""Bytes that are looked at at once for what stands before a group."""

_START = attrgetter("start")
_AFTER_STATEMENT = b";{}:"


def groups_within(groups: Sequence[Group], start: int, end: int) -> list[Group]:
    """Return the groups, of some that are sorted by their start, that lie wholly inside of a span."""
    if not groups or groups[0].start >= end or groups[-1].start < start:
        return []
    low = bisect_left(groups, start, key=_START)
    high = bisect_left(groups, end, lo=low, key=_START)
    return [group for group in groups[low:high] if group.end <= end]


def reach(groups: Sequence[Group], start: int, end: int) -> int:
    """Return where a function's text begins: before `start` where an `#if` that splits its head does."""
    low = bisect_left(groups, start, key=_START)
    for group in reversed(groups[max(0, low - _NESTED) : low]):
        if start < group.endif and group.end <= end:
            start = group.start
    return start


def stands_alone(plain: bytes, start: int, body: int, group: Group) -> bool:
    """Return whether every arm of the group is whole statements in the body that begins at `body`."""
    if group.start < body or not _ends_statement(plain, start, group.start):
        return False
    after = _FIRST_WORD.match(plain, group.end)
    if after and after[1] == b"else":
        return False
    return all(_is_statements(plain[arm.start : arm.end]) for arm in group.arms)


def nesting(groups: Sequence[Group]) -> int:
    """Return how many of the groups, which are sorted by their start, lie in each other at most."""
    most = 0
    ends: list[int] = []
    for group in groups:
        while ends and ends[-1] <= group.start:
            ends.pop()
        ends.append(group.endif)
        most = max(most, len(ends))
    return most


def _ends_statement(plain: bytes, start: int, end: int) -> bool:
    while end > start:
        before = plain[max(start, end - _LOOK_BACK) : end].rstrip(b" \t\n#\r")
        if before:
            return before[-1] in _AFTER_STATEMENT
        end -= _LOOK_BACK
    return False


def _is_statements(arm: bytes) -> bool:
    text = arm.strip(b" \t\n#")
    if not text:
        return True
    if text[-1] not in b";}:" or text.startswith(b"else") or not (text[:1].isalnum() or text[0] in b"_{*(+-"):
        return False
    stack: list[int] = []
    for match in _BRACKETS.finditer(text):
        char = text[match.start()]
        if char not in _CLOSERS:
            stack.append(char)
        elif not stack or stack.pop() != _CLOSERS[char]:
            return False
    return not stack


def texts_of(
    plain: bytes, start: int, end: int, groups: Sequence[Group], kept: Sequence[Group]
) -> list[bytearray]:
    """Return the texts of the span, one for each choice of arms of the groups that are not `kept`.

    The `#` marks of the kept groups are still in them; the first text has the first arms.
    """
    whole = set(kept)
    split = [group for group in groups if group not in whole]
    base = plain[start:end]
    texts: list[bytearray] = []
    for choice in choose_arms(split) if split else [{}]:
        spans: list[tuple[int, int]] = []
        for group, chosen in choice.items():
            spans.extend((arm.mark - start, arm.start - start) for arm in group.arms)
            spans.extend(
                (arm.start - start, arm.end - start) for arm in group.arms if arm is not group.arms[chosen]
            )
            spans.append((group.endif - start, group.end - start))
        text = bytearray(blank_spans(base, spans))
        _drop_marks(text, start, kept)
        if text not in texts:
            texts.append(text)
    return texts


def _drop_marks(text: bytearray, start: int, kept: Sequence[Group]) -> None:
    """Blank the marks of groups that are not kept: they reach out of the text, or an arm was chosen."""
    mark = text.find(b"#")
    if mark < 0:
        return
    own = {arm.mark for group in kept for arm in group.arms} | {group.endif for group in kept}
    while mark >= 0:
        if mark + start not in own:
            text[mark] = 0x20
        mark = text.find(b"#", mark + 1)


def restore_directives(text: bytearray, start: int, uncommented: bytes, kept: Sequence[Group]) -> None:
    """Put the directives of the kept groups back into a text that begins at `start` of the file."""
    for group in kept:
        for index, arm in enumerate(group.arms):
            line = uncommented[arm.mark : arm.start]
            if index == 0 and b"el" in line[:8]:
                line = b"#if" + line.partition(b"if")[2].rjust(len(line) - 3)
            if arm.mark < arm.start and text[arm.mark - start] == 0x23:
                text[arm.mark - start : arm.start - start] = line
        if text[group.endif - start] == 0x23:
            line = uncommented[group.endif : group.end]
            keyword = line.index(b"endif") + 5
            text[group.endif - start : group.end - start] = line[:keyword] + line[keyword:].translate(BLANK)
