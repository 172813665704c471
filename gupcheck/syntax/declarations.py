"""What stands at file level between the functions: declarations, types, and the calls that declare."""

from __future__ import annotations

from gupcheck.syntax.ast import Node
from gupcheck.syntax.body import rewrite_body
from gupcheck.syntax.convert import TooDeepError, convert
from gupcheck.syntax.draft import Draft
from gupcheck.syntax.head import blank_annotations
from gupcheck.syntax.parse import Source, parse_text


def parse_declaration(source: Source, start: int, end: int) -> tuple[Node, ...]:
    """Return the nodes of a declaration in `start`..`end`, with every arm of the `#if`s in it, one after the other."""
    draft = Draft(bytearray(source.plain[start:end].replace(b"#", b" ")))
    blank_annotations(draft, 0, end - start, source.dialect)
    rewrite_body(draft, 0, source.dialect)
    try:
        return convert(parse_text(draft.text), source.data, start, draft.marks).children
    except TooDeepError:
        return ()
