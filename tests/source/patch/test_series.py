"""Patches laid over a base: creating, deleting, renaming; what is refused; each patch and the sum."""

from pathlib import Path

import pytest

from gupcheck.source.folder import FolderVersion
from gupcheck.source.patch.mail import read_series
from gupcheck.source.patch.series import patched
from gupcheck.source.version import FilePair, Versions

X = "int one;\nint two;\nint three;\n"


@pytest.fixture
def base(tmp_path: Path) -> FolderVersion:
    tree = tmp_path / "tree"
    (tree / "mm").mkdir(parents=True)
    (tree / "mm/x.c").write_text(X)
    (tree / "Makefile").write_text("all:\n")
    return FolderVersion(tree, "tree")


def laid(base: FolderVersion, *texts: str) -> tuple[Versions, list[tuple[str, Versions]]]:
    whole, steps = patched(base, read_series([("p", text.encode()) for text in texts]), "patched")
    return whole, [(step.title, step.versions) for step in steps]


def told(versions: Versions) -> list[str]:
    assert all(problem.incomplete for problem in versions.problems)
    return [problem.message for problem in versions.problems]


CHANGE = "--- a/mm/x.c\n+++ b/mm/x.c\n@@ -1,3 +1,3 @@\n int one;\n-int two;\n+int TWO;\n int three;\n"


@pytest.mark.parametrize("prefix", ["a/ b/", "linux.orig/ linux/", " ", "very/deep/ new/deep/"])
def test_any_prefix_is_found_by_what_the_base_has(base, prefix) -> None:
    old, new = prefix.split(" ")
    text = CHANGE.replace("a/mm", f"{old}mm").replace("b/mm", f"{new}mm")
    whole, _ = laid(base, text)
    assert whole.problems == ()
    assert whole.changed == (FilePair("mm/x.c", "mm/x.c"),)
    assert whole.new.read("mm/x.c") == b"int one;\nint TWO;\nint three;\n"
    assert whole.old.read("mm/x.c") == X.encode()
    assert whole.old.stamp("mm/x.c") != whole.new.stamp("mm/x.c")


def test_a_file_is_created(base) -> None:
    whole, _ = laid(base, CHANGE + "--- /dev/null\n+++ b/mm/y.c\n@@ -0,0 +1 @@\n+int y;\n")
    assert FilePair(None, "mm/y.c") in whole.changed
    assert whole.new.below("mm") == ["mm/x.c", "mm/y.c"]
    assert list(whole.new.holding(["y"])) == ["mm/y.c"]
    assert whole.old.below("mm") == ["mm/x.c"]


def test_a_file_is_deleted(base) -> None:
    whole, _ = laid(base, "--- a/mm/x.c\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-int one;\n-int two;\n-int three;\n")
    assert whole.changed == (FilePair("mm/x.c", None),)
    assert whole.new.below("") == []
    assert whole.new.read("mm/x.c") == b""
    assert whole.new.stamp("mm/x.c") == ""
    assert list(whole.new.holding(["one"])) == []


def test_a_file_is_renamed(base) -> None:
    whole, _ = laid(
        base, "diff --git a/mm/x.c b/mm/z.c\nsimilarity index 100%\nrename from mm/x.c\nrename to mm/z.c\n"
    )
    assert whole.changed == (FilePair("mm/x.c", "mm/z.c"),)
    assert whole.new.read("mm/z.c") == X.encode()


def test_a_file_is_copied(base) -> None:
    whole, _ = laid(base, "diff --git a/mm/x.c b/mm/z.c\ncopy from mm/x.c\ncopy to mm/z.c\n")
    assert whole.changed == (FilePair(None, "mm/z.c"),)


def test_a_change_of_mode_changes_nothing(base) -> None:
    whole, _ = laid(base, "diff --git a/mm/x.c b/mm/x.c\nold mode 100644\nnew mode 100755\n")
    assert (whole.changed, whole.problems) == ((), ())


