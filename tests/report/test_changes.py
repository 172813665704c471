"""The reports of `gupcheck diff`: whole outputs as snapshots, the JSON's schema, SARIF and Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from referencing import Registry, Resource

from gupcheck.model.change import Change, Impact
from gupcheck.model.comparison import Comparison
from gupcheck.model.errors import ChainLink
from gupcheck.report import CHANGE_FORMATS, Options, changes_markdown, write_changes
from tests.report.changes import CLEAN, COMPARISON, LOST, NEW, OLD, QUOTES, REPORT, SERIES
from tests.report.test_sarif import check

Snapshot = Callable[[str, str], None]

SUFFIXES = {"text": "txt", "github": "txt", "json": "json", "sarif": "sarif.json", "markdown": "md"}


@pytest.mark.parametrize(
    ("kind", "comparison"), [("changes", COMPARISON), ("no-change", CLEAN), ("series", SERIES)]
)
@pytest.mark.parametrize("name", CHANGE_FORMATS)
def test_the_whole_output(name: str, kind: str, comparison: Comparison, snapshot: Snapshot) -> None:
    output = write_changes(name, comparison, Options(exit_code=1))
    if name == "sarif":
        output = json.dumps(json.loads(output), indent=2, ensure_ascii=False) + "\n"
    snapshot(f"{kind}-{name}.{SUFFIXES[name]}", output)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no format 'html'"):
        write_changes("html", CLEAN, Options())


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schemas = {
        name: json.loads((files("gupcheck.report") / f"gupcheck-{name}-v1.schema.json").read_text())
        for name in ("changes", "report")
    }
    Draft202012Validator.check_schema(schemas["changes"])
    registry = Registry().with_resources(  # type: ignore[var-annotated]
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values()
    )
    return Draft202012Validator(schemas["changes"], registry=registry)


@pytest.mark.parametrize("comparison", [COMPARISON, CLEAN, SERIES])
def test_the_json_keeps_its_schema(validator: Draft202012Validator, comparison: Comparison) -> None:
    document = json.loads(write_changes("json", comparison, Options()))
    validator.validate(document)
    strict = json.loads(
        json.dumps(validator.schema).replace(
            '"type": "object"', '"type": "object", "additionalProperties": false'
        )
    )
    assert validator.evolve(schema=strict).is_valid(document), "The schema does not describe every property."


@pytest.mark.parametrize("spoil", ["gained", "causes", "impact", "message"])
def test_the_schema_refuses_what_is_wrong(validator: Draft202012Validator, spoil: str) -> None:
    document = json.loads(write_changes("json", COMPARISON, Options()))
    del document["changes"][0][spoil]
    assert not validator.is_valid(document)


def test_those_who_act_come_first_and_a_long_way_is_shown_by_its_ends() -> None:
    links = tuple(ChainLink(f"f{number}", "mm/gup.c") for number in range(20))
    far = Impact("exported", "f0", "mm/gup.c", 1, chain=links)
    near = Impact("caller", "near", "mm/gup.c", 2)
    change = replace(LOST, impact=(far, near))
    lines = write_changes("text", Comparison(replace(REPORT, changes=(change,))), Options()).splitlines()
    start = lines.index("  Who notices:")
    assert "near()" in lines[start + 1]
    assert lines[start + 3].strip() == "f0 > f1 > f2 > f3 > (12 more) > f16 > f17 > f18 > f19"


def test_colours_change_no_word() -> None:
    plain = write_changes("text", COMPARISON, Options())
    dressed = write_changes("text", COMPARISON, Options(color=True))
    assert dressed != plain
    assert re.sub(r"\x1b\[[\d;]*m", "", dressed) == plain


@pytest.mark.parametrize("name", ["text", "markdown", "github"])
def test_text_from_the_source_can_do_nothing_to_a_terminal(name: str) -> None:
    evil = replace(LOST, message="\x1b[2Jx", function="f\x07", notes=("\x9b1m",))
    comparison = Comparison(replace(REPORT, changes=(evil,)), QUOTES)
    output = write_changes(name, comparison, Options())
    assert not set("\x1b\x07\x9b") & set(output)


def test_lines_fit_the_terminal_where_their_words_do() -> None:
    for line in write_changes("text", COMPARISON, Options(width=100)).splitlines():
        assert len(line) <= 100


@pytest.mark.parametrize("comparison", [COMPARISON, CLEAN, SERIES])
def test_sarif_has_everything_that_code_scanning_asks_for(comparison: Comparison) -> None:
    check(json.loads(write_changes("sarif", comparison, Options())))


def sarif(comparison: Comparison) -> dict[str, Any]:
    [run] = json.loads(write_changes("sarif", comparison, Options()))["runs"]
    found: dict[str, Any] = run
    return found


def base_of(place: dict[str, Any]) -> tuple[str, str]:
    artifact = place["physicalLocation"]["artifactLocation"]
    return artifact["uriBaseId"], artifact["uri"]


def test_sarif_has_its_results_in_the_new_version_and_the_old_one_beside_them() -> None:
    run = sarif(COMPARISON)
    assert run["originalUriBaseIds"].keys() == {"%SRCROOT%", "%OLDROOT%"}
    lost = next(result for result in run["results"] if result["ruleId"] == "GUP302")
    assert base_of(lost["locations"][0]) == ("%SRCROOT%", "mm/walk%27s.c")
    assert base_of(lost["relatedLocations"][0]) == ("%OLDROOT%", "mm/walk.c")
    [flow] = lost["codeFlows"]
    steps = [base_of(step["location"])[0] for step in flow["threadFlows"][0]["locations"]]
    assert steps == ["%OLDROOT%", "%SRCROOT%", "%OLDROOT%"]
    assert lost["partialFingerprints"]["primaryLocationLineHash"] == "1234abcd:1"


def test_sarif_puts_a_function_that_is_gone_where_its_caller_is() -> None:
    gone = next(result for result in sarif(COMPARISON)["results"] if result["ruleId"] == "GUP308")
    assert base_of(gone["locations"][0]) == ("%SRCROOT%", "mm/gup.c")
    assert gone["locations"][0]["physicalLocation"]["region"]["startLine"] == 13


def test_sarif_has_no_old_root_without_an_old_place() -> None:
    assert sarif(CLEAN)["originalUriBaseIds"].keys() == {"%SRCROOT%"}


def test_no_change_is_said_in_so_many_words() -> None:
    assert write_changes("text", CLEAN, Options()).startswith("No change of error-code semantics: ")
    assert "No change of error-code semantics: " in write_changes("markdown", CLEAN, Options())
    assert write_changes("github", CLEAN, Options()) == ""


def html(comparison: Comparison) -> str:
    return (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(write_changes("markdown", comparison, Options()))
    )


def test_markdown_quotes_the_hunk_of_the_change_and_no_other() -> None:
    text = write_changes("markdown", COMPARISON, Options())
    assert "> ````diff\n> @@ -2,3 +2,3 @@\n>  a ```\n> -\tif (pmd_busy" in text
    assert "@@ -90" not in text
    assert re.search(r"<blockquote>\s*<pre><code class=\"language-diff\">@@ -2,3", html(COMPARISON))


def test_markdown_shows_text_from_the_source_as_it_is() -> None:
    page = html(COMPARISON)
    assert "<td><code>pmd_busy(a | b, `c`) is true</code></td>" in page
    assert "&lt;b&gt;two&lt;/b&gt;" in page
    assert "<b>" not in page
    assert page.count("<table>") == 2


@pytest.mark.parametrize(
    "text", ["x `` y", "`", "a|b", "<script>", "](http://x)", "\n# h\n", "@user", "![a](b)"]
)
def test_markdown_can_not_be_led_astray(text: str) -> None:
    evil: Change = replace(
        LOST, message=text, function=text, notes=(text,), causes=(replace(LOST.causes[0], cause=text),)
    )
    page = html(Comparison(replace(REPORT, changes=(evil,), notifications=(), notes=())))
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= {"h3", "p", "strong", "code", "ul", "li", "table", "thead", "tr", "th", "tbody", "td"}
    assert page.count("<tr>") == 2


def test_markdown_fits_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes_markdown, "MOST_CHARACTERS", 4_000)
    many = tuple(replace(LOST, function=f"f{number}", line=number) for number in range(50))
    text = write_changes("markdown", Comparison(replace(REPORT, changes=many), QUOTES), Options())
    assert len(text) <= 4_200
    assert "parts of this report left out for their size" in text
    assert text.rstrip().endswith("v6.4 and fix \\@all.patch.")


def test_annotations_name_the_version_of_each_place() -> None:
    lines = write_changes("github", COMPARISON, Options()).splitlines()
    lost = next(line for line in lines if "GUP302" in line)
    assert lost.startswith(f"::warning file={NEW},line=4,")
    assert f"{OLD}:3 (old version)" in lost
