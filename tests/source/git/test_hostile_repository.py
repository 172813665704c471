"""A repository whose settings name programs: comparing versions in it runs none, and writes nothing."""

import hashlib
from pathlib import Path

import pytest

from gupcheck.source.git.between import between_revisions, staged
from gupcheck.source.git.repository import open_repository, range_of

ATTRIBUTES = "*.c filter=evil diff=evil merge=evil working-tree-encoding=UTF-16\n"
PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass",
    "core.alternateRefsCommand", "diff.external", "diff.evil.textconv", "diff.evil.command",
    "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "pager.diff", "pager.grep",
    "gpg.program", "credential.helper", "remote.origin.uploadpack",
)  # fmt: skip
HOOKS = ("post-index-change", "fsmonitor-watchman", "reference-transaction", "pre-auto-gc")


@pytest.fixture
def trap(work, tmp_path) -> Path:
    """Return the file that any program named by the repository would make."""
    made = tmp_path / "it-ran"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {made}\ncat\n')
    program.chmod(0o755)
    for setting in PROGRAMS:
        work.git("config", setting, str(program))
    work.git("config", "alias.ls-tree", f"!{program}")
    for hook in HOOKS:
        (work.folder / ".git/hooks").mkdir(exist_ok=True)
        (work.folder / ".git/hooks" / hook).symlink_to(program)
    work.git("config", "core.hooksPath", str(work.folder / ".git/hooks"))
    (work.folder / ".gitattributes").write_text(ATTRIBUTES)
    made.unlink(missing_ok=True)
    return made


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_no_program_runs_and_nothing_is_written(work, trap) -> None:
    work.write(a="int dirty;\n")
    before = fingerprint(work.folder)
    repository = open_repository(str(work.folder), work.environment)
    for versions in (
        between_revisions(repository, range_of(["v6.4..main"])),
        between_revisions(repository, range_of(["v6.4...main"])),
        between_revisions(repository, range_of([])),
        staged(repository),
    ):
        for side in (versions.old, versions.new):
            assert list(side.holding(["a"])) + list(side.holding(["A"])) + list(side.holding(["dirty"]))
            assert [side.read(path) for path in side.below("")]
    assert not trap.exists(), trap.read_text()
    assert fingerprint(work.folder) == before
    work.git("diff", "--ext-diff")
    assert trap.exists(), "The trap is no trap: git itself did not run the program."


def test_missing_objects_are_not_fetched(work, trap) -> None:
    blob = work.git("rev-parse", "v6.4:mm/b.c").strip()
    (work.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for setting, value in (
        ("remote.origin.url", "ssh://example.invalid/x"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialclonefilter", "blob:none"),
        ("extensions.partialClone", "origin"),
        ("core.repositoryformatversion", "1"),
    ):
        work.git("config", setting, value)
    trap.unlink(missing_ok=True)
    repository = open_repository(str(work.folder), work.environment)
    versions = between_revisions(repository, range_of(["v6.4..main"]))
    assert versions.old.read("mm/b.c") == b""
    assert "does not have it" in versions.old.problems["mm/b.c"]
    assert not trap.exists(), trap.read_text()
