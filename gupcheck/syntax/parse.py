"""From a stretch of a file to tree-sitter's trees: rewrite, parse, if that fails repair and parse again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from gupcheck.syntax.ast import Node
from gupcheck.syntax.body import rewrite_body
from gupcheck.syntax.conditionals import Group
from gupcheck.syntax.convert import TooDeepError, convert
from gupcheck.syntax.dialect import Dialect
from gupcheck.syntax.draft import Draft
from gupcheck.syntax.head import Name, rewrite_head
from gupcheck.syntax.repair import repair
from gupcheck.syntax.variants import (
    groups_within,
    nesting,
    reach,
    restore_directives,
    stands_alone,
    texts_of,
)

_MOST_NESTED = 100
"""How many `#if` may lie in each other in a function; each has to be looked at up to its end."""

if TYPE_CHECKING:
    from tree_sitter import Node as TreeNode
    from tree_sitter import Parser, Tree


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A file as the parser needs it: its bytes, its plain text, its `#if` groups and its dialect."""

    data: bytes
    plain: bytes
    uncommented: bytes
    groups: tuple[Group, ...]
    dialect: Dialect


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """The trees of one stretch of a file, which begins at `start`; one (tree, marks) for each variant.

    There are none if it is `too_deep`.
    """

    data: bytes
    start: int
    variants: tuple[tuple[Tree, dict[int, str]], ...]
    too_deep: bool = False
    _nodes: list[Node] = field(default_factory=list)

    @property
    def has_error(self) -> bool:
        """Return whether a place of it did not parse, in any variant."""
        return any(tree.root_node.has_error for tree, _ in self.variants)

    def error_spans(self) -> list[tuple[int, int]]:
        """Return the spans in the file that did not parse, in source order."""
        nodes = [node for tree, _ in self.variants for node in _error_nodes(tree.root_node)]
        return sorted({(node.start_byte + self.start, node.end_byte + self.start) for node in nodes})

    def roots(self) -> list[Node]:
        """Return the `translation_unit` of each variant; raises TooDeepError."""
        if self.too_deep:
            raise TooDeepError
        if not self._nodes:
            self._nodes.extend(convert(tree, self.data, self.start, marks) for tree, marks in self.variants)
        return self._nodes


@cache
def _parser() -> Parser:
    import tree_sitter_c
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_c.language()))


def parse_text(text: bytearray) -> Tree:
    """Return tree-sitter's tree of a rewritten text."""
    return _parser().parse(bytes(text))


def parse_function(source: Source, start: int, end: int, body: int) -> Parsed:
    """Return the trees of the function in `start`..`end` whose `{` is at `body`."""
    start = reach(source.groups, start, end)
    groups = groups_within(source.groups, start, end)
    if nesting(groups) > _MOST_NESTED:
        return Parsed(source.data, start, (), too_deep=True)
    kept = [group for group in groups if stands_alone(source.plain, start, body, group)]
    parsed = _parse_variants(source, start, end, body - start, groups, kept)
    if kept and parsed.has_error:
        split = _parse_variants(source, start, end, body - start, groups, ())
        if not split.has_error:
            return split
    return parsed


def _parse_variants(
    source: Source, start: int, end: int, body: int, groups: Sequence[Group], kept: Sequence[Group]
) -> Parsed:
    variants = []
    for text in texts_of(source.plain, start, end, groups, kept):
        draft = Draft(text)
        rewrite_head(draft, body, source.dialect)
        rewrite_body(draft, body, source.dialect)
        variants.append(_parse_draft(source, draft, start, body, kept))
    return Parsed(source.data, start, tuple(variants))


def _parse_draft(
    source: Source, draft: Draft, start: int, body: int, kept: Sequence[Group]
) -> tuple[Tree, dict[int, str]]:
    """Return the tree of a draft and its marks, repaired where that leaves less that did not parse."""
    first = Draft(bytearray(draft.text), dict(draft.marks))
    restore_directives(first.text, start, source.uncommented, kept)
    tree = parse_text(first.text)
    if not tree.root_node.has_error:
        return tree, first.marks
    repair(draft, body, source.dialect)
    restore_directives(draft.text, start, source.uncommented, kept)
    repaired = parse_text(draft.text)
    if not repaired.root_node.has_error or badness(repaired) < badness(tree):
        return repaired, draft.marks
    return tree, first.marks


def badness(tree: Tree) -> int:
    """Return how many places of the tree did not parse."""
    return len(_error_nodes(tree.root_node))


def _error_nodes(root: TreeNode) -> list[TreeNode]:
    """Return the outermost ERROR and MISSING nodes below `root`."""
    found = []
    pending = [root]
    while pending:
        node = pending.pop()
        if node.is_error or node.is_missing:
            found.append(node)
        elif node.has_error:
            pending.extend(node.children)
    return found


def function_name(source: Source, start: int, body: int) -> Name:
    """Return the name of the function whose head is `start`..`body`, with offsets in the file."""
    start = reach(source.groups, start, body)
    groups = groups_within(source.groups, start, body)
    head = texts_of(source.plain, start, body, groups, ())[0]
    name = rewrite_head(Draft(head), len(head), source.dialect)
    return Name(name.text, name.start + start, name.end + start, name.is_static)


def definition_of(root: Node) -> Node:
    """Return the function_definition below a translation_unit, or else one that holds what there is."""
    for node in root.walk():
        if node.kind == "function_definition":
            return node
    return Node("function_definition", root.start, root.end, root.children)


__all__ = [
    "Parsed",
    "Source",
    "TooDeepError",
    "definition_of",
    "function_name",
    "parse_function",
    "parse_text",
]
