"""Callers that take a new code for a success although they know others."""

from __future__ import annotations

from gupcheck.errors.values import errno
from tests.change.impact.conftest import Ask

GET = {"mm/get.c": "int get_one(int a)\n{\n\treturn a ? -ENODATA : 0;\n}\n"}


def unknown(noticed: Ask, body: str) -> list[tuple[int, str]]:
    """Return line and code of what a caller of get_one(), which gained -ENODATA, does not know."""
    caller = f"int f(int a)\n{{\n\tint ret = get_one(a);\n\n{body}}}\n"
    found = noticed({**GET, "mm/use.c": caller}, "get_one", gained=(errno("ENODATA"),))
    return [(one.line, one.code) for one in found if one.kind == "unhandled"]


def test_a_caller_that_knows_one_code_takes_the_new_one_for_a_success(noticed: Ask) -> None:
    assert unknown(noticed, "\tif (ret == -EAGAIN)\n\t\treturn 1;\n\treturn 0;\n") == [(5, "-ENODATA")]


def test_a_test_for_any_error_knows_the_new_one(noticed: Ask) -> None:
    body = "\tif (ret == -EAGAIN)\n\t\treturn 1;\n\tif (ret < 0)\n\t\treturn -EIO;\n\treturn 0;\n"
    assert unknown(noticed, body) == []


def test_a_code_that_is_handed_on_is_a_matter_of_the_callers_above(noticed: Ask) -> None:
    assert unknown(noticed, "\tif (ret == -EAGAIN)\n\t\treturn 1;\n\treturn ret;\n") == []


def test_a_caller_that_looks_at_no_error_tells_no_codes_apart(noticed: Ask) -> None:
    assert unknown(noticed, "\tuse(ret);\n\treturn 0;\n") == []
