"""Where jumps lead: the statement that `break` and `continue` leave, the labels of the function."""

from __future__ import annotations

from dataclasses import dataclass, field

from gupcheck.flow.draft import Draft, Loose
from gupcheck.flow.graph import EXIT, Label
from gupcheck.syntax.ast import Node


@dataclass(slots=True)
class SwitchHead:
    """A SWITCH whose block is being built: its node, and whether a `default` was seen."""

    index: int
    has_default: bool = False


@dataclass(slots=True)
class Targets:
    """What encloses the statement that is being built.

    `breaks` and `continues` collect the loose ends of these statements; a case belongs to `switch`.
    """

    breaks: list[Loose] = field(default_factory=list)
    continues: list[Loose] = field(default_factory=list)
    switch: SwitchHead | None = None


@dataclass(slots=True)
class Jumps:
    """The labels of a function and the jumps to them, tied when all labels are known."""

    labels: dict[str, list[int]] = field(default_factory=dict)
    gotos: list[tuple[int, str]] = field(default_factory=list)
    computed: list[int] = field(default_factory=list)

    def tie(self, draft: Draft, function: Node) -> None:
        """Make the edges of all jumps.

        A name that two arms of an `#if` define leads to both; one that is defined nowhere leads to EXIT. A
        computed goto leads to the labels whose address the function takes, to all labels where it takes none.
        """
        for index, name in self.gotos:
            for target in self.labels.get(name, [EXIT]):
                draft.tie([Loose(index, Label.JUMP)], target)
        if not self.computed:
            return
        taken = _taken_labels(function)
        names = [name for name in self.labels if name in taken] or list(self.labels)
        targets = sorted(target for name in names for target in self.labels[name]) or [EXIT]
        for index in self.computed:
            for target in targets:
                draft.tie([Loose(index, Label.JUMP)], target)


def _taken_labels(function: Node) -> set[str]:
    """Return the labels in `&&label`, which tree-sitter-c reads as `&` of `&label`."""
    found = set()
    for node in function.walk():
        outer = node.child("argument") if node.kind == "pointer_expression" else None
        inner = outer.child("argument") if outer and outer.kind == "pointer_expression" else None
        if outer and inner and inner.kind == "identifier" and outer.start == node.start + 1:
            found.add(inner.text)
    return found
