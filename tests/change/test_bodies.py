"""What two versions of one function differ in: codes, causes, kinds; what is form alone stays silent."""

from __future__ import annotations

import gc
import re

import pytest

from gupcheck.change import ChangeRequest, compare
from gupcheck.change.body import BodyChange, compare_bodies
from gupcheck.change.functions import pairs_of
from gupcheck.model.change import Change, ChangesReport
from gupcheck.syntax import Unit, load_dialect, parse_unit
from tests.change.two_versions import rules, versions_between


def report_of(old: str, new: str) -> ChangesReport:
    files = [{"mm/a.c": f"{text}\n".encode()} for text in (old, new)]
    return compare(versions_between(*files), ChangeRequest(rules(), impact="none"))


def changes(old: str, new: str) -> tuple[Change, ...]:
    return report_of(old, new).changes


BASE = """
static int f(struct s *s, int len)
{
	int ret;

	if (len > MOST)
		return -EINVAL;
	ret = g(s, len, GFP_KERNEL);
	if (ret < 0) {
		pr_err("g failed\\n");
		goto out;
	}
	s->len = len;
	ret = 0;
out:
	put(s);
	return ret;
}
"""


@pytest.mark.parametrize(
    "change",
    [
        ("GFP_KERNEL", "GFP_NOFS"),
        ('"g failed\\n"', '"g() failed: %d\\n", ret'),
        ("s->len = len;", "s->len = len; /* new */\n\ts->used = 0;\n\ttouch(s);"),
        ("int len", "int size, int len"),
        ("\n", "\r\n"),
        ("out", "put_it"),
        ("len > MOST", "(len > MOST)"),
        ("len > MOST", "unlikely(len > MOST)"),
    ],
)
def test_form_alone_is_silent(change: tuple[str, str]) -> None:
    report = report_of(BASE, BASE.replace(*change))
    assert report.changes == ()
    assert report.notifications == ()


@pytest.mark.parametrize(
    ("change", "rule", "gained", "lost"),
    [
        (("-EINVAL", "-EFBIG"), "GUP301", ("EFBIG",), ("EINVAL",)),
        (("return -EINVAL;", "len = MOST;"), "GUP304", (), ("EINVAL",)),
        (("goto out;", "ret = -EIO; goto out;"), "GUP301", ("EIO",), ("<callee g>",)),
        (("put(s);", "if (s->bad)\n\t\treturn -EIO;"), "GUP303", ("EIO",), ()),
        (("put(s);", "if (s->bad)\n\t\treturn -EINVAL;"), "GUP305", (), ()),
        (("len > MOST", "len >= MOST"), "GUP307", (), ()),
        (("ret = 0;", "ret = h(s);"), "GUP303", ("<callee h>",), ()),
        (("if (len > MOST)\n\t\treturn -EINVAL;", ""), "GUP302", (), ("EINVAL",)),
    ],
)
def test_each_kind_of_change_both_ways(
    change: tuple[str, str], rule: str, gained: tuple[str, ...], lost: tuple[str, ...]
) -> None:
    other = BASE.replace(*change)
    [found] = changes(BASE, other)
    assert (found.rule, found.gained, found.lost) == (rule, gained, lost)
    assert found.path_only == (not gained and not lost)
    back = changes(other, BASE)
    assert ({c for one in back for c in one.gained}, {c for one in back for c in one.lost}) == (
        set(lost),
        set(gained),
    )


def test_a_renamed_local_is_silent() -> None:
    assert changes(BASE, re.sub(r"\bret\b", "error", BASE)) == ()


def test_a_renamed_function_is_compared_with_what_it_was() -> None:
    [found] = changes(BASE, BASE.replace(" f(", " f_of(").replace("-EINVAL", "-EFBIG"))
    assert (found.old_function, found.function, found.lost) == ("f", "f_of", ("EINVAL",))


