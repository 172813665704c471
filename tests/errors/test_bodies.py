"""What the body summary of a function says: values, their causes, what tests leave of them."""

from __future__ import annotations

import pytest

from gupcheck.errors import BodySummary, summarise
from gupcheck.syntax import load_dialect, parse_unit

ERRNOS = frozenset(("EAGAIN", "EBUSY", "EFAULT", "EINVAL", "EIO", "ENOMEM", "ENOENT", "ENOTSUPP"))


def body(source: str) -> BodySummary:
    unit = parse_unit(source.encode(), "mm/walk.c", load_dialect())
    return summarise(unit.functions[0], unit, ERRNOS)


def said(source: str) -> set[tuple[str, str]]:
    return {(outcome.value.text(), outcome.cause) for outcome in body(source).outcomes}


def test_constants_have_the_check_that_controls_them() -> None:
    found = said("int f(int a) { if (a < 0) return -EINVAL; if (busy(a)) return -EBUSY; return 0; }")
    assert found == {("-EINVAL", "a < 0 is true"), ("-EBUSY", "busy(a) is true"), ("0", "busy(a) is false")}


def test_an_error_that_is_set_before_its_checks_has_each_of_them() -> None:
    found = said("""
int f(int n)
{
	int ret = -ENOMEM;
	void *a, *b;

	a = get(n);
	if (!a)
		goto out;
	b = get(n);
	if (!b)
		goto out_a;
	ret = 0;
	put(b);
out_a:
	put(a);
out:
	return ret;
}
""")
    assert found == {("-ENOMEM", "a is false"), ("-ENOMEM", "b is false"), ("0", "b is true")}


def test_a_test_whose_sides_meet_again_is_no_cause() -> None:
    found = said("int f(int a) { int ret = 0; if (bad(a)) ret = -EIO; if (a) note(a); return ret; }")
    assert found == {("-EIO", "bad(a) is true"), ("0", "bad(a) is false")}


def test_the_two_arms_of_a_split_keep_their_codes_apart() -> None:
    found = said("""
struct page *follow(struct mm_struct *mm, pmd_t *pmd, bool zero)
{
	int ret;

	if (zero) {
		ret = 0;
		split_huge_pmd(vma, pmd, address);
		if (pmd_trans_unstable(pmd))
			ret = -EBUSY;
	} else {
		split_huge_pmd(vma, pmd, address);
		ret = pte_alloc(mm, pmd) ? -ENOMEM : 0;
	}
	return ret ? ERR_PTR(ret) : follow_pte(mm, pmd);
}
""")
    assert ("ERR_PTR(-EBUSY)", "pmd_trans_unstable(pmd) is true") in found
    assert ("ERR_PTR(-ENOMEM)", "pte_alloc(mm, pmd) is true") in found
    assert ("<callee follow_pte>", "ret is false") in found
    assert len(found) == 3


@pytest.mark.parametrize(
    ("test", "left"),
    [
        ("if (ret) return ret;", ("nonzero",)),
        ("if (ret < 0) return ret;", ("negative",)),
        ("if (unlikely(ret)) return ret;", ("nonzero",)),
        ("if (WARN_ON(ret < 0)) return ret;", ("negative",)),
        ("if (ret == -EAGAIN) return ret;", ("eq:-EAGAIN",)),
        ("if (ret && ret != -EAGAIN) return ret;", ("ne:-EAGAIN", "nonzero")),
        ("if (0 > ret) return ret;", ("negative",)),
        ("if (!ret) return 0; return ret;", ("nonzero",)),
        ("if ((ret = g()) != 0) return ret;", ("nonzero",)),
    ],
)
def test_what_a_test_leaves_of_a_callee(test: str, left: tuple[str, ...]) -> None:
    outcomes = body(f"int f(void) {{ int ret = g(); {test} return 0; }}").outcomes
    assert [o.value.tests for o in outcomes if o.value.kind == "call" and o.value.name == "g"] == [left]


@pytest.mark.parametrize(
    ("test", "left"),
    [
        ("if (IS_ERR(p)) return PTR_ERR(p);", ("error",)),
        ("return PTR_ERR_OR_ZERO(p);", ("error",)),
        ("if (IS_ERR_OR_NULL(p)) return PTR_ERR(p);", ("error",)),
    ],
)
def test_error_pointers_are_decoded(test: str, left: tuple[str, ...]) -> None:
    outcomes = body(f"int f(void) {{ void *p = g(); {test} return 0; }}").outcomes
    decoded = [
        o.value
        for o in outcomes
        if o.value.kind == "call" and o.value.decoded and "zero" not in o.value.tests
    ]
    assert [value.tests for value in decoded] == [left]


def test_a_constant_survives_only_tests_that_it_passes() -> None:
    assert said("int f(void) { int ret = -EIO; if (ret > 0) return 1; return ret; }") == {("-EIO", "")}
    assert said("int f(int a) { int r = a ? -EIO : -EAGAIN; if (r == -EAGAIN) return 0; return r; }") == {
        ("0", "r == -EAGAIN is true"),
        ("-EIO", "a is true"),
    }


def test_both_arms_of_an_ifdef_are_there() -> None:
    found = said("int f(void)\n{\n#ifdef CONFIG_A\n\treturn -EIO;\n#else\n\treturn -ENOENT;\n#endif\n}\n")
    assert {value for value, _ in found} == {"-EIO", "-ENOENT"}


