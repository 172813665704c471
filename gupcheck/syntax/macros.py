"""The `#define`s of a file, and their bodies as syntax trees."""

from __future__ import annotations

import re
from functools import cached_property

from gupcheck.syntax.ast import Node
from gupcheck.syntax.body import rewrite_body
from gupcheck.syntax.convert import TooDeepError, convert
from gupcheck.syntax.draft import Draft
from gupcheck.syntax.parse import Source, definition_of, parse_text
from gupcheck.syntax.scan import Directive

_HEAD = re.compile(rb"\s*+(?:\\\r?\n\s*+)*+(\w++)(\([^()]*+\))?")
_PREFIX = b"void f(void){"
_PASTE = re.compile(rb"[ \t]*+##[ \t]*+")


class Macro:
    """A `#define`: `params` is None where it takes no arguments; `start`..`end` is its line, continued.

    `body_start`..`body_end` is the span of what it stands for. Offsets are bytes of the file.
    """

    def __init__(self, source: Source, directive: Directive) -> None:
        self.source = source
        self.start = directive.start
        self.end = directive.end
        head = _HEAD.match(source.uncommented, directive.argument, directive.end)
        self.name = head[1].decode() if head else ""
        self.name_start = head.start(1) if head else directive.argument
        listed = head[2] if head else None
        self.params: tuple[str, ...] | None = None
        if listed is not None:
            names = listed[1:-1].replace(b"\\", b" ").decode().split(",")
            self.params = tuple(name.strip() for name in names if name.strip())
        self.body_start = head.end() if head else directive.end
        self.body_end = directive.end

    def __repr__(self) -> str:
        return f"Macro({self.name!r}, {self.start}, {self.end})"

    @cached_property
    def _trees(self) -> tuple[Node, ...]:
        text = self.source.uncommented[self.body_start : self.body_end].replace(b"\\", b" ")
        if not text.strip():
            return ()
        text = _PASTE.sub(lambda match: b"_" * len(match[0]), text).replace(b"#", b" ")
        draft = Draft(bytearray(_PREFIX + text + b"\n;}"))
        rewrite_body(draft, len(_PREFIX) - 1, self.source.dialect)
        try:
            root = convert(
                parse_text(draft.text), self.source.data, self.body_start - len(_PREFIX), draft.marks
            )
        except TooDeepError:
            return ()
        return (definition_of(root),)

    def trees(self) -> tuple[Node, ...]:
        """Return the body as the statements of a `function_definition`; () where it is empty.

        Only the nodes below its `compound_statement`'s braces have true offsets and texts.
        """
        return self._trees
