"""Functions that a process enters by reading, writing or mapping a file: devices, tracefs, procfs, sysfs."""

from __future__ import annotations

import re
from collections.abc import Collection

from gupcheck.errors.resolved import Definition
from gupcheck.impact.field_calls import stored_in

_FIELDS = {
    "file_operations": frozenset(("read", "read_iter", "write", "write_iter", "mmap", "open", "fsync")),
    "proc_ops": frozenset(("proc_read", "proc_read_iter", "proc_write", "proc_mmap", "proc_open")),
    "cftype": frozenset(("write", "write_u64", "write_s64")),
}
"""By the tag of a struct its fields whose functions hand their error to the process."""

ALL_FIELDS = frozenset[str]().union(*_FIELDS.values())

_ATTRIBUTE = rb"\b\w*ATTR\w*\((?:[^()]*\W)?(?:%b|%b)\b"
"""DEVICE_ATTR(name, 0644, name_show, name_store), DEVICE_ATTR_RW(name) and the like."""

_OF_ATTRIBUTE = ("_store", "_show")


def is_file_operation(definition: Definition, text: bytes, fields: Collection[str]) -> bool:
    """Return whether a function is stored, in its own file, as an operation of a file or of an attribute.

    `text` is that file's, and `fields` are all fields that the function is stored in.
    """
    for field in ALL_FIELDS.intersection(fields):
        tag, _ = stored_in(definition, text, field)
        if field in _FIELDS.get(tag, ()):
            return True
    name = definition.name
    end = next((one for one in _OF_ATTRIBUTE if name.endswith(one)), "")
    if not end or b"ATTR" not in text:
        return False
    attribute = re.escape(name.removesuffix(end).encode())
    return re.search(_ATTRIBUTE % (re.escape(name.encode()), attribute), text) is not None
