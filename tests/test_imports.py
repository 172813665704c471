"""Holds the order of ARCHITECTURE.md: who may import whom; who may print, exit, read the environment."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "gupcheck"

ORDER = ("model", "source", "syntax", "flow", "errors", "impact", "checks", "change", "smpl", "engine", "cli")
MAY_IMPORT = {layer: set(ORDER[: place + 1]) for place, layer in enumerate(ORDER)}
MAY_IMPORT["change"] -= {"checks"}
MAY_IMPORT["smpl"] -= {"errors", "impact", "checks", "change"}
MAY_IMPORT["report"] = {"model", "report"}
MAY_IMPORT["cli"].add("report")
MAY_IMPORT["__main__"] = {"cli"}
MAY_IMPORT["__init__"] = set()

ONLY_IMPORTED_BY = {
    "tree_sitter": "gupcheck.syntax",
    "tree_sitter_c": "gupcheck.syntax",
    "sarif_om": "gupcheck.report.sarif",
    "click": "gupcheck.cli",
}
OUTERMOST_CALLS = {"print", "input", "exit"}
OUTERMOST_NAMES = {
    "SystemExit",
    "os._exit",
    "os.environ",
    "os.getenv",
    "sys.exit",
    "sys.stderr",
    "sys.stdout",
}
OUTERMOST = {"cli", "__main__"}
EXCEPTIONS = {("gupcheck.engine.crew", "os._exit")}  # how a forked worker ends


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the package; a package's is that of its folder."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def layer_of(module: str) -> str:
    """Return the part after `gupcheck.`, "__init__" for the package itself."""
    return module.split(".")[1] if "." in module else "__init__"


def imported_modules(tree: ast.AST, module: str, is_package: bool) -> Iterator[tuple[int, str]]:
    """Yield the line and the absolute name of every import, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")
            start = parents[: len(parents) - node.level + is_package] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "gupcheck" else [base]
            yield from ((node.lineno, name) for name in names)


def outermost_uses(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of everything in the file that belongs to the command line alone."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names = [node.func.id]
        elif isinstance(node, ast.Name):
            names = [node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = [f"{node.value.id}.{node.attr}"]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        reserved = OUTERMOST_CALLS if isinstance(node, ast.Call) else OUTERMOST_NAMES
        yield from ((node.lineno, name) for name in names if name in reserved)


def violations(source: str, module: str, is_package: bool = False) -> list[str]:
    """Return what a file of the package does that its layer may not, a line each."""
    tree = ast.parse(source)
    layer = layer_of(module)
    found = []
    for line, name in imported_modules(tree, module, is_package):
        owner = ONLY_IMPORTED_BY.get(name.split(".")[0])
        if owner and module != owner and not module.startswith(f"{owner}."):
            found.append(f"{module}:{line}: imports {name}, which only {owner} may")
        if name.startswith("gupcheck.") and name != "gupcheck.__version__":
            target = layer_of(name)
            if target != layer and target not in MAY_IMPORT[layer]:
                found.append(f"{module}:{line}: imports {name}, but {layer} may not know {target}")
    if layer not in OUTERMOST:
        uses = [use for use in outermost_uses(tree) if (module, use[1]) not in EXCEPTIONS]
        found += [f"{module}:{line}: uses {name}, which only the command line may" for line, name in uses]
    return found


def test_the_package_keeps_its_order() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    assert {layer_of(module_name(path)) for path in files} <= MAY_IMPORT.keys()
    found = [
        violation
        for path in files
        for violation in violations(path.read_text(), module_name(path), path.name == "__init__.py")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("gupcheck.model.finding", "import gupcheck.source.files", "model may not know source"),
        ("gupcheck.flow.build", "from gupcheck.smpl import match", "flow may not know smpl"),
        ("gupcheck.flow.build", "from gupcheck import smpl", "flow may not know smpl"),
        ("gupcheck.flow.build", "from ..engine.run import run", "flow may not know engine"),
        ("gupcheck.report.text", "from gupcheck.syntax import ast", "report may not know syntax"),
        ("gupcheck.engine.run", "from gupcheck.report import WRITERS", "engine may not know report"),
        ("gupcheck.engine.run", "def run():\n    import gupcheck.cli.main", "engine may not know cli"),
        ("gupcheck.flow.build", "from tree_sitter import Parser", "only gupcheck.syntax may"),
        ("gupcheck.report.json", "import sarif_om", "only gupcheck.report.sarif may"),
        ("gupcheck.engine.run", "import click", "only gupcheck.cli may"),
        ("gupcheck.engine.run", "print('done')", "uses print"),
        ("gupcheck.engine.run", "import sys\nsys.exit(1)", "uses sys.exit"),
        ("gupcheck.engine.run", "from os import environ", "uses os.environ"),
        ("gupcheck.source.files", "raise SystemExit(2)", "uses SystemExit"),
    ],
)
def test_a_planted_violation_is_found(module: str, source: str, complaint: str) -> None:
    [found] = violations(source, module)
    assert complaint in found


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("gupcheck.engine.run", "from gupcheck import __version__\nfrom gupcheck.model import Report"),
        ("gupcheck.flow.build", "from . import graph\nfrom .graph import Cfg\nfrom ..syntax.ast import Node"),
        ("gupcheck.report.sarif.log", "import sarif_om"),
        ("gupcheck.report.sarif", "from sarif_om import Run"),
        ("gupcheck.cli.main", "import click, os\nfrom gupcheck.report import WRITERS\nprint(os.environ)"),
        ("gupcheck.smpl.script", "BUILTINS = {'print': 1}"),
        ("gupcheck.flow.build", "exit = cfg.exit"),
    ],
)
def test_what_is_allowed_is_not_reported(module: str, source: str) -> None:
    assert violations(source, module) == []
