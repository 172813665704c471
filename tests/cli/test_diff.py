"""`gupcheck diff`: every way to give two versions, exit codes, bad input, in this process."""

from __future__ import annotations

import difflib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Gupcheck, Outcome

OLD = """\
static struct page *walk_pmd(struct mm_struct *mm, pmd_t *pmd, unsigned long address)
{
	int ret = 0;

	split_huge_pmd(pmd, address);
	if (pmd_trans_unstable(pmd))
		ret = -EBUSY;
	return ret ? ERR_PTR(ret) : walk_pte(pmd, address);
}

int walk_all(struct mm_struct *mm, pmd_t *pmd, unsigned long address)
{
	struct page *page = walk_pmd(mm, pmd, address);

	if (IS_ERR(page))
		return PTR_ERR(page);
	if (!page)
		return -EFAULT;
	return 0;
}
"""
NEW = OLD.replace(
    "\tif (pmd_trans_unstable(pmd))\n\t\tret = -EBUSY;", "\tif (pte_alloc(mm, pmd))\n\t\tret = -ENOMEM;"
)
SAME = OLD.replace("int ret = 0;", "int ret;\n\n\tret = 0;")
OTHER = "int other(int x)\n{\n\tif (x)\n\t\treturn -EIO;\n\treturn 0;\n}\n"