def test_what_a_call_may_change_is_unknown_with_its_reason() -> None:
    (outcome,) = body("int f(void) { int err = 0; g(&err); return err; }").outcomes
    assert (outcome.value.kind, outcome.value.name, outcome.value.place) == ("stored", "g", 0)
    assert not body("int f(void) { int err = 0; g(&err); return err; }").is_exact


def test_codes_that_are_only_compared_or_passed_on_are_not_returned() -> None:
    found = said("int f(int e) { if (e == -EAGAIN) fail(-EIO); store(-EFAULT); return 0; }")
    assert {value for value, _ in found} == {"0"}


def test_status_families_stay_what_they_are() -> None:
    found = said(
        "vm_fault_t f(int a) { if (a) return VM_FAULT_OOM; return VM_FAULT_RETRY | VM_FAULT_MAJOR; }"
    )
    assert {value for value, _ in found} == {"VM_FAULT_OOM", "VM_FAULT_RETRY", "VM_FAULT_MAJOR"}


def test_a_parameter_handed_back_and_an_unset_name_are_not_exact() -> None:
    assert not body("int f(int a) { return a; }").is_exact
    assert not body("int f(void) { return total; }").is_exact
    assert body("int f(void) { return g(); }").is_exact


def test_dev_err_probe_yields_its_code() -> None:
    assert ("-EINVAL", "bad(dev) is true") in said(
        'int f(struct device *dev) { if (bad(dev)) return dev_err_probe(dev, -EINVAL, "bad\\n"); return 0; }'
    )


def test_a_switch_names_its_case() -> None:
    found = said(
        "int f(int a) { switch (a) { case 1: return -EIO; case 2: return -EINVAL; default: return 0; } }"
    )
    assert {("-EIO", "a is 1"), ("-EINVAL", "a is 2")} < found


def test_a_call_through_a_variable_is_one_of_what_the_variable_holds() -> None:
    source = "int f(struct ops *o, int a) { int (*fn)(int) = o->run; if (a) fn = quick; return fn(a); }"
    assert {outcome.value.name for outcome in body(source).outcomes} == {"*o->run", "quick"}
    (handed,) = body("int f(int (*fn)(int)) { return fn(1); }").outcomes
    assert (handed.value.kind, handed.value.name) == ("call", "*fn")


def test_the_first_of_an_elvis_is_not_0() -> None:
    outcomes = body("int f(int a) { return g(a) ?: -EIO; }").outcomes
    assert {(o.value.text(), o.value.tests) for o in outcomes} == {
        ("<callee g>", ("nonzero",)),
        ("-EIO", ()),
    }


def test_an_iterator_sets_its_variables() -> None:
    found = said("""
void *f(struct list_head *head)
{
	struct s *p;

	list_for_each_entry(p, head, list) {
		if (p->full)
			p = ERR_PTR(-EIO);
		return p;
	}
	return NULL;
}
""")
    assert found == {
        ("success", "p->full is false"),
        ("ERR_PTR(-EIO)", "p->full is true"),
        ("NULL", "list_for_each_entry(p, head, list) is false"),
    }


def test_a_code_that_is_computed_is_unknown() -> None:
    (outcome,) = body("int f(int ret) { return NOTIFY_OK - ret; }").outcomes
    assert outcome.value.text() == "unknown"
    assert said("int f(int end, int start) { return end - start; }") == {("success", "")}


def test_another_round_of_a_loop_is_no_cause() -> None:
    found = said("int f(int a) { int ret; do { ret = g(a); } while (ret == -EAGAIN); return ret; }")
    assert found == {("<callee g>", "")}


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("void f(int *err) { *err = -EIO; }", {("*err", "-EIO", "")}),
        ("int f(struct mm_walk *walk, int a) { if (a) walk->action = ACTION_AGAIN; return 0; }",
         {("walk->action", "ACTION_AGAIN", "a is true"),
          ("walk->action", "<field walk->action>", "a is false")}),
        ("void f(struct bio *bio) { bio->bi_status = BLK_STS_IOERR; }",
         {("bio->bi_status", "BLK_STS_IOERR", "")}),
        ("void f(struct req *r) { r->error = g(r); r->len = 3; r->flags = RQ_DONE; }",
         {("r->error", "<callee g>", "")}),
    ],
)  # fmt: skip
def test_codes_stored_through_parameters(source: str, stored: set[tuple[str, str, str]]) -> None:
    assert {(key, o.value.text(), o.cause) for key, found in body(source).stores for o in found} == stored


def test_functions_that_macros_make_have_the_type_of_the_macro() -> None:
    made = body("SYSCALL_DEFINE1(walk, int, a)\n{\n\treturn go(a);\n}\n")
    assert (made.name, made.return_type, made.parameters) == ("sys_walk", "long", ("a",))
    helper = body("BPF_CALL_2(bpf_walk, int, a, int, b)\n{\n\treturn a ? -EINVAL : 0;\n}\n")
    assert (helper.name, helper.return_type) == ("bpf_walk", "u64")
    assert {outcome.value.text() for outcome in helper.outcomes} == {"-EINVAL", "0"}
