"""Versions out of git: commits, merge bases, the index, the working tree; and revisions that are none."""

import os
from pathlib import Path

import pytest

from gupcheck.source.git.between import between_revisions, revision_version, staged
from gupcheck.source.git.repository import Range, open_repository, range_of
from gupcheck.source.version import FilePair, VersionError, Versions

A, B = FilePair("mm/a.c", "mm/a.c"), FilePair("mm/b.c", "mm/b.c")
MOVED = FilePair("mm/long.c", "mm/moved.c")


def between(work, *revisions: str, scope=(), folder: Path | None = None) -> Versions:
    repository = open_repository(str(folder or work.folder), work.environment)
    return between_revisions(repository, range_of(revisions), scope)


@pytest.mark.parametrize("revisions", [("v6.4..main",), ("HEAD~1..HEAD",), ("HEAD^..",), ("v6.4", "HEAD")])
def test_two_commits(work, revisions) -> None:
    versions = between(work, *revisions)
    assert versions.changed == (A, MOVED)
    assert versions.problems == ()
    assert (versions.old.read("mm/a.c"), versions.new.read("mm/a.c")) == (b"int a;\n", b"int A;\n")
    assert versions.old.below("mm") == ["mm/a.c", "mm/b.c", "mm/long.c"]
    assert versions.old.below("mm/b.c") == ["mm/b.c"]
    assert list(versions.new.holding(["y"])) == ["mm/moved.c"]
    assert list(versions.old.holding(["y"])) == []
    assert list(versions.old.holding(["x"])) == []
    assert versions.old.stamp("mm/b.c") == versions.new.stamp("mm/b.c") != ""
    assert versions.new.stamp("mm/long.c") == ""


def test_the_merge_base(work) -> None:
    work.git("checkout", "-q", "-b", "topic", "v6.4")
    work.write(b="int B;\n")
    work.commit("topic")
    assert between(work, "main...topic").changed == (B,)
    assert set(between(work, "main..topic").changed) == {A, B, FilePair("mm/moved.c", "mm/long.c")}


def test_nothing_is_head_against_the_working_tree(work) -> None:
    assert between(work).changed == ()
    work.write(a="int changed;\n", untracked="int u;\n")
    (work.folder / "mm/b.c").unlink()
    versions = between(work)
    assert versions.changed == (FilePair("mm/b.c", None), A)
    assert versions.new.read("mm/a.c") == b"int changed;\n"
    assert list(versions.new.holding(["changed"])) == ["mm/a.c"]
    assert between(work, "v6.4").changed == (FilePair("mm/b.c", None), A, MOVED)


def test_a_change_in_the_same_second_and_of_the_same_size_is_seen(work) -> None:
    for letter in "qrs":
        work.write(a=f"int {letter};\n")
        work.git("add", "-A")
        work.write(a="int A;\n" if letter == "s" else "int z;\n")
        assert between(work).changed == (() if letter == "s" else (A,))


def test_a_touched_file_is_not_changed(work) -> None:
    os.utime(work.folder / "mm/a.c", (1, 1))
    assert between(work).changed == ()


def test_the_index(work) -> None:
    work.write(a="int staged;\n")
    work.git("add", "-A")
    work.write(a="int later;\n", b="int later;\n")
    versions = staged(open_repository(str(work.folder), work.environment))
    assert versions.changed == (A,)
    assert versions.new.read("mm/a.c") == b"int staged;\n"
    assert list(versions.new.holding(["staged"])) == ["mm/a.c"]
    assert list(versions.new.holding(["later"])) == []


def test_the_index_of_a_repository_without_a_commit(work, tmp_path) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    work.git("init", "-q", folder=fresh)
    (fresh / "x.c").write_text("int x;\n")
    work.git("add", "-A", folder=fresh)
    versions = staged(open_repository(str(fresh), work.environment))
    assert versions.changed == (FilePair(None, "x.c"),)
    assert list(versions.old.holding(["x"])) == []


