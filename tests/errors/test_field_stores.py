"""What is stored in fields: functions by name, other fields, what has no name, error codes."""

from __future__ import annotations

import pytest

from gupcheck.errors.field_stores import OTHER, field_stores


@pytest.mark.parametrize(
    ("source", "stores"),
    [
        ("struct ops o = {\n\t.open = my_open,\n\t.flags = FLAGS,\n\t.n = 1,\n};\n", [("open", "my_open")]),
        ("struct ops o = { .open = my_open };\n", [("open", "my_open")]),
        ("\tregister_it((struct ops){ .open = &my_open });\n", [("open", "my_open")]),
        ("\ts->close = my_close;\n\tn = 1;\n\tif (s->close == other)\n", [("close", "my_close")]),
        ("\t.open =\n\t\tmy_open,\n", [("open", "my_open")]),
        ("\t.open = (open_fn *)my_open,\n", [("open", "my_open")]),
        ("\ts->open = fast ? quick_open : my_open;\n", [("open", "my_open"), ("open", "quick_open")]),
        ("\ts->open = table->first;\n\ts->close = t->close;\n", [("open", ".first")]),
        ("\ts->open = find_open(s);\n\ts->close = table[n];\n", [("close", OTHER), ("open", OTHER)]),
        ("#define ATTR(_name, _show) { \\\n\t.show = _show, \\\n\t.store = _name##_store }\n",
         [("show", "_show"), ("store", OTHER)]),
        ("\tWRITE_ONCE(s->open, my_open);\n\trcu_assign_pointer(s->close, NULL);\n", [("open", "my_open")]),
        ("\ts->flags = a | b;\n\ts->left = -1;\n\ts->name = \"x\";\n\ts->size = a * b;\n", []),
    ],
)  # fmt: skip
def test_stores(source: str, stores: list[tuple[str, str]]) -> None:
    assert list(field_stores(source.encode()).stores) == stores


def test_fields_that_hold_codes() -> None:
    source = b"\ts->state = -EIO;\n\ts->p = ERR_PTR(err);\n\ts->last = err;\n\ts->n = 3;\n\ts->m = errs();\n"
    assert field_stores(source).code_fields == ("last", "p", "state")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("struct ops {\n\tint n;\n\tint (*open)(int a, int b);\n\tvoid (*close)(void);\n};\n",
         {("open", ".struct ops 1"), ("close", ".struct ops 2")}),
        ("struct ops {\n\tunion {\n\t\tint (*a)(void);\n\t} u;\n\tint (*open)(void);\n};\n",
         {("open", ".struct ops 1")}),
        ("static const struct ops o = { 3, my_open, my_close };\n",
         {("struct ops 1", "my_open"), ("struct ops 2", "my_close")}),
        ("static struct ops o[] = {\n\t{ 3, my_open }, /* { 3, no } */\n\t[4] = { 3, other },\n};\n",
         {("struct ops 1", "my_open"), ("struct ops 1", "other")}),
        ("struct ops o = { .open = my_open };\n", {("open", "my_open")}),
        ("struct ops o = {\n\tmy_open,\n\t.close = my_close,\n};\n",
         {("struct ops 0", "my_open"), ("close", "my_close")}),
    ],
)  # fmt: skip
def test_stores_by_place(source: str, expected: set[tuple[str, str]]) -> None:
    assert set(field_stores(b"\n" + source.encode()).stores) == expected
