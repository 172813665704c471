"""All functions of a tree as one program: where they are, what they return, who calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from gupcheck.errors.expressions import callee_name
from gupcheck.errors.index import Index, open_index
from gupcheck.errors.resolved import CallSite, Definition, ResolvedOutcome, ResolvedSummary, ResolvedValue
from gupcheck.errors.summarise import summarise
from gupcheck.errors.summary import BodySummary
from gupcheck.errors.values import CALL, ERRNO, PARAMETER, UNKNOWN
from gupcheck.syntax import Dialect, Function, Unit, parse_unit

ERRNOS = frozenset(
    ("EPERM", "ENOENT", "EINTR", "EIO", "E2BIG", "EAGAIN", "ENOMEM", "EACCES", "EFAULT", "EBUSY", "EEXIST")
    + (
        "EINVAL",
        "ENOSPC",
        "ENOSYS",
        "EOPNOTSUPP",
        "ENODEV",
        "EHWPOISON",
        "ERANGE",
        "ETIMEDOUT",
        "EINPROGRESS",
    )
)


class Program:
    """One tree. `scope` are the folders or files, relative to `root`, that function pointers and callers are
    looked for in; definitions are also looked for in the tree's common folders and those of `arch`."""

    def __init__(
        self,
        root: Path,
        scope: Sequence[Path],
        dialect: Dialect,
        *,
        arch: str = "x86",
        index: Index | None = None,
    ) -> None:
        self.root = root
        self.scope = tuple(sorted({_shown(root, path) for path in scope}))
        self.dialect = dialect
        self.arch = arch
        self.index = index or open_index(root, dialect)
        self.index.add(self.scope)
        self._units: dict[str, Unit] = {}
        self._bodies: dict[Definition, BodySummary] = {}

    def functions(self, path: Path | str) -> list[Definition]:
        """Return the functions of the file, or of all files below the folder, at `path`, in their order."""
        folder = _shown(self.root, Path(path))
        self.index.add([folder])
        return [
            definition
            for file in self.index.files.below(folder)
            for definition in self.index.in_file(file)
            if definition.kind == "function"
        ]

    def find(self, name: str) -> list[Definition]:
        """Return the definitions of `name` in the tree, by file and place; [] where it has none."""
        return self.index.definitions(name)

    def suggest(self, name: str) -> list[str]:
        """Return defined names that are like `name`, the likest first."""
        return get_close_matches(name, sorted(self.index.names()), n=3, cutoff=0.75)

    def unit_of(self, definition: Definition) -> Unit:
        """Return the parsed file of a definition."""
        return self._unit(definition.file)

    def function_of(self, definition: Definition) -> Function | None:
        """Return the function of a definition, None where it is a macro or the file has it no more."""
        for function in self.unit_of(definition).functions:
            if function.name_start == definition.start and function.name == definition.name:
                return function
        return None

    def body(self, definition: Definition) -> BodySummary:
        """Return the body summary of a definition."""
        known = self._bodies.get(definition)
        if known is None:
            function = self.function_of(definition)
            unit = self.unit_of(definition)
            if function is None:
                known = BodySummary(
                    definition.name, definition.file, definition.line, "", False, (), "a macro"
                )
            else:
                known = summarise(function, unit, ERRNOS, lambda name: None)
            self._bodies[definition] = known
        return known

    def resolved(self, definition: Definition) -> ResolvedSummary:
        """Return the resolved summary of a definition."""
        body = self.body(definition)
        values = sorted({outcome.value for outcome in body.outcomes})
        return ResolvedSummary(
            body.name,
            body.file,
            body.line,
            body.return_type,
            not body.gave_up and not any(value.kind in (UNKNOWN, PARAMETER, CALL) for value in values),
            " ".join(self.scope),
            tuple(ResolvedValue(value.text(), value) for value in values),
            tuple(sorted({value.name for value in values if value.kind == ERRNO})),
            tuple(
                ResolvedOutcome(o.line, o.value.text(), o.cause, o.cause_line, body.file, o.origin)
                for o in body.outcomes
            ),
        )

    def callers(self, name: str) -> list[CallSite]:
        """Return the calls of `name` within the scope, by file and place."""
        called = re.compile(rb"\b" + re.escape(name.encode()) + rb"\s*\(")
        found: set[CallSite] = set()
        for path in sorted({path for folder in self.scope for path in self.index.files.below(folder)}):
            if called.search(self.index.files.read(path)):
                unit = self._unit(path)
                for function in unit.functions:
                    if called.search(unit.data, function.start, function.end):
                        found.update(_calls(unit, function, name))
        return sorted(found, key=lambda site: (site.file, site.start))

    def _unit(self, path: str) -> Unit:
        known = self._units.get(path)
        if known is None:
            known = self._units[path] = parse_unit(self.index.files.read(path), path, self.dialect)
        return known


def _calls(unit: Unit, function: Function, name: str) -> list[CallSite]:
    return [
        CallSite(unit.path, function.name, unit.position(node.start)[0], node.start, node.end)
        for tree in function.trees()
        for node in tree.walk()
        if node.kind == "call_expression" and callee_name(node) == name
    ]


def _shown(root: Path, path: Path) -> str:
    """Return `path` relative to the root, "" for the root itself."""
    full = path if path.is_absolute() else root / path
    return full.resolve().relative_to(root.resolve()).as_posix().removeprefix(".")
