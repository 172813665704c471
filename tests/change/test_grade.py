"""Change rules grade what they select: the shipped ones each cause once, a project's own beside them."""

from __future__ import annotations

from gupcheck.change import ChangeRequest, ChangeRule, compare, load_change_rule
from gupcheck.change.grade import code_in, listed
from gupcheck.model import Severity
from tests.change.two_versions import TESTDATA, compared, rules, versions_of

TEN = (TESTDATA / "ten_functions.c").read_text()


def rule_of(select: str) -> ChangeRule:
    text = (
        f'id = "OUR1"\nshort = "ours"\nseverity = "error"\nmessage = "It lost {{codes}}."\n[select]\n{select}'
    )
    return load_change_rule(text, "our.toml")


def functions(select: str) -> list[str]:
    report = compare(versions_of(TEN), ChangeRequest((rule_of(select),), impact="none"))
    return [change.function for change in report.changes]


def test_a_rule_selects_by_code_kind_path_and_function() -> None:
    assert functions('lost = ["EBUSY"]') == ["ten_replaced_bad", "ten_macro_bad"]
    assert functions('kinds = ["error-to-success"]') == ["ten_to_success_bad"]
    assert functions('gained = ["NULL"]\nlost = ["EAGAIN"]') == ["ten_representation_bad"]
    assert functions('paths = ["drivers/misc"]\nfunctions = ["*_macro_*"]') == ["ten_macro_bad"]
    assert functions('paths = ["mm/"]') == []
    assert functions('scopes = ["system call"]') == []


def test_a_projects_rule_stands_beside_the_shipped_one() -> None:
    ours = rule_of('lost = ["ENODEV"]')
    report = compare(versions_of(TEN), ChangeRequest((*rules(), ours)))
    found = [(one.rule, one.severity) for one in report.changes if one.function == "ten_to_success_bad"]
    assert found == [("GUP304", Severity.WARNING), ("OUR1", Severity.ERROR)]


def test_messages_are_sentences_that_name_the_codes() -> None:
    messages = {change.function: change.message for change in compared(TEN).changes}
    assert messages["ten_replaced_bad"] == (
        "Where 't->users is true', 'ten_replaced_bad()' now gives '-ENOMEM' instead of '-EBUSY'."
    )
    assert all(message[0].isupper() or message[0] == "'" for message in messages.values())
    assert all(message.endswith(".") for message in messages.values())


def test_the_macro_is_named_as_the_origin() -> None:
    [change] = [one for one in compared(TEN).changes if one.function == "ten_macro_bad"]
    assert (change.gained, change.lost) == (("ENOMEM",), ("EBUSY",))
    assert change.causes[0].note == "The macro 'MYERR' stands for something else."


def test_a_code_that_moved_into_a_helper_is_told_and_is_no_change() -> None:
    [note] = [note for note in compared(TEN).notes if "ten_helper_ok" in note]
    assert "moved into or out of a helper" in note


def test_codes_in_words() -> None:
    assert listed(["EBUSY"]) == "'-EBUSY'"
    assert listed(["EBUSY", "NULL", "<callee f>"]) == "'-EBUSY', 'NULL' and errors of f()"
    assert listed(["EIO", "EINVAL", "ENOMEM", "EPERM", "ENOENT"]).endswith("and 2 others")
    assert [code_in(value) for value in ("ERR_PTR(-EIO)", "-EIO", "NULL", "<callee f>", "0", "success")] == [
        "EIO",
        "EIO",
        "NULL",
        "<callee f>",
        "",
        "",
    ]
