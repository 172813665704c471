"""The configuration in `gupcheck.toml` or in `[tool.gupcheck]` of `pyproject.toml`."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gupcheck.engine.errors import RunError, did_you_mean
from gupcheck.source.tree import KernelVersion, first_upwards

FAIL_ON = ("error", "warning", "note", "never")
"""The least severity that makes the exit code 1."""

_OWN_FILE = "gupcheck.toml"
_SHARED_FILE = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says; the default is what holds without one.

    `path` is the file, "" without one; `folder` is the absolute folder that `exclude` and `per_path_ignores`
    (patterns as in .gitignore) are relative to. `rule_folders` are absolute. `dialect` adds to the lists of
    the shipped dialect.
    """

    path: str = ""
    folder: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rule_folders: tuple[str, ...] = ()
    define: tuple[str, ...] = ()
    kernel_version: KernelVersion | None = None
    fail_on: str = "note"
    dialect: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


DEFAULT = Config()
"""What holds where there is no configuration file."""


def find_config(start: str) -> Config:
    """Return the nearest configuration in an absolute path's folder or above it, else the default.

    A `pyproject.toml` without `[tool.gupcheck]` is passed over. Raises RunError for a file that is wrong.
    """
    for path in first_upwards(start, (_OWN_FILE, _SHARED_FILE)):
        table = _table(path)
        if table is not None:
            return _config(path, table)
    return DEFAULT


def load_config(path: str) -> Config:
    """Return the configuration in a file. Raises RunError if it can't be read or is wrong."""
    table = _table(path)
    if table is None:
        raise RunError(f"{path}: the file has no table [tool.gupcheck].")
    return _config(path, table)


def parse_version(text: str) -> KernelVersion | None:
    """Return the kernel version that "6.1", "v6.1" or "6.1.92" names, None if the text names none."""
    match = re.fullmatch(r"v?(\d{1,4})\.(\d{1,4})(?:[.-].*)?", text)
    return (int(match[1]), int(match[2])) if match else None


def _table(path: str) -> dict[str, Any] | None:
    try:
        with open(path, "rb") as file:
            document = tomllib.load(file)
    except OSError as error:
        raise RunError(f"{path}: the configuration can't be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RunError(f"{path}: the configuration is not valid TOML: {error}.") from None
    if os.path.basename(path) != _SHARED_FILE:
        return document
    tool = document.get("tool", {})
    table = tool.get("gupcheck") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _config(path: str, table: dict[str, Any]) -> Config:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            raise RunError(f"{path}: there is no key '{key}'.{did_you_mean(key, _READERS)}")
        values[key.replace("-", "_")] = _READERS[key](value, f"{path}: '{key}'")
    folder = os.path.dirname(os.path.abspath(path))
    folders = tuple(os.path.join(folder, name) for name in values.pop("rule_folders", ()))
    return Config(path=path, folder=folder, rule_folders=folders, **values)


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RunError(f"{where} must be a list of strings.")
    return tuple(value)


def _table_of_texts(value: object, where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise RunError(f"{where} must be a table whose values are lists of strings.")
    return {key: _texts(item, f"{where}, key '{key}',") for key, item in value.items()}


def _version(value: object, where: str) -> KernelVersion:
    version = parse_version(value) if isinstance(value, str) else None
    if version is None:
        raise RunError(f'{where} must be a kernel version in quotes, such as "6.1".')
    return version


def _fail_on(value: object, where: str) -> str:
    if not isinstance(value, str) or value not in FAIL_ON:
        raise RunError(f"{where} must be one of {', '.join(FAIL_ON)}.")
    return value


_READERS: dict[str, Callable[[object, str], Any]] = {
    "select": _texts,
    "ignore": _texts,
    "exclude": _texts,
    "per-path-ignores": _table_of_texts,
    "rule-folders": _texts,
    "define": _texts,
    "kernel-version": _version,
    "fail-on": _fail_on,
    "dialect": _table_of_texts,
}
