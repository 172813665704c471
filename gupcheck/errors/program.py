"""All functions of a tree as one program: where they are, what they return, who calls them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from gupcheck.errors.carriers import CODE
from gupcheck.errors.codec import body_of_list, body_to_list
from gupcheck.errors.errnos import HEADERS, errnos_of
from gupcheck.errors.expressions import callee_name
from gupcheck.errors.index import Index, open_index
from gupcheck.errors.known import KnownSummaries
from gupcheck.errors.lookup import Lookup
from gupcheck.errors.resolve import Pointed, Resolver
from gupcheck.errors.resolved import CallSite, Definition, ResolvedOutcome, ResolvedSummary, ResolvedValue
from gupcheck.errors.shown import best_of, resolved_outcome, resolved_values, shown, summary_of
from gupcheck.errors.summarise import summarise, summarise_macro
from gupcheck.errors.summary import BodySummary
from gupcheck.errors.values import FIELD
from gupcheck.syntax import Dialect, Function, Unit, parse_unit

MOST_POINTED = 32
"""Functions of one field that are united: the codes of more would be those of half of the tree."""


class Program:
    """One tree. `scope` are the folders or files, relative to `root`, that function pointers and callers are
    looked for in; definitions are also looked for in the tree's common folders and those of `arch`, and with
    `everywhere` among all functions that drivers export, also where a header has a stub. Of
    parsed files at most `most_files` are held in memory, where it is not 0."""

    def __init__(
        self,
        root: Path,
        scope: Sequence[Path],
        dialect: Dialect,
        *,
        arch: str = "x86",
        index: Index | None = None,
        everywhere: bool = False,
        most_files: int = 0,
    ) -> None:
        self.root = root
        self.scope = tuple(sorted({_shown(root, path) for path in scope}))
        self.dialect = dialect
        self.arch = arch
        self.index = index or open_index(root, dialect)
        self.index.add(self.scope)
        self.errnos = errnos_of(self.index.files.read(header) for header in HEADERS)
        self._lookup = Lookup(self.index, arch, everywhere=everywhere)
        self.index.add_stores((*self.scope, *self._lookup.headers))
        self._known = KnownSummaries(self.index, self._lookup.look_through, (*self.scope, arch))
        self._units: dict[str, Unit] = {}
        self._most_files = most_files
        self._bodies: dict[Definition, BodySummary] = {}
        self._kept_bodies: dict[str, dict[str, Any]] = {}
        self._changed: set[str] = set()
        self._targets: dict[str, Pointed] = {}
        self._resolver = Resolver(self.body, self._lookup.meant, self._pointed, self.index.holds_codes)

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
        found = self.find_near(name)
        if not found:
            self.index.add_files_with(name)
            found = self.index.definitions(name)
        return found

    def find_near(self, name: str) -> list[Definition]:
        """Return the definitions of `name` in the scope and in the kernel's core, by file and place."""
        self._lookup.look_through()
        return self.index.definitions(name)

    def suggest(self, name: str) -> list[str]:
        """Return defined names that are like `name` and begin as it does, the likest first."""
        near = (one for one in self.index.names() if one[:1] == name[:1] and abs(len(one) - len(name)) <= 2)
        return get_close_matches(name, sorted(near), n=3, cutoff=0.75)

    def unit_of(self, definition: Definition) -> Unit:
        """Return the parsed file of a definition."""
        return self._unit(definition.file)

    def function_of(self, definition: Definition) -> Function | None:
        """Return the function of a definition, None where it is a macro or the file has it no more."""
        found = self.unit_of(definition).function_at(definition.start)
        return found if found is not None and found.name == definition.name else None

    def body(self, definition: Definition) -> BodySummary:
        """Return the body summary of a definition."""
        known = self._bodies.get(definition)
        if known is None:
            known = self._kept(definition) or self._summarised(definition)
            self._bodies[definition] = known
        return known

    def resolved(self, definition: Definition) -> ResolvedSummary:
        """Return the resolved summary of a definition."""
        known = self._known.get(definition) if self.index.store.lasts else None
        if known is None:
            known = self._known.put(definition, self._resolved(definition))
        return known

    def _resolved(self, definition: Definition) -> ResolvedSummary:
        ways = self._resolver.ways(definition)
        body = self.body(definition)
        outcomes = {
            resolved_outcome(outcome, value, way, self.errnos)
            for outcome in body.outcomes
            for value, way in self._resolver.of_outcome(outcome, body)
        }
        scope = " ".join(self.scope) or "."
        notes = self._resolver.notes(body)
        return summary_of(body, ways, outcomes, self.errnos, scope, notes, tuple(self._stored_by(body)))

    def _stored_by(self, body: BodySummary) -> Iterator[tuple[str, tuple[ResolvedOutcome, ...]]]:
        """Yield what a function leaves in what its parameters point to, without what it found there."""
        for key, outcomes in body.stores:
            found = {
                resolved_outcome(outcome, value, way, self.errnos)
                for outcome in outcomes
                if outcome.value.kind != FIELD or outcome.value.name != key
                for value, way in self._resolver.of_outcome(outcome, body, CODE)
            }
            if found:
                yield key, best_of(found)

    def meant(self, name: str, file: str) -> tuple[Definition, ...]:
        """Return what `name` means in a file: several definitions where configurations differ, or ()."""
        return self._lookup.meant(name, file)

    def callee(self, name: str, file: str) -> tuple[ResolvedValue, ...]:
        """Return what a call of `name` in a file yields, its definitions united, in order; one unknown value
        where nothing defines it. A name with `*` before it is a call through a pointer, such as
        `*ops->open`."""
        ways = self._resolver.of_call(name, file)
        return resolved_values({shown(value, self.errnos): way.may for value, way in sorted(ways.items())})

    def expect(self, names: Iterable[str]) -> None:
        """Prepare for questions about what `names` mean: some indexes search for all of them at once."""
        self._lookup.look_through()
        self.index.expect(names)

    def look_through(self) -> None:
        """Look through all folders where definitions are looked for, which is else done when one is."""
        self._lookup.look_through()
        self.index.names()

    def forget(self) -> None:
        """Let go of the files and summaries that are held in memory; they are made again when needed."""
        self._units.clear()
        self._bodies.clear()
        self._kept_bodies.clear()
        self._changed.clear()
        self._resolver = Resolver(self.body, self._lookup.meant, self._pointed, self.index.holds_codes)

    def save(self) -> None:
        """Write the body summaries that this run made into the cache."""
        store = self.index.store
        for path in sorted(self._changed):
            # Another process may have kept more of the same file meanwhile.
            digest = self.index.digest(path)
            others = store.result("bodies", path, digest)
            kept = self._kept_bodies.get(path, {})
            store.keep("bodies", path, digest, {**others, **kept} if isinstance(others, dict) else kept)
        self._changed.clear()
        self._known.save()
        store.save()

    def take(self, file: str, unit: Unit) -> None:
        """Use an already parsed unit where it is what `file` holds, rather than to parse it again."""
        if unit.data == self.index.files.read(file):
            self._units[file] = unit.under(file)

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

    def _kept(self, definition: Definition) -> BodySummary | None:
        path = definition.file
        if path not in self._kept_bodies:
            found = self.index.store.result("bodies", path, self.index.digest(path))
            self._kept_bodies[path] = found if isinstance(found, dict) else {}
        parts = self._kept_bodies[path].get(str(definition.start))
        try:
            return body_of_list(parts, path) if parts is not None else None
        except ValueError:
            return None

    def _summarised(self, definition: Definition) -> BodySummary:
        made = self._made(definition)
        self._kept_bodies.setdefault(definition.file, {})[str(definition.start)] = body_to_list(made)
        self._changed.add(definition.file)
        return made

    def _made(self, definition: Definition) -> BodySummary:
        unit = self.unit_of(definition)
        function = self.function_of(definition) if definition.kind == "function" else None
        if function is not None:
            return summarise(function, unit, self.errnos.names)
        macro = unit.macro_at(definition.start)
        if macro is not None:
            return summarise_macro(macro, unit, self.errnos.names)
        gone = "it is not a function after all"
        return BodySummary(definition.name, definition.file, definition.line, "", False, gave_up=gone)

    def _pointed(self, field: str) -> Pointed:
        """Return the functions that are stored in a field of this name within the scope."""
        known = self._targets.get(field)
        if known is None:
            known = self._targets[field] = self._stored_in(field)
        return known

    def _stored_in(self, field: str) -> Pointed:
        found: set[Definition] = set()
        rest: set[str] = set()
        for path, source in _with_aliases(self.index, field):
            functions = [one for one in self._lookup.meant(source, path) if one.kind == "function"]
            found.update(functions)
            if not functions and not self._is_out_of_scope(source, path):
                rest.add(f"something other than a function's name is stored in '{field}' in {path}")
        if len(found) > MOST_POINTED:
            return Pointed(rest=f"{len(found)} functions are stored in '{field}': too many to be united")
        functions = sorted(found, key=lambda one: (one.file, one.start))
        return Pointed(tuple(functions), min(rest, default=""))

    def _is_out_of_scope(self, name: str, path: str) -> bool:
        """Return whether what a header stores in a field is a function of a source that is not looked at."""
        in_scope = any(not one or path == one or path.startswith(f"{one}/") for one in self.scope)
        return path.endswith(".h") and not in_scope and self._lookup.is_declared(name, path)

    def _unit(self, path: str) -> Unit:
        known = self._units.pop(path, None)
        if known is None:
            if self._most_files and len(self._units) >= self._most_files:
                del self._units[next(iter(self._units))]
            known = parse_unit(self.index.files.read(path), path, self.dialect)
        self._units[path] = known
        return known


def _with_aliases(index: Index, field: str) -> Iterator[tuple[str, str]]:
    """Yield the file and the name of all that is stored in `field`, or in a field that is copied to it."""
    seen, fields = {field}, [field]
    while fields:
        for path, source in index.targets(fields.pop()):
            if not source.startswith("."):
                yield path, source
            elif source[1:] not in seen:
                seen.add(source[1:])
                fields.append(source[1:])


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
