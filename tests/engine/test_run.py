"""Whole runs: what is found, in which files, under which names; the same whatever the number of workers."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from gupcheck.engine.config import Config
from gupcheck.engine.errors import RunError
from gupcheck.engine.request import Progress, RunRequest, StandardInput
from gupcheck.engine.run import run
from gupcheck.model import Summary

from .conftest import BAD, kinds, places


def test_a_folder_is_walked_and_paths_are_relative_to_the_tree(check, tree):
    report = check("mm")
    assert places(report) == ["mm/b.c:7 TST101"]
    assert report.root == str(tree)
    assert not report.incomplete


def test_the_summary_counts_what_was_looked_at_and_what_was_parsed(check):
    assert replace(check().summary, seconds=0) == Summary(files=4, parsed=2, functions=3)


def test_explicit_files_are_taken_whatever_their_names(check, tree):
    (tree / "strange.txt").write_text(BAD.format("f"))
    assert places(check("strange.txt", "mm/b.c")) == ["mm/b.c:7 TST101", "strange.txt:3 TST101"]


def test_a_file_that_is_named_twice_is_checked_once(check):
    assert places(check("a.c", "./a.c", ".", "mm")) == ["a.c:3 TST101", "mm/b.c:7 TST101"]


@pytest.mark.parametrize("jobs", [1, 3, 8])
def test_the_number_of_workers_changes_nothing(check, tree, jobs):
    for number in range(300):
        (tree / "mm" / f"many{number}.c").write_text("\n" * (number % 7) + BAD.format(f"f{number}"))
    one, several = check(jobs=2), check(jobs=jobs)
    seconds = one.summary.seconds
    assert replace(several, summary=replace(several.summary, seconds=seconds)) == one
    assert len(one.findings) == 302


def test_findings_carry_their_fingerprint_and_the_lines_around_them(check):
    [finding] = check("a.c").findings
    assert finding.before == ("int first(void)", "{")
    assert finding.after == ("}", "")
    digits, _, occurrence = finding.fingerprint.partition(":")
    assert int(digits, 16) > 0
    assert occurrence == "1"


def test_a_missing_path_is_told_and_the_others_are_checked(check):
    report = check("a.c", "gone.c")
    assert places(report) == ["a.c:3 TST101"]
    assert kinds(report) == ["gone.c no-such-path"]
    assert report.incomplete


def test_a_link_in_a_circle_is_told(check, tree):
    (tree / "loop.c").symlink_to("loop.c")
    with pytest.raises(RunError, match=r"loop\.c: the link leads to no file or folder\."):
        check("loop.c")
    report = check("loop.c", "a.c")
    assert [one.message for one in report.notifications] == ["The link leads to no file or folder."]


def test_nothing_but_missing_paths_is_an_error(check):
    with pytest.raises(RunError, match=r"gone\.c: there is no such file or folder\."):
        check("gone.c")


def test_a_folder_without_c_files_is_an_error(check, tree):
    (tree / "empty").mkdir()
    with pytest.raises(RunError, match="there is no C file"):
        check("empty")


def test_a_folder_without_c_files_beside_another_is_told(check, tree):
    (tree / "empty").mkdir()
    report = check("empty", "a.c")
    assert kinds(report) == ["empty no-c-file"]
    assert places(report) == ["a.c:3 TST101"]


def test_excluded_files_are_left_out_also_when_they_are_named(check, tree):
    config = Config(folder=str(tree), exclude=("mm/",))
    assert places(check(config=config)) == ["a.c:3 TST101"]
    assert places(check("mm/b.c", config=config)) == []
    assert places(check("mm", config=config)) == []
    assert places(check(exclude=("a.c", "*.h"))) == ["mm/b.c:7 TST101"]


def test_standard_input_is_checked_under_its_name(check, tree):
    given = StandardInput(str(tree / "mm" / "new.c"), BAD.format("f").encode())
    report = run(RunRequest((), str(tree), standard_input=given, rule_files=(), select=("GUP1",)))
    assert places(report) == []
    assert report.summary.files == 1
    assert places(check("a.c", standard_input=given)) == ["a.c:3 TST101", "mm/new.c:3 TST101"]


def test_excluded_standard_input_is_left_out(check, tree):
    given = StandardInput(str(tree / "mm" / "new.c"), BAD.format("f").encode())
    config = Config(folder=str(tree), exclude=("mm/",))
    assert places(check("a.c", standard_input=given, config=config)) == ["a.c:3 TST101"]


def test_a_pipe_among_the_paths_is_read(check, tree):
    reading, writing = os.pipe()
    os.write(writing, BAD.format("f").encode())
    os.close(writing)
    report = check(f"/dev/fd/{reading}")
    os.close(reading)
    assert [finding.location.line for finding in report.findings] == [3]


def test_progress_ends_at_all_files(tree, rule):
    told: list[Progress] = []
    run(RunRequest((".",), str(tree), rule_files=(rule,), jobs=2), told.append)
    assert told[-1] == Progress(done=4, known=4, complete=True)
    assert [one.done for one in told] == sorted(one.done for one in told)


def test_rules_that_can_match_anywhere_parse_every_file(check, tree):
    anywhere = Path(tree.parent) / "any.cocci"
    anywhere.write_text("@r@\nexpression E;\n@@\n* return E;\n")
    assert check(rule_files=(str(anywhere),)).summary.parsed == 4


def test_code_that_did_not_parse_is_counted_and_told(check, tree):
    (tree / "broken.c").write_text("int f(void)\n{\n\tif (((\n\tbad_call(1);\n}\n")
    report = check("broken.c")
    assert report.summary.functions_with_errors == 1
    assert kinds(report) == [" parse-errors"]
    assert not report.incomplete


def test_the_report_names_the_rules_that_ran(check):
    assert [rule.id for rule in check().rules] == ["TST101"]


def test_the_shipped_rules_run_without_any_option(tree):
    (tree / "walk.c").write_text("int f(pmd_t *pmd)\n{\n\treturn pmd_trans_unstable(pmd);\n}\n")
    report = run(RunRequest(("walk.c",), str(tree)))
    assert places(report) == ["walk.c:3 GUP101"]
    assert {"GUP001", "GUP002", "GUP101"} <= {rule.id for rule in report.rules}
