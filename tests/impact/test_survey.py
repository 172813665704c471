"""Questions to a small tree: who is found, who calls it, which system calls and ioctls show its codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gupcheck.impact.locate import LookupFailedError
from gupcheck.impact.man_pages import listed_errors
from gupcheck.impact.survey import Question, survey
from gupcheck.model.errors import EntryPoint, FunctionErrors


def ask(root: Path, *names: str, **wanted: bool) -> tuple[FunctionErrors, ...]:
    return survey(Question(root, names, **wanted), "1.0").functions  # type: ignore[arg-type]


def test_a_function_has_its_codes_with_cause_and_origin(tree: Path) -> None:
    [found] = ask(tree, "split")
    assert (found.file, found.line, found.errnos) == ("mm/walk.c", 2, ("EBUSY", "EINVAL"))
    shown = {(one.value, one.cause, one.origin.line) for one in found.outcomes}
    assert {("-EINVAL", "a < 0 is true", 5), ("-EBUSY", "busy(a) is true", 7)} <= shown


def test_callees_are_filled_in_or_named(tree: Path) -> None:
    [resolved] = ask(tree, "walk_page")
    assert resolved.errnos == ("EAGAIN", "EINVAL")
    assert {one.origin.through for one in resolved.outcomes if one.value == "-EINVAL"} == {("split",)}
    [bare] = ask(tree, "walk_page", resolve=False)
    assert bare.errnos == ("EAGAIN",)
    assert "<callee split>" in bare.values
    assert not bare.exact


def test_a_name_with_several_definitions_gives_all_and_a_file_picks_one(tree: Path) -> None:
    assert [one.file for one in ask(tree, "twice")] == ["lib/twice.c", "mm/ops.c"]
    assert [one.file for one in ask(tree, "walk_ioctl")] == ["drivers/walk/char.c"]
    [picked] = ask(tree, "drivers/walk/char.c:twice")
    assert picked.errnos == ("EIO",)


def test_callers_stand_in_macros_and_behind_function_pointers(tree: Path) -> None:
    [found] = ask(tree, "walk_page", callers=True)
    assert [(one.file, one.function) for one in found.callers or ()] == [
        ("include/linux/walk.h", "get_page"),
        ("mm/walk.c", "sys_mincore"),
    ]
    [stored] = ask(tree, "walk_pte", callers=True)
    [caller] = stored.callers or ()
    assert (caller.function, caller.may) == ("walk_ops_run", True)
    assert [(use.code, use.action) for use in caller.uses] == [("-ENOMEM", "returns")]


def test_a_static_function_is_called_in_its_own_file_alone(tree: Path) -> None:
    [_, other] = ask(tree, "twice", callers=True)
    assert other.file == "mm/ops.c"
    assert other.callers == ()


def test_codes_reach_system_calls_and_ioctls_by_the_shortest_chain(tree: Path) -> None:
    [found] = ask(tree, "split", entry_points=True)
    entries = {(one.name, one.code): one for one in found.entry_points or ()}
    busy = entries["mincore", "-EBUSY"]
    assert (busy.kind, busy.shown, busy.listed) == ("system call", "-EAGAIN", True)
    assert [link.function for link in busy.chain] == ["sys_mincore", "walk_page", "split"]
    ioctl = entries["walk_ioctl", "-EINVAL"]
    assert (ioctl.kind, ioctl.shown, ioctl.listed) == ("ioctl", "-ENOTTY", None)
    assert [link.function for link in ioctl.chain] == ["walk_ioctl", "get_page", "walk_page", "split"]


def test_a_function_pointer_on_the_chain_is_said(tree: Path) -> None:
    (tree / "mm" / "more.c").write_text(
        "SYSCALL_DEFINE1(mlock, int, a)\n{\n\treturn walk_ops_run(&ops, a);\n}\n"
    )
    [found] = ask(tree, "walk_pte", entry_points=True)
    [entry] = found.entry_points or ()
    assert isinstance(entry, EntryPoint)
    assert (entry.name, entry.may, entry.listed) == ("mlock", True, True)


def test_all_functions_of_a_folder(tree: Path) -> None:
    report = survey(Question(tree, paths=("mm",)), "1.0")
    assert [one.name for one in report.functions] == [
        "twice",
        "walk_ops_run",
        "split",
        "walk_page",
        "sys_mincore",
        "walk_pte",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("walk_pgae", "no function is called 'walk_pgae'. Did you mean 'walk_page'?"),
        ("mm/walk.c:spilt", "mm/walk.c: no function is called 'spilt' there. Did you mean 'split'?"),
        ("mm/none.c:split", "there is no file 'mm/none.c' in it."),
        ("zzz", "no function is called 'zzz'."),
    ],
)
def test_a_name_that_the_tree_does_not_have(tree: Path, name: str, message: str) -> None:
    with pytest.raises(LookupFailedError) as caught:
        ask(tree, name)
    assert str(caught.value).endswith(message)


def test_manual_pages_list_codes_by_the_kernels_names() -> None:
    assert listed_errors("mincore") == {"EAGAIN", "EFAULT", "EINVAL", "ENOMEM"}
    newer = listed_errors("newstat")
    assert newer is not None
    assert newer == listed_errors("stat")
    assert listed_errors("no_such_call") is None
    read = listed_errors("read")
    assert read is not None
    assert "EWOULDBLOCK" not in read


def test_what_a_function_leaves_in_its_parameters_is_an_outcome_too(tmp_path: Path) -> None:
    (tmp_path / "walk.c").write_text(
        "static int get(int a)\n{\n\treturn a ? -EIO : 0;\n}\n"
        "int f(struct mm_walk *walk, int *err, int a)\n{\n\tif (a)\n\t\twalk->action = ACTION_AGAIN;\n"
        "\t*err = get(a);\n\treturn 0;\n}\n"
    )
    (found,) = survey(Question(tmp_path, ("f",), cache=tmp_path / "cache"), "1.0").functions
    left = {
        (one.target, out.value, out.cause, out.origin.line) for one in found.stores for out in one.outcomes
    }
    assert left == {
        ("*err", "-EIO", "", 3),
        ("*err", "0", "", 3),
        ("walk->action", "ACTION_AGAIN", "a is true", 8),
    }
    (again,) = survey(Question(tmp_path, ("f",), cache=tmp_path / "cache"), "1.0").functions
    assert again == found