def test_a_file_that_is_not_merged_is_told(work) -> None:
    work.git("checkout", "-q", "-b", "other", "v6.4")
    work.write(a="int other;\n")
    work.commit("other")
    with pytest.raises(Exception, match="git"):
        work.git("merge", "-q", "main")
    versions = staged(open_repository(str(work.folder), work.environment))
    [problem] = versions.problems
    assert (problem.file, problem.incomplete) == ("mm/a.c", True)
    assert A not in versions.changed


def test_paths_limit_what_counts_as_changed(work) -> None:
    assert between(work, "v6.4..main", scope=["mm/a.c"]).changed == (A,)
    assert between(work, "v6.4..main", scope=["mm"]).changed == (A, MOVED)
    with pytest.raises(VersionError, match=r"^fs: neither v6\.4 nor main has C files there\.$"):
        between(work, "v6.4..main", scope=["fs"])


def test_paths_are_relative_to_the_folder_that_we_are_in(work) -> None:
    repository = open_repository(str(work.folder / "mm"), work.environment)
    assert [repository.inside(path) for path in ("a.c", ".", "../mm", "..")] == ["mm/a.c", "mm", "mm", ""]
    assert repository.inside(str(work.folder / "mm/a.c")) == "mm/a.c"
    for path in ("../..", "/etc"):
        with pytest.raises(VersionError, match="is not in the repository"):
            repository.inside(path)


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("-x", "'-x' is no revision: none begins with '-'."),
        ("--output=x", "'--output=x' is no revision: none begins with '-'."),
        ("v6.5", "There is no revision 'v6.5'. Did you mean v6.4?"),
        ("mian~2", "There is no revision 'mian~2'. Did you mean main?"),
        ("HEAD~9", "There is no revision 'HEAD~9': 'HEAD' has no such ancestor."),
        ("qqqq", "There is no revision 'qqqq'. `git tag` and `git log` list what there is."),
        ("HEAD:mm/a.c", "There is no revision 'HEAD:mm/a.c': 'HEAD' has no such ancestor."),
    ],
)
def test_a_revision_that_does_not_exist(work, revision, message) -> None:
    repository = open_repository(str(work.folder), work.environment)
    with pytest.raises(VersionError) as raised:
        revision_version(repository, revision)
    assert str(raised.value) == message


def test_a_folder_without_a_repository(work, tmp_path) -> None:
    with pytest.raises(VersionError, match="is not in a git repository: change to one, or give two folders"):
        open_repository(str(tmp_path), work.environment)


def test_a_machine_without_git(work, tmp_path) -> None:
    with pytest.raises(VersionError, match="git can't be run: No such file or directory"):
        open_repository(str(work.folder), {"PATH": str(tmp_path)})


def test_a_bare_repository(work, tmp_path) -> None:
    work.git("clone", "-q", "--bare", str(work.folder), str(tmp_path / "bare.git"))
    bare = tmp_path / "bare.git"
    assert between(work, "v6.4..main", folder=bare).changed == (A, MOVED)
    with pytest.raises(VersionError, match="A bare repository has no working tree"):
        between(work, folder=bare)


def test_a_shallow_repository(work, tmp_path) -> None:
    work.git("clone", "-q", "--depth", "1", f"file://{work.folder}", str(tmp_path / "shallow"))
    with pytest.raises(VersionError, match=r"'HEAD~1': the clone is shallow: `git fetch --unshallow`"):
        between(work, "HEAD~1..HEAD", folder=tmp_path / "shallow")
    assert between(work, folder=tmp_path / "shallow").changed == ()


def test_unrelated_trees(work) -> None:
    work.git("checkout", "-q", "--orphan", "else")
    work.git("rm", "-rqf", ".")
    (work.folder / "z.c").write_text("int z;\n")
    work.commit("else")
    versions = between(work, "main..else")
    assert [problem.kind for problem in versions.problems] == ["unrelated-versions"]
    with pytest.raises(VersionError, match=r"no common ancestor here; compare them with main\.\.else"):
        between(work, "main...else")


def test_a_submodule_is_told(work, tmp_path) -> None:
    work.git("clone", "-q", str(work.folder), str(tmp_path / "inner"))
    work.git("-c", "protocol.file.allow=always", "submodule", "-q", "add", str(tmp_path / "inner"), "sub")
    work.commit("submodule")
    versions = between(work, "HEAD~1..HEAD")
    assert [(one.kind, one.file, one.incomplete) for one in versions.problems] == [
        ("submodule-changed", "sub", False)
    ]


