"""Which functions a process enters by reading, writing or mapping a file."""

from __future__ import annotations

import pytest

from gupcheck.errors.resolved import Definition
from gupcheck.impact.file_operations import is_file_operation

_TEXT = b"""
static const struct file_operations enable_fops = {
	.open = enable_open,
	.write = enable_write,
};
static const struct driver_ops ops = { .write = bus_write };
static DEVICE_ATTR(mode, 0644, mode_show, mode_store);
static DEVICE_ATTR_RW(level);
"""


@pytest.mark.parametrize(
    ("name", "fields", "wanted"),
    [
        ("enable_write", {"write"}, True),
        ("bus_write", {"write"}, False),
        ("enable_write", {"transfer"}, False),
        ("mode_store", (), True),
        ("level_show", (), True),
        ("other_show", (), False),
        ("el_show", (), False),
    ],
)
def test_operations_of_files_and_attributes(name: str, fields: set[str], wanted: bool) -> None:
    definition = Definition(name, "drivers/a.c", 1, 0, is_static=True)
    assert is_file_operation(definition, _TEXT, fields) is wanted
