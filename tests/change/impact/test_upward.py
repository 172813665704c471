"""Who sets the flag that a change hangs on, and which entry points and exported functions are above."""

from __future__ import annotations

import pytest

from gupcheck.change.checks import Decision
from gupcheck.change.impact import upward
from gupcheck.errors.values import errno
from gupcheck.model.change import Impact
from tests.change.impact.conftest import Ask

EBUSY = errno("EBUSY")
SPLIT = Decision("flags & WALK_SPLIT", "true")

FILES = {
    "Makefile": "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 0\n",
    "mm/walk.c": """
static int walk_one(int a, unsigned int flags)
{
	if (flags & WALK_SPLIT)
		return 0;
	return a ? -ENOMEM : 0;
}

int walk(int a, unsigned int flags)
{
	unsigned int own = flags;

	if (WARN_ON(flags & WALK_SPLIT && !a))
		return -EINVAL;
	return walk_one(a, own);
}
EXPORT_SYMBOL_GPL(walk);
""",
    "mm/plain.c": "SYSCALL_DEFINE1(mlock, int, a)\n{\n\treturn walk(a, WALK_TOUCH);\n}\n",
    "kernel/probe.c": """
static int probe(int a)
{
	unsigned int flags = WALK_TOUCH;

	if (a)
		flags |= WALK_SPLIT;
	return walk(a, flags);
}

SYSCALL_DEFINE1(perf_event_open, int, a)
{
	return probe(a);
}
""",
    "kernel/clear.c": "SYSCALL_DEFINE2(munlock, int, a, int, f)\n{\n\treturn walk(a, f & ~WALK_SPLIT);\n}\n",
    "drivers/gpu/card.c": """
int card_get(int a)
{
	return walk(a, WALK_TOUCH | WALK_SPLIT);
}
EXPORT_SYMBOL(card_get);

static long card_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return card_get(arg);
}

static const struct file_operations fops = {
	.unlocked_ioctl = card_ioctl,
};
""",
}


def above(noticed: Ask, *ways: tuple[Decision, ...]) -> dict[str, list[Impact]]:
    """Return who notices that walk_one() lost -EBUSY, by kind."""
    found: dict[str, list[Impact]] = {}
    for one in noticed(FILES, "walk_one", lost=(EBUSY,), ways=ways, reach="full"):
        found.setdefault(one.kind, []).append(one)
    return found


def test_only_those_who_set_the_flag_can_notice(noticed: Ask) -> None:
    found = above(noticed, (SPLIT,))
    assert [(one.function, one.line, one.text) for one in found["setter"]] == [
        ("card_get", 4, "WALK_SPLIT"),
        ("probe", 7, "WALK_SPLIT"),
    ]
    assert [link.function for link in found["setter"][1].chain] == ["probe", "walk", "walk_one"]
    assert [(use.code, use.action) for use in found["setter"][1].uses] == [("-EBUSY", "returns")]
    assert [one.function for one in found["system call"]] == ["perf_event_open"]
    assert [one.function for one in found["ioctl"]] == ["card_ioctl"]
    assert [one.function for one in found["exported"]] == ["card_get"]


def test_without_a_flag_every_caller_can_notice(noticed: Ask) -> None:
    for ways in ((), ((SPLIT,), ())):
        found = above(noticed, *ways)
        assert "setter" not in found
        assert {one.function for one in found["system call"]} == {"perf_event_open", "mlock", "munlock"}
        assert {one.function for one in found["exported"]} == {"walk", "card_get"}


def test_a_chain_leads_down_to_the_changed_function(noticed: Ask) -> None:
    (one,) = above(noticed, (SPLIT,))["system call"]
    assert [(link.function, link.line) for link in one.chain] == [
        ("sys_perf_event_open", 13),
        ("probe", 8),
        ("walk", 15),
        ("walk_one", 0),
    ]
    assert (one.code, one.shown, one.gained, one.listed, one.elsewhere) == (
        "-EBUSY",
        "-EBUSY",
        False,
        True,
        False,
    )


def test_a_code_that_the_chain_gives_anyway_is_said_to_come_from_elsewhere(noticed: Ask) -> None:
    probe = FILES["kernel/probe.c"].replace(
        "\treturn walk", "\tif (a > 9)\n\t\treturn -EBUSY;\n\treturn walk"
    )
    found = noticed(
        {**FILES, "kernel/probe.c": probe}, "walk_one", lost=(EBUSY,), ways=((SPLIT,),), reach="full"
    )
    assert [one.elsewhere for one in found if one.kind == "system call"] == [True]


def test_callers_alone_go_no_further(noticed: Ask) -> None:
    found = noticed(FILES, "walk_one", lost=(EBUSY,), reach="callers")
    assert {(one.kind, one.function) for one in found} == {("caller", "walk")}


def test_far_callers_of_those_who_set_the_flag_are_told_however_many_are_near(
    noticed: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upward, "MOST_FUNCTIONS", 3)
    near = "".join(f"int near{n}(int a)\n{{\n\treturn near{n - 1}(a);\n}}\n" for n in range(1, 9))
    files = {
        **FILES,
        "kernel/near.c": "int near0(int a)\n{\n\treturn walk(a, WALK_SPLIT);\n}\nEXPORT_SYMBOL(near0);\n"
        + near,
        "drivers/net/far.c": "int far(int a)\n{\n\treturn near0(a) ? -EINVAL : 0;\n}\n",
    }
    found = noticed(files, "walk_one", lost=(EBUSY,), ways=((SPLIT,),), reach="full")
    [far] = [one for one in found if one.function == "far"]
    assert [(use.code, use.action, use.becomes) for use in far.uses] == [("-EBUSY", "maps", "-EINVAL")]


def test_a_flag_is_followed_through_a_macro(noticed: Ask) -> None:
    files = {
        **FILES,
        "mm/get.h": "#define get(a, f) walk((a), (f))\n",
        "mm/get.c": "int get_split(int a)\n{\n\treturn get(a, WALK_SPLIT | WALK_TOUCH);\n}\n",
        "mm/not.c": "int get_plain(int a)\n{\n\treturn get(a, WALK_TOUCH);\n}\n",
    }
    found = noticed(files, "walk_one", lost=(EBUSY,), ways=((SPLIT,),), reach="full")
    assert "get_split" in {one.function for one in found if one.kind == "setter"}
    assert "get_plain" not in {one.function for one in found}


def test_a_case_that_a_constant_argument_does_not_take_hands_nothing_on(noticed: Ask) -> None:
    files = {
        "mm/a.c": """
int leaf(int a) { return a ? -EBUSY : 0; }
int control(int what, int a)
{
	switch (what) {
	case DO_OPEN:
		return leaf(a);
	case DO_ADD:
		return 0;
	}
	return 0;
}
void opens(int a) { control(DO_OPEN, a); }
void adds(int a) { control(DO_ADD, a); }
void any(int what, int a) { control(what, a); }
""",
    }
    found = noticed(files, "leaf", gained=(EBUSY,), reach="full")
    assert {one.function for one in found if one.kind == "caller"} == {"control", "opens", "any"}
