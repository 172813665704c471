"""What cocci, coccilib and coccinelle do; the expected lines are what spatch 1.1.1 prints for the calls."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gupcheck.smpl.script import (
    Exported,
    Output,
    ScriptError,
    ScriptOutcome,
    ScriptPosition,
    ScriptState,
    ScriptText,
    TermList,
    compile_constraint,
    compile_script,
)


@pytest.fixture
def run(place: ScriptPosition) -> Callable[[str], ScriptOutcome]:
    def run_script(source: str) -> ScriptOutcome:
        variables = {"p": (place, place), "e": ScriptText("s[0]", "expression")}
        return compile_script(source, "rule.cocci", 1).run(variables, ScriptState())

    return run_script


PRINTERS = {
    "report": (
        'coccilib.report.print_report(p[0], "msg %s" % e)',
        "report",
        "msg s[0]",
        "mm/walk.c:6:3-9: msg s[0]",
    ),
    "report without message": (
        "coccilib.report.print_report(p[0])",
        "report",
        "ERROR",
        "mm/walk.c:6:3-9: ERROR",
    ),
    "todo": (
        'coccilib.org.print_todo(p[0], "m")',
        "org-todo",
        "m",
        "* TODO [[view:mm/walk.c::face=ovl-face1::linb=6::colb=3::cole=9][m]]",
    ),
    "todo without message": (
        "coccilib.org.print_todo(p[0])",
        "org-todo",
        "mm/walk.c::6",
        "* TODO [[view:mm/walk.c::face=ovl-face1::linb=6::colb=3::cole=9][mm/walk.c::6]]",
    ),
    "safe todo": (
        'coccilib.org.print_safe_todo(p[0], "m " + e)',
        "org-safe-todo",
        "m s@(0)",
        "* TODO [[view:mm/walk.c::face=ovl-face1::linb=6::colb=3::cole=9][m s@(0)]]",
    ),
    "link": (
        'coccilib.org.print_link(p[0], "")',
        "org-link",
        "mm/walk.c::6",
        "[[view:mm/walk.c::face=ovl-face1::linb=6::colb=3::cole=9][mm/walk.c::6]]",
    ),
    "safe link": (
        "coccilib.org.print_safe_link(p[0], e)",
        "org-safe-link",
        "s@(0)",
        "[[view:mm/walk.c::face=ovl-face1::linb=6::colb=3::cole=9][s@(0)]]",
    ),
    "main": (
        'cocci.print_main("m", p)',
        "org-main",
        "m",
        "* TODO [[view:mm/walk.c::face=ovl-face1::linb=6::colb=3::cole=9][m mm/walk.c::6]]",
    ),
    "main by coccilib": (
        'coccilib.org.print_main("", p)',
        "org-main",
        "mm/walk.c::6",
        "* TODO [[view:mm/walk.c::face=ovl-face1::linb=6::colb=3::cole=9][mm/walk.c::6]]",
    ),
    "second": (
        'cocci.print_sec("s", p)',
        "org-sec",
        "s",
        "[[view:mm/walk.c::face=ovl-face2::linb=6::colb=3::cole=9][s]]",
    ),
}


@pytest.mark.parametrize(("source", "kind", "message", "line"), PRINTERS.values(), ids=PRINTERS.keys())
def test_a_printer(
    source: str,
    kind: str,
    message: str,
    line: str,
    run: Callable[[str], ScriptOutcome],
    place: ScriptPosition,
) -> None:
    assert run(source).outputs == (Output(kind, message, line, place),)


def test_the_outputs_come_in_order(run: Callable[[str], ScriptOutcome]) -> None:
    outcome = run('print("a", end="")\ncocci.print_secs("s", p)\nprint("b\\nc")')
    assert [(output.kind, output.message) for output in outcome.outputs] == [
        ("print", "a"),
        ("org-sec", "s"),
        ("org-sec", "s"),
        ("print", "b\nc"),
    ]
    assert outcome.outputs[0].position is None


def test_modules_can_be_imported(run: Callable[[str], ScriptOutcome]) -> None:
    source = (
        "from __future__ import print_function\nimport coccilib.report\nimport coccilib.org as o\n"
        "from coccilib.report import print_report as r\nfrom coccilib.org import *\n"
        'r(p[0], "1")\no.print_todo(p[0], "2")\nprint_link(p[0], "3")\nreport.print_report(p[0], "4")\n'
        'print(coccilib.report.build_report(p[0], "5"))'
    )
    assert [output.message for output in run(source).outputs] == ["1", "2", "3", "4", "mm/walk.c:6:3-9: 5"]


def test_the_fields_of_a_position_are_strings(run: Callable[[str], ScriptOutcome]) -> None:
    source = (
        "q = p[0]\nprint([q.file, q.current_element, q.line, q.column, q.line_end, q.column_end])\n"
        "print(int(q.line) + 1, q.line == '6', q.line == 6)"
    )
    assert [output.message for output in run(source).outputs] == [
        "['mm/walk.c', 'walk_one', '6', '3', '6', '9']",
        "7 True False",
    ]


def test_the_span_of_the_function_is_told_where_it_is_known(run: Callable[[str], ScriptOutcome]) -> None:
    known = ScriptPosition("a.c", "f", "6", "3", "6", "9", "2", "0", "11", "1")
    script = compile_script("print(p[0].current_element_line_end)", "rule.cocci", 1)
    assert script.run({"p": (known,)}, ScriptState()).outputs[0].message == "11"
    with pytest.raises(ScriptError, match="not known for this position"):
        run("p[0].current_element_line")


@pytest.mark.parametrize(
    "source", ["p[0] == p[1]", "p[0] in [p[1]]", "{p[0]}", "[p[0]].index(p[1])", "sorted(p)"]
)
def test_positions_are_not_compared_by_their_object(source: str, run: Callable[[str], ScriptOutcome]) -> None:
    with pytest.raises(ScriptError) as error:
        run(source)
    assert error.value.construct == "comparison of positions"


def test_a_report_wants_one_position(run: Callable[[str], ScriptOutcome]) -> None:
    with pytest.raises(ScriptError, match=r"give one position, as p\[0\]"):
        run('coccilib.report.print_report(p, "m")')
    with pytest.raises(ScriptError, match="give the positions, as p"):
        run('cocci.print_main("m", p[0])')


def test_include_match_counts_the_last_call(run: Callable[[str], ScriptOutcome]) -> None:
    assert run("pass").included
    assert not run("cocci.include_match(False)").included
    assert run("cocci.include_match(False)\ncocci.include_match(True)").included


def test_exit_lets_the_script_end(run: Callable[[str], ScriptOutcome]) -> None:
    outcome = run("cocci.exit()\nprint('after')")
    assert outcome.exit
    assert [output.message for output in outcome.outputs] == ["after"]


def test_made_values_are_exported(run: Callable[[str], ScriptOutcome]) -> None:
    outcome = run(
        'coccinelle.a = cocci.make_ident("f")\ncoccinelle.b = cocci.make_expr("1 + 2")\n'
        'coccinelle.c = cocci.make_type("struct s *")\ncoccinelle.d = cocci.make_stmt("f(x);")\n'
        'coccinelle.e = "plain"\ncoccinelle.f = cocci.make_position("a.c", "g", 6, 2, 6, 5)\nunset = 1'
    )
    assert outcome.exported == {
        "a": Exported("ident", "f"),
        "b": Exported("expr", "1 + 2"),
        "c": Exported("type", "struct s *"),
        "d": Exported("stmt", "f(x);"),
        "e": Exported("text", "plain"),
        "f": Exported("position", "a.c:6:2", ScriptPosition("a.c", "g", "6", "2", "6", "5")),
    }


@pytest.mark.parametrize(
    "source",
    [
        "coccinelle.a = 3",
        "cocci.make_ident(3)",
        'cocci.make_position("a.c", "g", "6", "2", "6", "5")',
        "coccinelle.no",
    ],
)
def test_what_spatch_does_not_take_is_an_error(source: str, run: Callable[[str], ScriptOutcome]) -> None:
    with pytest.raises(ScriptError):
        run(source)


def test_coccinelle_gives_inherited_and_exported_variables(run: Callable[[str], ScriptOutcome]) -> None:
    outcome = run('coccinelle.made = "x"\nprint(coccinelle.e, coccinelle.made)')
    assert outcome.outputs[0].message == "s[0] x"


def test_all_scripts_of_a_rule_file_share_their_names() -> None:
    state = ScriptState()
    for source in ("seen = []\ndef note(n):\n    seen.append(n)", "note(f)", "note(f + '2')"):
        compile_script(source, "rule.cocci", 1).run({"f": ScriptText("a")}, state)
    assert (
        compile_script("print(seen, f)", "rule.cocci", 1).run({}, state).outputs[0].message == "['a', 'a2'] a"
    )
    with pytest.raises(ScriptError, match="name 'seen' is not defined"):
        compile_script("print(seen)", "rule.cocci", 1).run({}, ScriptState())


def test_a_constraint_is_the_truth_of_its_expression(place: ScriptPosition) -> None:
    state = ScriptState()
    source = (
        "names = frozenset(['walk_one'])\n"
        "def relevant(p):\n    return not (names & {q.current_element for q in p})"
    )
    compile_script(source, "rule.cocci", 1).run({}, state)
    constraint = compile_constraint("\n   relevant(p) ", "rule.cocci", 20)
    assert not constraint.run({"p": (place,)}, state).included
    other = ScriptPosition("a.c", "other", "1", "0", "1", "2")
    assert constraint.run({"p": (other,)}, state).included
    with pytest.raises(ScriptError) as error:
        compile_constraint("\n relevant(p) +", "rule.cocci", 20)
    assert error.value.line in (21, 22)


def test_a_list_of_terms_is_a_text_where_it_is_reported(place: ScriptPosition) -> None:
    script = compile_script('coccilib.report.print_report(p[0], "args %s" % l)', "rule.cocci", 1)
    outcome = script.run({"p": (place,), "l": TermList("a , b", ("a", "b"))}, ScriptState())
    assert outcome.outputs[0].message == "args a , b"
