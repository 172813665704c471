"""A callee that gives no error is no change of error codes; one that may give some is."""

from __future__ import annotations

import pytest

from tests.change.two_versions import compared

_TEXT = """/* --- both: include/uapi/asm-generic/errno-base.h --- */
#define ENOMEM 12
/* --- both: mm/part.h --- */
static inline int part(int a) {{ {body} }}
/* --- old: mm/a.c --- */
int whole(int a)
{{
	return 4;
}}
/* --- new: mm/a.c --- */
int whole(int a)
{{
	return part(a);
}}
"""


@pytest.mark.parametrize(
    ("body", "gained"),
    [
        ("return 8;", []),
        ("if (a) return -ENOMEM; return 8;", [("<callee part>",)]),
        ("return elsewhere(a);", [("<callee part>",)]),
    ],
)
def test_only_a_callee_that_may_fail_is_told(body: str, gained: list[tuple[str, ...]]) -> None:
    assert [change.gained for change in compared(_TEXT.format(body=body)).changes] == gained