def test_symbolic_links_and_hidden_folders_are_left_out(work) -> None:
    (work.folder / "link.c").symlink_to("/etc/passwd")
    (work.folder / ".hidden").mkdir()
    (work.folder / ".hidden/x.c").write_text("int x;\n")
    work.commit("links")
    assert between(work, "HEAD~1..HEAD").changed == ()
    assert between(work).changed == ()


def test_a_missing_object_is_told(work) -> None:
    blob = work.git("rev-parse", "HEAD:mm/a.c").strip()
    (work.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    version = revision_version(open_repository(str(work.folder), work.environment), "HEAD")
    assert version.read("mm/a.c") == b""
    assert "the repository does not have it" in version.problems["mm/a.c"]
    assert version.read("mm/b.c") == b"int b;\n"


def test_a_missing_object_does_not_hide_the_others_from_a_search(work, tmp_path) -> None:
    work.git("clone", "-q", "--bare", "--no-hardlinks", str(work.folder), str(tmp_path / "bare.git"))
    bare = tmp_path / "bare.git"
    blob = work.git("rev-parse", "HEAD:mm/a.c").strip()
    (bare / "objects" / blob[:2] / blob[2:]).unlink()
    version = revision_version(open_repository(str(bare), work.environment), "HEAD")
    assert list(version.holding(["A", "b", "y"])) == ["mm/b.c", "mm/moved.c"]
    assert list(version.problems) == ["mm/a.c"]


def test_what_the_working_tree_has_otherwise_is_searched_as_git_has_it(work) -> None:
    work.write(a="int dirty;\n", long="int untracked;\n")
    versions = between(work, "v6.4..main")
    assert list(versions.new.holding(["A", "b", "dirty"])) == ["mm/a.c", "mm/b.c"]
    assert list(versions.old.holding(["a", "b", "x1", "untracked", "y"])) == ["mm/a.c", "mm/b.c", "mm/long.c"]


def test_a_folder_that_became_a_link_out_of_the_tree_is_not_read(work, tmp_path) -> None:
    (work.folder / "mm").rename(tmp_path / "elsewhere")
    (work.folder / "mm").symlink_to(tmp_path / "elsewhere")
    versions = between(work)
    assert versions.new.below("") == []
    assert versions.new.holding(["A"]) == {}


def test_a_file_that_a_sparse_checkout_leaves_out_is_not_gone(work) -> None:
    work.git("update-index", "--skip-worktree", "mm/b.c")
    (work.folder / "mm/b.c").unlink()
    versions = between(work)
    assert versions.changed == ()
    assert versions.new.read("mm/b.c") == b"int b;\n"
    assert list(versions.new.holding(["b"])) == ["mm/b.c"]


def test_a_child_process_reads_through_a_process_of_its_own(work) -> None:
    version = revision_version(open_repository(str(work.folder), work.environment), "HEAD")
    assert version.read("mm/a.c") == b"int A;\n"
    child = os.fork()
    if child == 0:
        os._exit(version.read("mm/b.c") != b"int b;\n")
    for _ in range(50):
        assert version.read("mm/a.c") == b"int A;\n"
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert version.read("mm/moved.c").endswith(b"int y;\n")


@pytest.mark.parametrize(
    ("revisions", "expected"),
    [
        ((), Range("HEAD", None)),
        (("a",), Range("a", None)),
        (("a..b",), Range("a", "b")),
        (("..b",), Range("HEAD", "b")),
        (("a...",), Range("a", "HEAD", from_merge_base=True)),
        (("a", "b"), Range("a", "b")),
    ],
)
def test_ranges(revisions, expected) -> None:
    assert range_of(revisions) == expected


@pytest.mark.parametrize("revisions", [("a", "b", "c"), ("a..b", "c")])
def test_more_than_two_sides_are_refused(revisions) -> None:
    with pytest.raises(VersionError, match=r"write them as OLD\.\.NEW"):
        range_of(revisions)