@pytest.fixture(autouse=True)
def apart(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the user's cache and git settings out of the tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    line = ["git", *identity, *arguments]
    return subprocess.run(line, cwd=folder, check=True, capture_output=True, text=True).stdout


def write(folder: Path, **files: str) -> None:
    """Write files of mm/, given by their names without the suffix, over a small kernel-like tree."""
    (folder / "mm").mkdir(parents=True, exist_ok=True)
    (folder / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 1\n")
    for name, text in files.items():
        (folder / f"mm/{name}.c").write_text(text)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """Return two folders: the new one changes mm/walk.c and renames mm/other.c."""
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, walk=OLD, other=OTHER)
    write(new, walk=NEW, moved=OTHER.replace("-EIO", "-ENXIO"))
    return str(old), str(new)


@pytest.fixture
def repository(tree: Path, pair: tuple[str, str]) -> Path:
    """Return the current folder as a repository with the two versions as its commits."""
    git(tree, "init", "-q", "-b", "main")
    for folder in pair:
        shutil.rmtree(tree / "mm")
        shutil.copytree(folder, tree, dirs_exist_ok=True)
        git(tree, "add", "-A")
        git(tree, "commit", "-q", "-m", Path(folder).name)
    return tree


def changes(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the changes of a JSON report; the comparison must have been done whole."""
    assert outcome.status in (0, 1), outcome.err
    document = outcome.json
    assert document["incomplete"] is False
    found: list[dict[str, Any]] = document["changes"]
    return found


def diffed(gupcheck: Gupcheck, *arguments: str) -> list[dict[str, Any]]:
    return changes(gupcheck("diff", "--format", "json", *arguments))


def codes(found: list[dict[str, Any]]) -> dict[str, tuple[set[str], set[str]]]:
    """Return gained and lost codes by function."""
    result: dict[str, tuple[set[str], set[str]]] = {}
    for change in found:
        gained, lost = result.setdefault(change["function"], (set(), set()))
        gained.update(change["gained"])
        lost.update(change["lost"])
    return result


def test_two_folders(gupcheck: Gupcheck, pair: tuple[str, str]) -> None:
    found = codes(diffed(gupcheck, *pair))
    assert found["walk_pmd"] == ({"ENOMEM"}, {"EBUSY"})
    assert found["other"] == ({"ENXIO"}, {"EIO"})


def test_every_way_to_give_two_versions_gives_the_same_changes(
    gupcheck: Gupcheck,
    pair: tuple[str, str],
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = diffed(gupcheck, *pair)
    assert len(expected) >= 2
    assert {change["old_file"] for change in expected} >= {"mm/walk.c", "mm/other.c"}
    patch = tmp_path / "series.patch"
    patch.write_text(git(repository, "format-patch", "--stdout", "HEAD~1"))
    plain = tmp_path / "plain.diff"
    line = ["diff", "-ruN", "old", "new"]
    plain.write_text(subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False).stdout)
    ways: list[tuple[str, ...]] = [
        ("HEAD~1..HEAD",),
        ("HEAD~1", "HEAD"),
        ("HEAD~1...HEAD",),
        ("HEAD~1",),
        ("--staged", "HEAD~1"),
        ("--patch", str(patch), "--base", pair[0]),
        ("--patch", str(patch), "--base", "HEAD~1"),
        ("--patch", str(plain), "--base", pair[0]),
        ("--patch", str(plain), "--base", "HEAD~1"),
    ]
    for way in ways:
        assert diffed(gupcheck, *way) == expected, way
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(patch.read_bytes())))
    assert diffed(gupcheck, "--patch", "-", "--base", "HEAD~1") == expected
    monkeypatch.chdir(repository / "mm")
    assert diffed(gupcheck, "HEAD~1..", "--", ".") == expected


def test_both_directions_agree(gupcheck: Gupcheck, pair: tuple[str, str]) -> None:
    there, back = codes(diffed(gupcheck, *pair)), codes(diffed(gupcheck, *reversed(pair)))
    assert back == {function: (lost, gained) for function, (gained, lost) in there.items()}


def test_the_number_of_workers_changes_nothing(gupcheck: Gupcheck, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, **{f"walk{number}": OLD for number in range(12)})
    write(new, **{f"walk{number}": NEW for number in range(12)})
    one, two = (gupcheck("diff", "-f", "json", "-j", jobs, str(old), str(new)).out for jobs in "12")
    assert one == two


def test_nothing_is_head_against_the_working_tree_and_staged_is_the_index(
    gupcheck: Gupcheck, repository: Path
) -> None:
    assert diffed(gupcheck) == []
    write(repository, walk=OLD)
    assert codes(diffed(gupcheck))["walk_pmd"] == ({"EBUSY"}, {"ENOMEM"})
    assert diffed(gupcheck, "--staged") == []
    git(repository, "add", "-A")
    write(repository, walk=NEW)
    assert diffed(gupcheck) == []
    assert codes(diffed(gupcheck, "--staged"))["walk_pmd"] == ({"EBUSY"}, {"ENOMEM"})


def test_no_change_is_said_and_the_exit_code_is_0(gupcheck: Gupcheck, tmp_path: Path) -> None:
    write(tmp_path / "old", walk=OLD)
    write(tmp_path / "new", walk=SAME)
    found = gupcheck("diff", str(tmp_path / "old"), str(tmp_path / "new"))
    assert found.status == 0
    assert found.out.startswith("No change of error-code semantics: ")
    found = gupcheck("diff", "--quiet", str(tmp_path / "old"), str(tmp_path / "new"))
    assert (found.status, found.out) == (0, "")


def test_a_change_makes_the_exit_code_1(gupcheck: Gupcheck, pair: tuple[str, str]) -> None:
    found = gupcheck("diff", *pair)
    assert found.status == 1
    assert "mm/walk.c:" in found.out
    assert "walk_pmd()" in found.out
    assert "pmd_trans_unstable(pmd)" in found.out
    assert "-     6 |" in found.out
    assert gupcheck("diff", "--exit-zero", *pair).status == 0
    assert gupcheck("diff", "--fail-on", "never", *pair).status == 0


def test_paths_limit_the_comparison(gupcheck: Gupcheck, pair: tuple[str, str], repository: Path) -> None:
    assert set(codes(diffed(gupcheck, *pair, "mm/walk.c"))) == {"walk_pmd"}
    assert set(codes(diffed(gupcheck, "HEAD~1..", "--", "mm/walk.c"))) == {"walk_pmd"}
    assert set(codes(diffed(gupcheck, "HEAD~1..", "mm/walk.c"))) == {"walk_pmd"}


def test_rules_are_chosen(gupcheck: Gupcheck, pair: tuple[str, str]) -> None:
    every = {change["rule"] for change in diffed(gupcheck, *pair)}
    one = min(every)
    assert {change["rule"] for change in diffed(gupcheck, "--select", one, *pair)} == {one}
    assert {change["rule"] for change in diffed(gupcheck, "--ignore", one, *pair)} == every - {one}
    found = gupcheck("diff", "--select", "GUP999", *pair)
    assert found.status == 2
    assert "There is no rule 'GUP999'." in found.err


def test_the_configuration_of_the_new_version_holds(gupcheck: Gupcheck, pair: tuple[str, str]) -> None:
    config = Path(pair[1], "gupcheck.toml")
    config.write_text('select = ["GUP1"]\nexclude = ["mm/moved.c"]\n')
    assert set(codes(diffed(gupcheck, *pair))) == {"walk_pmd"}
    config.write_text('[per-path-ignores]\n"mm/walk.c" = ["GUP3"]\n')
    assert set(codes(diffed(gupcheck, *pair))) == {"other"}
    assert set(codes(diffed(gupcheck, "--no-config", *pair))) == {"walk_pmd", "other"}
    config.write_text('fail-on = "error"\n')
    severities = {change["severity"] for change in diffed(gupcheck, *pair)}
    assert gupcheck("diff", *pair).status == int("error" in severities)


def test_several_outputs(gupcheck: Gupcheck, pair: tuple[str, str], tmp_path: Path) -> None:
    outputs = [tmp_path / name for name in ("r.sarif", "r.md", "r.json")]
    options = ("-f", "text", "-f", "sarif", "-o", str(outputs[0]), "-f", "markdown", "-o", str(outputs[1]))
    found = gupcheck("diff", *options, "-o", str(outputs[2]), *pair)
    assert "Error-code semantics of " in found.out
    [run] = json.loads(outputs[0].read_text())["runs"]
    assert run["results"][0]["partialFingerprints"].keys() == {
        "gupcheckFingerprint/v1",
        "primaryLocationLineHash",
    }
    assert "> -\tif (pmd_trans_unstable(pmd))\n" in outputs[1].read_text()
    assert json.loads(outputs[2].read_text())["changes"]


def unified(old: str, new: str, name: str) -> str:
    lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"a/{name}", f"b/{name}")
    return "".join(lines)


def test_each_patch_of_a_series_is_compared_and_the_sum(
    gupcheck: Gupcheck, pair: tuple[str, str], tmp_path: Path
) -> None:
    head = "From 01 Mon Sep 17 00:00:00 2001\nSubject: [PATCH {}/2] {}\n\n---\n"
    series = tmp_path / "series.mbox"
    there, back = unified(OLD, NEW, "mm/walk.c"), unified(NEW, OLD, "mm/walk.c")
    series.write_text(head.format(1, "there") + there + head.format(2, "and back") + back)
    found = gupcheck("diff", "-f", "json", "--patch", str(series), "--base", pair[0])
    assert found.status == 0
    assert changes(found) == []
    first, second = found.json["patches"]
    assert (first["title"], second["title"]) == ("there", "and back")
    assert codes(first["changes"])["walk_pmd"] == ({"ENOMEM"}, {"EBUSY"})
    assert codes(second["changes"])["walk_pmd"] == ({"EBUSY"}, {"ENOMEM"})


def test_a_hunk_that_does_not_apply_is_told_and_the_rest_is_compared(
    gupcheck: Gupcheck, pair: tuple[str, str], tmp_path: Path
) -> None:
    patch = tmp_path / "x.patch"
    stale = unified(OTHER.replace("(x)", "(x < 0)"), OTHER.replace("(x)", "(!x)"), "mm/other.c")
    patch.write_text(stale + unified(OLD, NEW, "mm/walk.c"))
    found = gupcheck("diff", "-f", "json", "--patch", str(patch), "--base", pair[0])
    assert found.status == 3
    assert codes(found.json["changes"])["walk_pmd"] == ({"ENOMEM"}, {"EBUSY"})
    [told] = found.json["notifications"]
    assert (told["file"], told["line"], told["incomplete"]) == ("mm/other.c", 3, True)
    assert "Hunk 1 of 1 (line 3 of the patch) does not apply" in told["message"]
    assert "it expects 'if (x < 0)' in line 3, where 'if (x)' is." in told["message"]
    text = gupcheck("diff", "--patch", str(patch), "--base", pair[0])
    assert "Part of the comparison was not done: see the messages above." in text.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("v1..HEAD",), "There is no revision 'v1'."),
        (("HEAD~9",), "There is no revision 'HEAD~9': 'HEAD' has no such ancestor."),
        (("--", "-x"), None),
        (("HEAD", "HEAD", "HEAD", "--"), "write them as OLD..NEW"),
        (("HEAD~1..", "--", "fs"), "fs: neither HEAD~1 nor HEAD has C files there."),
        (("HEAD~1..", "--", "../x"), "../x is not in the repository."),
        (("mian",), "There is no revision 'mian'. Did you mean main?"),
        (("--base", "HEAD"), "--base goes with --patch"),
        (("--staged", "--patch", "x"), "--staged and --patch contradict each other"),
        (("--patch", "no.patch"), "no.patch: The file can't be read: No such file or directory."),
        (("--patch", "Makefile"), "Makefile: there is no unified diff in it"),
        (("--patch", "Makefile", "--base", "Makefile"), "--base: Makefile is not a folder."),
        (("--patch", "Makefile", "--base", "nothing"), "There is no revision 'nothing'."),
        (("HEAD~1..", "--arch", "pdp11"), "--arch: HEAD has no architecture 'pdp11'."),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    gupcheck: Gupcheck, repository: Path, arguments: tuple[str, ...], message: str | None
) -> None:
    found = gupcheck("diff", *arguments)
    assert found.status == 2
    assert found.out == ""
    assert message is None or message in found.err
    assert "Traceback" not in found.err


def test_a_name_of_both_a_revision_and_a_path_needs_the_dashes(gupcheck: Gupcheck, repository: Path) -> None:
    git(repository, "tag", "mm", "HEAD~1")
    found = gupcheck("diff", "mm")
    assert found.status == 2
    assert "'mm' is both a revision and a path: write --" in found.err
    assert codes(diffed(gupcheck, "mm", "--"))["walk_pmd"] == ({"ENOMEM"}, {"EBUSY"})
    assert diffed(gupcheck, "--", "mm") == []


def test_no_repository_and_no_folders(gupcheck: Gupcheck) -> None:
    found = gupcheck("diff", "HEAD~1..HEAD")
    assert found.status == 2
    assert "is not in a git repository: change to one, or give two folders" in found.err


def test_two_unrelated_trees_are_told(gupcheck: Gupcheck, tmp_path: Path) -> None:
    write(tmp_path / "old", a=OTHER)
    write(tmp_path / "new", b="int b(void)\n{\n\treturn 0;\n}\n")
    found = gupcheck("diff", str(tmp_path / "old"), str(tmp_path / "new"))
    assert "no C file in common: they are two unrelated trees." in found.out
    assert found.status == 3


def test_a_side_that_does_not_parse_is_told_and_the_rest_kept(gupcheck: Gupcheck, tmp_path: Path) -> None:
    write(tmp_path / "old", a=OTHER, b="int b(int x)\n{\n\tif (x)\n\t\treturn -EIO;\n\treturn 0;\n}\n")
    write(tmp_path / "new", a=OTHER.replace("}", "@@@\n}", 1), b="int b(int x)\n{\n\treturn 0;\n}\n")
    for _ in ("compared", "from the cache"):
        found = gupcheck("diff", str(tmp_path / "old"), str(tmp_path / "new"))
        assert "of the new version was compared, but did not parse everywhere." in found.out
        assert "Gained: nothing. Lost: -EIO." in found.out
        assert found.status == 3
