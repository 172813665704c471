"""sarif-om's objects become JSON of the final schema, with nothing lost and nothing added."""

from __future__ import annotations

import pytest
import sarif_om as om

from gupcheck.report.sarif_json import plain


def test_defaults_are_left_out() -> None:
    region = om.Region(start_line=3)
    assert plain(om.Location(physical_location=om.PhysicalLocation(region=region))) == {
        "physicalLocation": {"region": {"startLine": 3}}
    }
    assert plain(om.Run(tool=om.Tool(driver=om.ToolComponent(name="t")))) == {
        "tool": {"driver": {"name": "t"}}
    }


def test_a_level_is_written_even_where_it_is_the_default() -> None:
    assert plain(om.Result(message=om.Message(text="m"), level="warning")) == {
        "message": {"text": "m"},
        "kind": "fail",
        "level": "warning",
    }
    assert plain(om.ReportingConfiguration(level="warning")) == {"level": "warning"}


def test_the_drafts_name_is_replaced() -> None:
    suppression = om.Suppression(kind="inSource", state="accepted")
    assert plain(suppression) == {"kind": "inSource", "status": "accepted"}


def test_keys_of_property_bags_stay_as_they_are() -> None:
    properties = {"problem.severity": "error", "tags": ("a", "b"), "nothing": None}
    assert plain(om.ReportingDescriptor(id="x", properties=properties))["properties"] == {
        "problem.severity": "error",
        "tags": ["a", "b"],
        "nothing": None,
    }


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object()])
def test_what_json_cannot_say_is_an_error(value: object) -> None:
    with pytest.raises(TypeError, match=f"no place for a {type(value).__name__}"):
        plain(om.Result(message=om.Message(text="m"), properties={"x": value}))