@pytest.mark.parametrize("name", ["/etc/passwd.c", "a/../../x.c", "../x.c"])
def test_a_name_that_leads_out_is_refused(base, name) -> None:
    whole, _ = laid(base, CHANGE + f"--- {name}\n+++ {name}\n@@ -1 +1 @@\n-a\n+b\n")
    [message] = told(whole)
    assert "leads out of the tree: refused" in message
    assert name in message
    assert whole.changed == (FilePair("mm/x.c", "mm/x.c"),)


@pytest.mark.parametrize("name", ["mm/link.c", "out/secret.c"])
def test_a_link_out_of_the_tree_is_not_read(base, tmp_path, name) -> None:
    (tmp_path / "secret.c").write_text(X)
    Path(base.root, "mm/link.c").symlink_to(tmp_path / "secret.c")
    Path(base.root, "out").symlink_to(tmp_path)
    whole, _ = laid(base, CHANGE.replace("mm/x.c", name))
    assert told(whole) == ["The patch changes a file that tree does not have."]
    assert base.read(name) == b""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "diff --git a/mm/x.c b/mm/x.c\nindex 1..2\nGIT binary patch\n",
            "This is a binary patch: it was skipped.",
        ),
        (
            "diff --git a/l.c b/l.c\nnew file mode 120000\n--- /dev/null\n+++ b/l.c\n@@ -0,0 +1 @@\n+x.c\n",
            "symbolic link or a submodule: it was skipped.",
        ),
        (CHANGE.replace("x.c", "no.c"), "The patch changes a file that tree does not have."),
        (CHANGE.replace("+++ b/mm/x.c", "+++ /dev/null"), "deletes the file, but not all of what it has."),
        (CHANGE.replace("--- a/mm/x.c", "--- /dev/null"), "creates a file that tree has already."),
        (CHANGE.replace("int two", "int zwei"), "expects 'int zwei;' in line 2, where 'int two;' is."),
        (CHANGE.replace("-1,3 +1,3", "-1,4 +1,4"), "counts 4 old and 4 new lines, but 3 and 3 are there."),
    ],
)
def test_what_does_not_apply_is_told_and_the_rest_is_kept(base, text, message) -> None:
    rest = "--- /dev/null\n+++ b/mm/y.c\n@@ -0,0 +1 @@\n+int y;\n"
    whole, _ = laid(base, text + rest)
    [problem] = told(whole)
    assert message in problem
    assert FilePair(None, "mm/y.c") in whole.changed


def test_a_binary_patch_of_another_file_is_told_and_nothing_is_missing(base) -> None:
    whole, _ = laid(base, "diff --git a/logo.png b/logo.png\nindex 1..2\nGIT binary patch\n" + CHANGE)
    [problem] = whole.problems
    assert (problem.file, problem.incomplete) == ("logo.png", False)


def test_other_files_are_passed_over(base) -> None:
    whole, _ = laid(base, "--- a/Makefile\n+++ b/Makefile\n@@ -1 +1 @@\n-nothing:\n+all:\n" + CHANGE)
    assert whole.problems == ()


def test_each_patch_of_a_series_and_the_sum(base) -> None:
    head = "From 01 Mon Sep 17 00:00:00 2001\nSubject: [PATCH {}/2] {}\n\n"
    back = CHANGE.replace("int two", "int 2").replace("TWO", "two").replace("int 2", "int TWO")
    create = "--- /dev/null\n+++ b/mm/y.c\n@@ -0,0 +1 @@\n+int y;\n"
    whole, steps = laid(base, head.format(1, "there") + CHANGE + head.format(2, "and back") + back + create)
    assert [title for title, _ in steps] == ["there", "and back"]
    (_, first), (_, second) = steps
    assert first.changed == (FilePair("mm/x.c", "mm/x.c"),)
    assert second.old.read("mm/x.c") == b"int one;\nint TWO;\nint three;\n"
    assert set(second.changed) == {FilePair(None, "mm/y.c"), FilePair("mm/x.c", "mm/x.c")}
    assert whole.changed == (FilePair(None, "mm/y.c"),)
