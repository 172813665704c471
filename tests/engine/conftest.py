"""A small kernel-like tree, a rule of our own, and runs over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gupcheck.engine.request import RunRequest
from gupcheck.engine.run import run
from gupcheck.model import Report

BAD = "int {0}(void)\n{{\n\treturn bad_call(1);\n}}\n"
GOOD = "int {0}(void)\n{{\n\treturn good_call(1);\n}}\n"

RULE = """\
/// A call of bad_call()
// Id: {id}
// Name: {name}
virtual report
@found@
position p;
@@
{call}@p(...)
@script:python depends on report@
p << found.p;
@@
coccilib.report.print_report(p[0], "Do not call this.")
"""


def rule_text(rule_id: str = "TST101", name: str = "bad-call", call: str = "bad_call") -> str:
    """Return a rule that finds calls of one function."""
    return RULE.format(id=rule_id, name=name, call=call)


@pytest.fixture
def rule(tmp_path: Path) -> str:
    """Return the path of a rule that finds calls of bad_call()."""
    path = tmp_path / "rules" / "bad.cocci"
    path.parent.mkdir()
    path.write_text(rule_text())
    return str(path)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a folder with a kernel's Makefile and four C files, of which a.c and mm/b.c have a finding."""
    folder = tmp_path / "linux"
    (folder / "mm").mkdir(parents=True)
    (folder / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\n")
    (folder / "a.c").write_text(BAD.format("first"))
    (folder / "mm" / "b.c").write_text(GOOD.format("fine") + BAD.format("second"))
    (folder / "mm" / "c.c").write_text(GOOD.format("third"))
    (folder / "mm" / "d.h").write_text("int declared(void);\n")
    return folder


@pytest.fixture
def check(tree: Path, rule: str) -> Callable[..., Report]:
    """Return a function that runs the rule over paths of the tree, by default over all of it."""

    def make_report(*paths: str, **changes: object) -> Report:
        keywords = {"rule_files": (rule,), "jobs": 2, **changes}
        return run(RunRequest(paths or (".",), str(tree), **keywords))  # type: ignore[arg-type]

    return make_report


def places(report: Report) -> list[str]:
    """Return the findings as "file:line rule"."""
    return [f"{one.location.file}:{one.location.line} {one.rule}" for one in report.findings]


def kinds(report: Report) -> list[str]:
    """Return the notifications as "file kind"."""
    return [f"{one.file} {one.kind}" for one in report.notifications]
