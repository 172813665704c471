"""What a caller does with each code of a call, on callers as the kernel has them."""

from __future__ import annotations

import pytest

from gupcheck.errors.expressions import callee_name
from gupcheck.errors.values import NULL_VALUE, Value, errno
from gupcheck.impact import uses_of_call
from gupcheck.syntax import load_dialect, parse_unit

ERRNOS = frozenset(("EAGAIN", "EBUSY", "EEXIST", "EFAULT", "EINVAL", "EIO", "ENOMEM", "ENOENT"))
POINTERS = (Value("errno", "EBUSY", pointer=True), NULL_VALUE)


def fates(source: str, *codes: Value) -> dict[str, list[str]]:
    """Return, for each code of the call of get() in `source`, what is done with it."""
    unit = parse_unit(source.encode(), "mm/walk.c", load_dialect())
    function = unit.functions[0]
    call = next(
        node
        for tree in function.trees()
        for node in tree.walk()
        if node.kind == "call_expression" and callee_name(node) == "get"
    )
    found: dict[str, list[str]] = {}
    for use in uses_of_call(function, unit, call.start, codes, ERRNOS):
        found.setdefault(use.code.text(), []).append(f"{use.action.value} {use.becomes}".strip())
    return found


def test_a_code_that_goes_straight_out_is_returned() -> None:
    assert fates("int f(int a) { return get(a); }", errno("EIO")) == {"-EIO": ["returns"]}
    assert fates("int f(int a) { int r = get(a); if (r < 0) return r; return 0; }", errno("EIO")) == {
        "-EIO": ["returns"]
    }


def test_each_way_out_of_a_switch_has_its_own_codes() -> None:
    source = """
long f(int a)
{
	long ret = get(a);

	switch (ret) {
	case -EBUSY:
		return 0;
	case -EIO:
		ret = -EFAULT;
		break;
	default:
		report(ret);
		return -ENOMEM;
	}
	return ret;
}
"""
    assert fates(source, errno("EBUSY"), errno("EIO"), errno("EINVAL")) == {
        "-EBUSY": ["tests -EBUSY", "drops becomes 0"],
        "-EIO": ["tests -EIO", "maps -EFAULT"],
        "-EINVAL": ["passes report", "maps -ENOMEM"],
    }


def test_a_code_for_which_the_call_is_made_again_is_retried() -> None:
    source = "int f(int a) { int r; do { r = get(a); } while (r == -EAGAIN); return r; }"
    assert fates(source, errno("EAGAIN"), errno("EIO")) == {
        "-EAGAIN": ["retries", "tests -EAGAIN"],
        "-EIO": ["returns"],
    }
    jumps = "int f(int a) { int r; again: r = get(a); if (r == -EBUSY) goto again; return r; }"
    assert fates(jumps, errno("EBUSY")) == {"-EBUSY": ["retries", "tests -EBUSY"]}


def test_the_next_round_of_a_loop_is_no_retry() -> None:
    source = "void f(int n) { int i; for (i = 0; i < n; i++) { if (get(i)) continue; use(i); } }"
    assert fates(source, errno("EIO")) == {"-EIO": ["drops tested, then goes on"]}


def test_what_was_set_before_the_call_is_what_an_error_becomes() -> None:
    source = """
int f(int n)
{
	int ret = -ENOMEM;
	void *p, *q;

	p = get(n);
	if (!p)
		goto out;
	q = more(n);
	if (!q)
		goto out;
	ret = 0;
out:
	return ret;
}
"""
    assert fates(source, NULL_VALUE) == {"NULL": ["maps -ENOMEM"]}


def test_pointers_are_told_apart_by_their_tests() -> None:
    source = """
int f(int n)
{
	void *p = get(n);

	if (IS_ERR(p))
		return PTR_ERR(p);
	if (!p)
		return -ENOENT;
	return 0;
}
"""
    assert fates(source, *POINTERS) == {"ERR_PTR(-EBUSY)": ["returns"], "NULL": ["maps -ENOENT"]}


@pytest.mark.parametrize(
    ("source", "fate"),
    [
        ("int f(int a) { get(a); return 0; }", "drops the result is unused"),
        ("int f(int a) { (void)get(a); return 0; }", "drops the result is unused"),
        ("int f(int a) { int r = get(a); if (r) warn(); return 0; }", "drops tested, then returns 0"),
        ("void f(struct s *s) { s->err = get(s); }", "stores s->err"),
        ("int f(int *e) { *e = get(1); return 0; }", "stores *e"),
    ],
)
def test_codes_that_do_not_come_back(source: str, fate: str) -> None:
    assert fate in fates(source, errno("EIO"))["-EIO"]


def test_both_variants_of_a_split_caller_count() -> None:
    source = """
int f(int a)
{
	int r = get(a);
#ifdef CONFIG_A
	if (r)
		return -EINVAL;
	return 0;
#else
	return r;
#endif
}
"""
    assert fates(source, errno("EIO")) == {"-EIO": ["maps -EINVAL", "returns"]}


def test_codes_that_the_caller_does_not_name_fare_alike() -> None:
    source = "int f(int a) { int r = get(a); return r == -EIO ? -EINVAL : r; }"
    found = fates(source, errno("EIO"), errno("EBUSY"), errno("EFAULT"))
    assert found["-EBUSY"] == found["-EFAULT"] == ["returns"]
    assert "maps -EINVAL" in found["-EIO"]


def test_a_loop_between_the_call_and_the_next_one_is_no_retry() -> None:
    loop = "for (i = 0; i < n; i++) { ret = get(i); if (ret) { while (n > i) cancel(i++); } }"
    source = "int caller(int n) { int i, ret; " + loop + " return NOTIFY_KEEP; }"
    assert fates(source, errno("EIO")) == {"-EIO": ["drops tested, then returns NOTIFY_KEEP"]}


def test_a_sum_with_a_code_is_not_the_code_that_is_passed_on() -> None:
    source = "int caller(char *p) { int ret = get(p); p += ret; ret = report(p); return 0; }"
    assert fates(source, errno("EIO")) == {"-EIO": ["drops not tested, then returns 0"]}
