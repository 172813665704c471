"""What a user sees who asks for something that can't be: one line that says what, where, and what to do."""

from __future__ import annotations

import pytest

from gupcheck.cli import checking

from .conftest import HAZARD


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("gone.c",), "gone.c: there is no such file or folder."),
        (("empty",), "{tree}/empty: there is no C file (.c, .h) in this folder or below."),
        (("mm", "--select", "GUP1O1"), "There is no rule 'GUP1O1'. Did you mean 'GUP101'?"),
        (("mm", "--rule", "gone.cocci"), "gone.cocci: the rule can't be read: No such file or directory."),
        (
            ("mm", "--config", "gone.toml"),
            "gone.toml: the configuration can't be read: No such file or directory.",
        ),
        (
            ("mm", "--config", "x", "--no-config"),
            "--config and --no-config contradict each other: give one of them.",
        ),
    ],
)
def test_mistakes_are_told_in_one_line_and_give_2(gupcheck, tree, arguments, message):
    (tree / "empty").mkdir()
    outcome = gupcheck(*arguments)
    assert outcome.err == f"gupcheck: error: {message.format(tree=tree)}\n"
    assert outcome.out == ""
    assert outcome.status == 2


def test_an_unknown_option_is_told_with_a_suggestion(gupcheck):
    outcome = gupcheck("mm", "--statistcs")
    assert outcome.status == 2
    assert "No such option '--statistcs'. Did you mean '--statistics'?" in outcome.err


def test_a_broken_configuration_is_told_with_its_path(gupcheck, tree):
    (tree / "gupcheck.toml").write_text('selekt = ["GUP1"]\n')
    outcome = gupcheck("mm")
    assert outcome.status == 2
    expected = f"{tree}/gupcheck.toml: there is no key 'selekt'. Did you mean 'select'?"
    assert outcome.err == f"gupcheck: error: {expected}\n"


def test_a_broken_rule_is_shown_with_a_caret(gupcheck, tree):
    (tree / "broken.cocci").write_text("@r@\nexpression E;\n@@\n* f(E;\n")
    outcome = gupcheck("mm", "--rule", "broken.cocci")
    first, code, caret = outcome.err.splitlines()
    assert first.startswith("gupcheck: error: broken.cocci:4:")
    assert code == "    * f(E;"
    assert caret.strip() == "^"
    assert outcome.status == 2


def test_a_missing_path_beside_a_good_one_is_told_and_gives_2(gupcheck):
    outcome = gupcheck("mm/gup.c", "gone.c", "-f", "concise")
    assert outcome.status == 2
    lines = outcome.out.splitlines()
    assert lines[0].startswith("mm/gup.c:3:9: warning: ")
    assert lines[1] == "gone.c: error: There is no such file or folder. [no-such-path]"


def test_an_incomplete_analysis_gives_3_and_keeps_the_findings(gupcheck, tree):
    (tree / "huge.c").write_bytes(b"int pad;\n" * 4_000_000 + HAZARD.encode())
    outcome = gupcheck("mm", "huge.c", "-f", "concise", "--exit-zero")
    assert outcome.status == 3
    assert "mm/gup.c:3:9: warning" in outcome.out
    assert "huge.c: error: The file has 36 MB: files over 32 MB are not analysed. [too-large]" in outcome.out


def test_a_bug_is_told_without_a_traceback_and_gives_3(gupcheck, monkeypatch):
    def broken(*arguments: object) -> None:
        raise ValueError("two\nlines")

    monkeypatch.setattr(checking, "run", broken)
    outcome = gupcheck("mm")
    assert outcome.status == 3
    assert outcome.err.startswith("gupcheck: internal error: ValueError: two lines. This is a bug: please ")
    assert outcome.err.count("\n") == 1
    monkeypatch.setenv("GUPCHECK_DEBUG", "1")
    with pytest.raises(ValueError, match="two"):
        gupcheck("mm")


def test_an_interrupt_is_told_in_one_line_and_gives_130(gupcheck, monkeypatch):
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "run", interrupted)
    outcome = gupcheck("mm")
    assert outcome.status == 130
    assert outcome.err.strip() == "gupcheck: interrupted."


def test_a_full_disk_names_the_file_and_keeps_the_other_outputs(gupcheck):
    outcome = gupcheck("mm", "-f", "sarif", "-o", "/dev/full", "-f", "concise")
    assert outcome.status == 2
    assert outcome.out.startswith("mm/gup.c:3:9: ")
    message = "/dev/full: the output can't be written: No space left on device."
    assert outcome.err == f"gupcheck: error: {message}\n"


def test_a_folder_that_is_not_there_cannot_be_written_to(gupcheck):
    outcome = gupcheck("mm", "-o", "gone/x.json")
    assert outcome.status == 2
    assert "gone/x.json: the output can't be written: No such file or directory." in outcome.err


def test_an_output_that_fails_leaves_the_old_file_and_nothing_else(gupcheck, tree, monkeypatch):
    (tree / "old.json").write_text("old")

    def fails(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fails)
    assert gupcheck("mm", "-o", "old.json").status == 2
    assert (tree / "old.json").read_text() == "old"
    assert not [path.name for path in tree.iterdir() if path.name.startswith(".")]
