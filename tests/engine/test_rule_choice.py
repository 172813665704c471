"""Which rules run, and what is said where they can't be read or told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from gupcheck.engine.builtin import BUILTIN_RULES
from gupcheck.engine.catalogue import load_catalogue, load_rule_files
from gupcheck.engine.config import Config
from gupcheck.engine.errors import RunError
from gupcheck.engine.request import RunRequest
from gupcheck.engine.rule_files import shipped_folder
from gupcheck.engine.run import run
from gupcheck.engine.selection import selected_ids
from gupcheck.model import RuleInfo

from .conftest import BAD, places, rule_text

RULES = (
    RuleInfo("GUP101", "old", "", "", until=(6, 5)),
    RuleInfo("GUP102", "always", "", ""),
    RuleInfo("GUP103", "new", "", "", since=(6, 5)),
    RuleInfo("GUP201", "off", "", "", default_on=False),
)


@pytest.mark.parametrize(
    ("select", "ignore", "version", "expected"),
    [
        ((), (), (6, 1), {"GUP101", "GUP102"}),
        ((), (), (6, 5), {"GUP102", "GUP103"}),
        ((), (), None, {"GUP101", "GUP102", "GUP103"}),
        (("GUP103",), (), (6, 1), {"GUP103"}),
        (("off",), (), (6, 1), {"GUP201"}),
        (("GUP1",), (), (6, 1), {"GUP101", "GUP102", "GUP103"}),
        (("ALL",), ("GUP10",), None, {"GUP201"}),
        ((), ("always",), (6, 1), {"GUP101"}),
        (("GUP101",), ("GUP101",), None, set()),
    ],
)
def test_selection(select, ignore, version, expected):
    assert selected_ids(RULES, select, ignore, version) == expected


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("GUP1O2", "There is no rule 'GUP1O2'. Did you mean 'GUP102'?"),
        ("alway", "There is no rule 'alway'. Did you mean 'always'?"),
        ("gup101", "There is no rule 'gup101'. Did you mean 'GUP101'?"),
        ("xyzzy", "There is no rule 'xyzzy'. 'gupcheck rules' lists them."),
        ("", "There is no rule ''. 'gupcheck rules' lists them."),
    ],
)
def test_a_selector_that_means_nothing_is_told(selector, message):
    with pytest.raises(RunError) as caught:
        selected_ids(RULES, (selector,), (), None)
    assert caught.value.message == message


def test_the_kernels_version_decides_and_can_be_overridden(tree):
    def ran(**changes: object) -> set[str]:
        return {rule.id for rule in run(RunRequest(("a.c",), str(tree), **changes)).rules}  # type: ignore[arg-type]

    assert "GUP103" not in ran()
    assert "GUP103" in ran(kernel_version=(6, 12))
    assert "GUP103" in ran(config=Config(kernel_version=(6, 12)))
    assert "GUP103" in ran(select=("GUP103",))


def test_a_selection_on_the_command_line_replaces_the_configurations(tree):
    config = Config(select=("GUP101",), ignore=("GUP102",))
    report = run(RunRequest(("a.c",), str(tree), config, select=("GUP102",)))
    assert [rule.id for rule in report.rules] == ["GUP102"]


def test_what_is_ignored_adds_up(tree):
    config = Config(select=("GUP101", "GUP102", "GUP104"), ignore=("GUP101",))
    report = run(RunRequest(("a.c",), str(tree), config, ignore=("GUP102",)))
    assert [rule.id for rule in report.rules] == ["GUP104"]


def test_per_path_ignores_hold_for_what_they_match(tree, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "bad.cocci").write_text(rule_text())
    ignores = {"mm/*.c": ("TST1",)}
    config = Config(folder=str(tree), rule_folders=(str(folder),), per_path_ignores=ignores)
    assert places(run(RunRequest((".",), str(tree), config))) == ["a.c:3 TST101"]
    unknown = Config(folder=str(tree), per_path_ignores={"mm/*.c": ("TST1",)})
    with pytest.raises(RunError, match="There is no rule 'TST1'"):
        run(RunRequest((".",), str(tree), unknown))


def test_the_configuration_may_choose_rules_of_gupcheck_diff_too(tree):
    ignores = {"mm/*.c": ("GUP302",)}
    config = Config(
        folder=str(tree), select=("GUP301", "GUP101"), ignore=("errno-lost",), per_path_ignores=ignores
    )
    assert [rule.id for rule in run(RunRequest(("a.c",), str(tree), config)).rules] == ["GUP101"]
    default = [rule.id for rule in run(RunRequest(("a.c",), str(tree))).rules]
    config = Config(select=("GUP301",))
    assert [rule.id for rule in run(RunRequest(("a.c",), str(tree), config)).rules] == default
    with pytest.raises(RunError, match="There is no rule 'GUP399'"):
        run(RunRequest(("a.c",), str(tree), Config(select=("GUP301", "GUP399"))))


def test_dialect_macros_of_the_configuration_are_used(tree, rule):
    (tree / "x.c").write_text("MYFUNC(first)\n{\n\tbad_call(1);\n}\n")
    config = Config(dialect={"functions": ("MYFUNC = my_{1}",)})
    report = run(RunRequest(("x.c",), str(tree), config, rule_files=(rule,)))
    assert [finding.function for finding in report.findings] == ["my_first"]


def test_a_wrong_dialect_is_told_with_its_file(tree):
    config = Config(path="gupcheck.toml", dialect={"atributes": ("x",)})
    with pytest.raises(RunError, match=r"gupcheck\.toml: The dialect has no list named 'atributes'"):
        run(RunRequest(("a.c",), str(tree), config))


def test_virtual_names_can_be_defined(tree, tmp_path):
    text = rule_text().replace("virtual report", "virtual report, strict").replace("on report", "on strict")
    path = tmp_path / "strict.cocci"
    path.write_text(text)
    request = RunRequest(("a.c",), str(tree), rule_files=(str(path),))
    assert places(run(request)) == []
    defined = RunRequest(("a.c",), str(tree), rule_files=(str(path),), define=("strict",))
    assert places(run(defined)) == ["a.c:3 TST101"]


def test_a_rule_without_an_id_is_named_by_its_path(tree):
    (tree / "plain.cocci").write_text("@@ @@\n* bad_call(...)\n")
    report = run(RunRequest(("a.c",), str(tree), rule_files=("plain.cocci",)))
    assert places(report) == ["a.c:3 plain.cocci"]


def test_a_doubled_id_is_told_with_both_files(tmp_path):
    for name in ("one.cocci", "two.cocci"):
        (tmp_path / name).write_text(rule_text())
    with pytest.raises(RunError) as caught:
        load_rule_files(("one.cocci", "two.cocci"), str(tmp_path))
    assert caught.value.message == (
        "Two rules have the id 'TST101': one.cocci and two.cocci. Give one of them another id."
    )


def test_a_rule_that_takes_a_shipped_id_is_told(tmp_path):
    (tmp_path / "mine.cocci").write_text(rule_text("GUP101"))
    with pytest.raises(RunError, match="Two rules have the id 'GUP101'"):
        load_catalogue([str(tmp_path)])


def test_a_rule_that_takes_the_id_of_a_rule_in_code_is_told(tmp_path):
    (tmp_path / "mine.cocci").write_text(rule_text("GUP001"))
    with pytest.raises(RunError, match="Two rules have the id 'GUP001'"):
        load_catalogue([str(tmp_path)])


def test_the_same_file_twice_is_one_rule(rule):
    assert len(load_rule_files((rule, rule), "/")) == 1


def test_a_broken_rule_is_told_with_its_line_and_a_caret(tmp_path):
    (tmp_path / "broken.cocci").write_text("@r@\nexpression E;\n@@\n* bad_call(E;\n")
    with pytest.raises(RunError) as caught:
        load_rule_files(("broken.cocci",), str(tmp_path))
    assert caught.value.message.startswith("broken.cocci:4:")
    code, caret = caught.value.excerpt
    assert code == "* bad_call(E;"
    column = int(caught.value.message.split(":")[2])
    assert caret == " " * (column - 1) + "^"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe", "is not UTF-8: byte 0 is wrong"), (None, "can't be read: No such file or directory")],
)
def test_a_rule_that_cannot_be_read_is_told(tmp_path, content, words):
    if content is not None:
        (tmp_path / "x.cocci").write_bytes(content)
    with pytest.raises(RunError, match=f"x.cocci: the rule {words}"):
        load_rule_files(("x.cocci",), str(tmp_path))


def test_a_missing_rule_folder_is_told(tmp_path):
    with pytest.raises(RunError, match="there is no such folder of rules"):
        load_catalogue([str(tmp_path / "gone")])


def test_shipped_rules_load_and_are_told_by_paths_below_rules():
    assert shipped_folder().is_dir()
    rules = load_catalogue()
    assert [rule.info.id for rule in rules] == sorted(rule.info.id for rule in rules)
    assert all(Path(rule.info.path).parts[0] == "rules" for rule in rules)


def test_the_rules_in_code_are_documented_as_the_others():
    for rule in BUILTIN_RULES:
        assert set(rule.sections) >= {"What it does", "Why it matters", "Example", "Use instead", "Limits"}


def test_findings_of_two_rules_in_one_file(tree, tmp_path):
    (tree / "x.c").write_text(BAD.format("f") + "void g(void) { worse_call(); }\n")
    for name, call in (("TST101", "bad_call"), ("TST102", "worse_call")):
        (tmp_path / f"{name}.cocci").write_text(rule_text(name, name.lower(), call))
    files = tuple(str(tmp_path / f"TST10{number}.cocci") for number in (2, 1))
    report = run(RunRequest(("x.c",), str(tree), rule_files=files))
    assert places(report) == ["x.c:3 TST101", "x.c:5 TST102"]
