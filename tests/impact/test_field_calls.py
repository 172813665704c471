"""Which calls through a field may be those of a function that is stored in one of that name."""

from __future__ import annotations

import pytest

from gupcheck.errors.resolved import Definition
from gupcheck.impact.field_calls import FieldCall, is_likely

STORE = b"static const struct file_operations f_ops = {\n\t.open = f_open,\n\t.pte_entry = f_open,\n};\n"
ASSIGNED = b"void init(struct call *c)\n{\n\tc->class->open = f_open;\n}\n"


def likely(text: str, store: bytes = STORE, field: str = "open") -> bool:
    """Return whether the call in `text`, at its mark |, may be one of f_open()."""
    start = text.index("|")
    call = FieldCall(field, text.replace("|", "").encode(), 0, start)
    return is_likely(Definition("f_open", "f.c", 1, 0, is_static=True), store, call)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int f(const struct file_operations *ops) { return |ops->open(1); }", True),
        ("int f(struct gether *link) { return |link->open(link); }", False),
        ("int f(struct gether *link) { return |(*link->open)(link); }", False),
        ("int f(struct file *file) { return |file->f_op->open(1); }", False),
        ("struct file_operations *get(void); int f(void) { return |file->f_op->open(1); }", True),
    ],
)
def test_the_struct_of_the_store_has_to_be_in_sight_of_the_call(text: str, expected: bool) -> None:
    assert likely(text) is expected


def test_a_name_of_several_words_is_telling_enough() -> None:
    assert likely("int f(void) { return |walk->ops->pte_entry(1); }", field="pte_entry")
    assert not likely("int f(struct other *ops) { return |ops->pte_entry(1); }", field="pte_entry")


def test_what_a_field_is_taken_from_has_the_same_name_in_store_and_call() -> None:
    assert likely("int f(struct event *e) { return |e->tp->class->open(1); }", ASSIGNED)
    assert not likely("int f(struct event *e) { return |e->tp->ops->open(1); }", ASSIGNED)
