"""The reports of `gupcheck errors`: tables, JSON that keeps its schema, pictures."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from gupcheck.model.errors import (
    Caller,
    ChainLink,
    CodeUse,
    EntryPoint,
    ErrorOutcome,
    ErrorsReport,
    FunctionErrors,
    Origin,
    Stored,
)
from gupcheck.report import Options
from gupcheck.report.errors_graph import errors_dot, errors_mermaid
from gupcheck.report.errors_json import errors_json
from gupcheck.report.errors_text import errors_text

SPLIT = FunctionErrors(
    "split",
    "mm/walk.c",
    2,
    "struct page *",
    False,
    "mm",
    ("EBUSY", "ENOMEM"),
    ("ERR_PTR(-EBUSY)", "ERR_PTR(-ENOMEM)", "success"),
    (
        ErrorOutcome("success", "", Origin("mm/walk.c", 9), 9),
        ErrorOutcome("ERR_PTR(-EBUSY)", "busy(a) is true", Origin("mm/walk.c", 5), 5, 4),
        ErrorOutcome("ERR_PTR(-EBUSY)", "full(a) is true", Origin("mm/walk.c", 5), 7, 6),
        ErrorOutcome("ERR_PTR(-ENOMEM)", "p is false", Origin("mm/alloc.c", 3, ("get", "alloc")), 8, 8, True),
    ),
    ("It is special.",),
    stores=(
        Stored("walk->action", (ErrorOutcome("ACTION_AGAIN", "a is true", Origin("mm/gup.c", 6), 9, 5),)),
    ),
    callers=(
        Caller(
            "mm/gup.c",
            12,
            "walk",
            (
                CodeUse("ERR_PTR(-EBUSY)", "tests", "-EBUSY", 13),
                CodeUse("ERR_PTR(-EBUSY)", "maps", "-EAGAIN", 14),
                CodeUse("ERR_PTR(-ENOMEM)", "returns", "", 15),
            ),
            True,
        ),
    ),
    entry_points=(
        EntryPoint(
            "mincore",
            "system call",
            "ERR_PTR(-EBUSY)",
            "-EAGAIN",
            False,
            (
                ChainLink("sys_mincore", "mm/gup.c", 20),
                ChainLink("walk", "mm/gup.c", 12),
                ChainLink("split", "mm/walk.c"),
            ),
        ),
    ),
)
REPORT = ErrorsReport("1.0", "/src/linux", True, (SPLIT,), ("The cache was made anew.",))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schemas = {
        name: json.loads((files("gupcheck.report") / f"gupcheck-{name}-v1.schema.json").read_text())
        for name in ("errors", "report")
    }
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    registry = Registry().with_resources(  # type: ignore[var-annotated]
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    return Draft202012Validator(schemas["errors"], registry=registry)


def test_the_json_keeps_its_schema(validator: Draft202012Validator) -> None:
    document = json.loads(errors_json(REPORT))
    validator.validate(document)
    [function] = document["functions"]
    assert function["errnos"] == ["EBUSY", "ENOMEM"]
    assert function["outcomes"][3]["origin"] == {"file": "mm/alloc.c", "line": 3, "through": ["get", "alloc"]}
    assert function["callers"][0]["uses"][1]["becomes"] == "-EAGAIN"
    assert function["syscalls"][0]["chain"][0]["function"] == "sys_mincore"


def test_the_schema_refuses_what_is_wrong(validator: Draft202012Validator) -> None:
    document = json.loads(errors_json(REPORT))
    document["functions"][0]["errnos"] = ["-EBUSY"]
    assert not validator.is_valid(document)
    document = json.loads(errors_json(REPORT))
    del document["functions"][0]["exact"]
    assert not validator.is_valid(document)


def test_what_was_not_asked_for_is_not_in_the_json() -> None:
    bare = FunctionErrors("f", "a.c", 1, "int", True, "", values=("0",))
    [function] = json.loads(errors_json(ErrorsReport("1.0", "/", True, (bare,))))["functions"]
    assert "callers" not in function
    assert "syscalls" not in function


def test_what_is_left_in_parameters_is_said() -> None:
    lines = errors_text(REPORT, Options()).splitlines()
    place = lines.index("  Left in walk->action:")
    assert lines[place + 1] == "    ACTION_AGAIN, 5: a is true, mm/gup.c:6"
    [function] = json.loads(errors_json(REPORT))["functions"]
    assert function["stores"][0]["outcomes"][0]["value"] == "ACTION_AGAIN"


def test_the_table_has_errors_first_and_like_outcomes_once() -> None:
    lines = errors_text(REPORT, Options()).splitlines()
    assert lines[0] == "mm/walk.c:2: struct page * split()"
    assert "not exact" in lines[1]
    assert lines[2] == "  It is special."
    rows = [" ".join(line.split()) for line in lines[4:7]]
    assert rows == [
        "ERR_PTR(-EBUSY) 4: busy(a) is true (and 1 more) 5, 7 line 5",
        "ERR_PTR(-ENOMEM) (may) 8: p is false 8 mm/alloc.c:3 through get() > alloc()",
        "success 9 line 9",
    ]
    assert lines[-1] == "Note: The cache was made anew."


def test_callers_and_system_calls_say_what_becomes_of_each_code() -> None:
    text = errors_text(REPORT, Options())
    assert "mm/gup.c:12: walk(), through a function pointer\n" in text
    assert "ERR_PTR(-EBUSY): tested for (line 13); becomes -EAGAIN (line 14)\n" in text
    assert "system call mincore: ERR_PTR(-EBUSY) as -EAGAIN (not in its manual page)\n" in text
    assert "sys_mincore > walk > split\n" in text


def test_text_from_the_source_can_do_nothing_to_a_terminal() -> None:
    bad = FunctionErrors(
        "f",
        "a\x1b[2J.c",
        1,
        "int",
        True,
        "",
        outcomes=(ErrorOutcome("0", "\x1b]0;x\x07", Origin("b\n.c", 1), 1),),
    )
    text = errors_text(ErrorsReport("1.0", "/", True, (bad,), ("\x1b[1m",)), Options())
    assert "\x1b" not in text
    assert "\x07" not in text
    assert errors_text(REPORT, Options(color=True)) != errors_text(REPORT, Options())


def test_the_picture_leads_from_where_codes_enter_to_the_system_call() -> None:
    lines = errors_mermaid(REPORT).splitlines()
    assert lines[0] == "flowchart BT"
    name = {line.split("[")[0].strip(): line.split('"')[1] for line in lines if '["' in line}
    arrows = [line.split() for line in lines if "-->" in line]
    edges = {(name[one[0]], name[one[-1]]) for one in arrows}
    assert edges == {
        ("alloc()", "get()"),
        ("get()", "split()"),
        ("split()", "walk()"),
        ("walk()", "sys_mincore()"),
    }
    assert any(":::asked" in line and "split()" in line for line in lines)


def test_graphviz_gets_the_same_picture_with_its_text_escaped() -> None:
    odd = FunctionErrors('f"\\', "a.c", 1, "int", True, "")
    dot = errors_dot(ErrorsReport("1.0", "/", True, (SPLIT, odd)))
    assert '"walk" -> "sys_mincore" [label="EBUSY"];' in dot
    assert '"f\\"\\\\" [label="f\\"\\\\()", penwidth=3];' in dot
    assert dot.count("{") == dot.count("}")
