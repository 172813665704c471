"""What stands at file level between the functions: declarations, types, and the calls that declare."""

from __future__ import annotations

import re

from gupcheck.syntax.ast import Node
from gupcheck.syntax.body import rewrite_expressions
from gupcheck.syntax.convert import TooDeepError, convert
from gupcheck.syntax.draft import Draft
from gupcheck.syntax.head import blank_annotations
from gupcheck.syntax.parse import Source, badness, parse_text
from gupcheck.syntax.repair import repair_declaration
from gupcheck.syntax.variants import groups_within, texts_of

_STATIC_CALL = re.compile(rb"\s*+((?:(?:static|extern|const)\s++)++)[A-Za-z_]\w*+\s*+\([^=]*\)\s*;?$")


def parse_declaration(source: Source, start: int, end: int) -> tuple[Node, ...]:
    """Return the nodes of the declaration in `start`..`end`.

    Every arm of an `#if` in it is there, one after the other, where that parses; else the first arms alone.
    A call
    without a `;` is an expression_statement without one.
    """
    whole = bytearray(source.plain[start:end].replace(b"#", b" "))
    if not whole.strip(b" \t\n;"):
        return ()
    draft, bad = _best(source, whole)
    if bad:
        groups = groups_within(source.groups, start, end)
        for text in texts_of(source.plain, start, end, groups, ())[:1] if groups else ():
            other, worse = _best(source, text)
            if worse < bad:
                draft = other
    try:
        root = convert(parse_text(_ended(draft.text)), source.data, start, draft.marks)
    except TooDeepError:
        return ()
    _clip(root, end, source.data)
    return root.children


def _best(source: Source, text: bytearray) -> tuple[Draft, int]:
    """Return the rewritten declaration, repaired where that helps, and the number of its errors."""
    draft = Draft(text)
    blank_annotations(draft, 0, len(text), source.dialect)
    call = _STATIC_CALL.match(draft.text)
    if call:
        draft.blank(*call.span(1))
    rewrite_expressions(draft, 0, source.dialect)
    bad = badness(parse_text(_ended(draft.text)))
    if not bad:
        return draft, 0
    repaired = Draft(bytearray(draft.text), dict(draft.marks))
    repair_declaration(repaired)
    left = badness(parse_text(_ended(repaired.text)))
    return (repaired, left) if left < bad else (draft, bad)


def _ended(text: bytearray) -> bytearray:
    """Return the text with a `;` at its end, one byte longer where it had none."""
    return text if text.rstrip().endswith(b";") else text + b";"


def _clip(root: Node, end: int, data: bytes) -> None:
    """Take the `;` that `_ended` added behind `end` out of a tree that was just made."""
    node = root
    while node.end > end:
        node.end = end
        if not node.children:
            node.text = data[node.start : end].decode("utf-8", "replace")
            return
        if node.children[-1].start >= end:
            node.children = node.children[:-1]
        if node.children:
            node = node.children[-1]
