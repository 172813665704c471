"""`gupcheck errors`: what it finds a tree by, what it writes, what it says of bad input."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gupcheck.cli.main import main

SOURCE = """\
static int split(int a)
{
	if (a < 0)
		return -EINVAL;
	return 0;
}

int walk(int a)
{
	int ret = split(a);

	return ret ? -EAGAIN : 0;
}
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a kernel-like tree, in whose folder mm we are."""
    folder = tmp_path / "linux"
    (folder / "mm").mkdir(parents=True)
    (folder / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 1\n")
    (folder / "mm" / "gup.c").write_text(SOURCE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(folder / "mm")
    return folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(["errors", "--no-progress", *arguments])
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return command


def test_the_tree_is_found_upwards(linux: Path, run: Run) -> None:
    status, out, err = run("split")
    assert (status, err) == (0, "")
    assert out.startswith("mm/gup.c:1: int split()\n")
    assert "-EINVAL  3: a < 0 is true" in out


def test_a_tree_may_be_any_folder_that_is_named(linux: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "one.c").write_text(SOURCE)
    status, out, _ = run("walk", "--tree", str(tmp_path / "code"), "--format", "json")
    assert status == 0
    document = json.loads(out)
    assert document["root"] == str(tmp_path / "code")
    assert [one["errnos"] for one in document["functions"]] == [["EAGAIN"]]


def test_folders_files_and_callers(linux: Path, run: Run) -> None:
    status, out, _ = run("--path", ".", "--callers")
    assert status == 0
    assert out.count("int ") == 2
    assert "-EINVAL: becomes -EAGAIN (line 12)" in out
    assert run("gup.c:split")[0] == run("mm/gup.c:split")[0] == 0


def test_output_goes_to_a_file_without_colour(linux: Path, run: Run) -> None:
    status, out, _ = run("split", "--color", "always", "-o", "out.txt")
    assert (status, out) == (0, "")
    assert "\x1b" not in (linux / "mm" / "out.txt").read_text()
    assert "\x1b" in run("split", "--color", "always")[1]


def test_a_picture_as_mermaid_and_as_svg(linux: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, _ = run("split", "--graph")
    assert status == 0
    assert out.startswith("flowchart BT\n")
    assert '-->|"EINVAL"|' in out
    if shutil.which("dot"):
        assert "<svg" in run("split", "--format", "svg")[1]
    monkeypatch.setenv("PATH", "")
    status, out, err = run("split", "--graph", "--format", "svg")
    assert (status, out) == (2, "")
    assert "graphviz" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("spilt",), "no function is called 'spilt'. Did you mean 'split'?"),
        (("gup.c:spilt",), "mm/gup.c: no function is called 'spilt' there. Did you mean 'split'?"),
        (("none.c:split",), "none.c: it does not exist."),
        (("--path", "/etc"), "/etc: it is not in the tree."),
        (("--path", "../Makefile"), "there is no function in it."),
        (("split", "--tree", "none"), "--tree: none is not a folder."),
        (("split", "--scope", "none"), "none: it does not exist."),
    ],
)
def test_a_wrong_name_or_path_is_told_in_one_line(
    linux: Path, run: Run, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.startswith("gupcheck: error: ")
    assert err.count("\n") == 1


def test_no_tree_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run("split")
    assert status == 2
    assert err == "gupcheck: error: No kernel tree is here: change to one, or give it with --tree DIR.\n"


def test_an_architecture_that_the_tree_has_not(linux: Path, run: Run) -> None:
    (linux / "arch" / "x86").mkdir(parents=True)
    status, _, err = run("split", "--arch", "vax")
    assert status == 2
    assert "has no architecture 'vax'" in err
    assert run("split")[0] == 0


@pytest.mark.parametrize("arguments", [(), ("split", "--graph", "--format", "json")])
def test_options_that_make_no_sense(linux: Path, run: Run, arguments: tuple[str, ...]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "Error:" in err