def test_a_check_that_leads_back_is_a_retry() -> None:
    old = "static int f(struct s *s)\n{\nagain:\n\tif (busy(s))\n\t\treturn -EBUSY;\n\treturn 0;\n}"
    [found] = changes(old, old.replace("return -EBUSY", "goto again"))
    assert (found.rule, found.causes[0].after) == ("GUP304", ("a retry",))


def test_one_arm_of_an_if_is_compared_with_the_same_arm() -> None:
    stub = "static inline int f(int a)\n{\n\treturn -ENOSYS;\n}\n"
    whole = f"#ifdef CONFIG_F\nint f(int a)\n{{\n\treturn a ? -EIO : 0;\n}}\n#else\n{stub}#endif\n"
    [found] = changes(whole, whole.replace("-ENOSYS", "-EINVAL"))
    assert (found.gained, found.lost) == (("EINVAL",), ("ENOSYS",))


def test_what_a_callee_was_asked_before_is_told() -> None:
    old = "static int f(struct s *s)\n{\n\tg(s);\n\treturn 0;\n}"
    [found] = changes(old, old.replace("g(s);\n\treturn 0", "return g(s)"))
    assert found.causes[0].note == "Errors of g() were not handed on before."


def test_a_fault_in_one_function_is_told_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from gupcheck.change import body

    whole = body.renamed_locals

    def failing(old, before, new, after):  # type: ignore[no-untyped-def]
        if after.name == "bad":
            raise RuntimeError("planted")
        return whole(old, before, new, after)

    monkeypatch.setattr(body, "renamed_locals", failing)
    old = BASE + BASE.replace(" f(", " bad(")
    report = report_of(old, old.replace("-EINVAL", "-EFBIG"))
    assert [one.function for one in report.changes] == ["f"]
    [told] = report.notifications
    assert (told.function, told.incomplete, report.incomplete) == ("bad", True, True)


@pytest.mark.parametrize("head", ["void f(", "static bool __init f(", "static inline _Bool\nf("])
def test_a_function_that_can_yield_no_code_is_not_analysed(
    head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gupcheck.change import body

    monkeypatch.delattr(body, "summarise")
    old = f"{head}struct s *s)\n{{\n\tput(s);\n\treturn;\n}}"
    report = report_of(old, old.replace("put", "get"))
    assert (report.compared, report.changes, report.notifications) == (1, (), ())
    [told] = report_of(old, old.replace("put(s)", "put(s")).notifications
    assert told.kind == "parse-errors"


def test_a_pointer_to_nothing_is_a_code() -> None:
    old = "void *f(int a)\n{\n\tif (a)\n\t\treturn ERR_PTR(-EIO);\n\treturn g;\n}"
    [found] = changes(old, old.replace("-EIO", "-EPERM"))
    assert (found.gained, found.lost) == (("EPERM",), ("EIO",))


def units_of(*texts: str) -> list[Unit]:
    return [parse_unit(text.encode(), "mm/a.c", load_dialect()) for text in texts]


def test_functions_that_are_the_same_byte_by_byte_are_not_read() -> None:
    same = BASE.replace(" f(", " same(")
    old, new = units_of(same + BASE, same + BASE.replace("-EINVAL", "-EFBIG"))
    [pair] = pairs_of(old, new)
    assert (pair.old, pair.new) == (old.functions[1], new.functions[1])
    assert "_name" not in vars(new.functions[0])


def test_a_comparison_leaves_nothing_to_the_garbage_collector() -> None:
    looped = BASE.replace("s->len = len;", "while (again(s) && len--)\n\t\ts->len = len ?: 1;")

    def compared(code: str) -> BodyChange:
        old, new = units_of(looped, looped.replace("-EINVAL", code))
        return compare_bodies(old, new, pairs_of(old, new)[0], frozenset(("EINVAL", "EFBIG", "ERANGE")))

    assert compared("-EFBIG")  # what is made once, such as tables, is there now
    gc.collect()
    gc.disable()
    try:
        assert compared("-ERANGE")
        assert gc.collect() == 0
    finally:
        gc.enable()
