"""Configuration files: where they are found, what they say, how a mistake is told."""

from __future__ import annotations

import pytest

from gupcheck.engine.config import DEFAULT, find_config, load_config, parse_version
from gupcheck.engine.errors import RunError

EVERYTHING = """\
select = ["GUP1"]
ignore = ["GUP104"]
exclude = ["drivers/staging/"]
rule-folders = ["tools/rules"]
define = ["patch"]
kernel-version = "6.12"
fail-on = "warning"

[per-path-ignores]
"lib/**" = ["GUP101"]

[dialect]
attributes = ["__my_attribute"]
"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text)
    return str(path)


def test_every_key_is_read(tmp_path):
    config = load_config(write(tmp_path, "gupcheck.toml", EVERYTHING))
    assert config.select == ("GUP1",)
    assert config.ignore == ("GUP104",)
    assert config.exclude == ("drivers/staging/",)
    assert config.per_path_ignores == {"lib/**": ("GUP101",)}
    assert config.rule_folders == (str(tmp_path / "tools/rules"),)
    assert config.define == ("patch",)
    assert config.kernel_version == (6, 12)
    assert config.fail_on == "warning"
    assert config.dialect == {"attributes": ("__my_attribute",)}
    assert config.folder == str(tmp_path)


def test_the_nearest_file_upwards_counts(tmp_path):
    (tmp_path / "mm").mkdir()
    (tmp_path / "mm" / "gup.c").touch()
    write(tmp_path, "gupcheck.toml", 'select = ["GUP1"]')
    assert find_config(str(tmp_path / "mm" / "gup.c")).select == ("GUP1",)
    write(tmp_path / "mm", "gupcheck.toml", 'select = ["GUP2"]')
    assert find_config(str(tmp_path / "mm")).select == ("GUP2",)


def test_a_pyproject_counts_where_it_has_the_table(tmp_path):
    write(tmp_path, "gupcheck.toml", 'select = ["GUP1"]')
    (tmp_path / "sub").mkdir()
    project = write(tmp_path / "sub", "pyproject.toml", "[tool.other]\nx = 1\n")
    assert find_config(str(tmp_path / "sub")).select == ("GUP1",)
    write(tmp_path / "sub", "pyproject.toml", '[tool.gupcheck]\nselect = ["GUP3"]\n')
    assert find_config(str(tmp_path / "sub")).path == project
    assert find_config(str(tmp_path / "sub")).select == ("GUP3",)


def test_without_a_file_the_default_holds(tmp_path):
    assert find_config(str(tmp_path)) == DEFAULT


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["GUP1"]', "there is no key 'selct'. Did you mean 'select'?"),
        ("per_path_ignores = 1", "there is no key 'per_path_ignores'. Did you mean 'per-path-ignores'?"),
        ("zzz = 1", "there is no key 'zzz'."),
        ('select = "GUP1"', "'select' must be a list of strings."),
        ("exclude = [1]", "'exclude' must be a list of strings."),
        ("per-path-ignores = []", "'per-path-ignores' must be a table whose values are lists of strings."),
        ('[per-path-ignores]\n"a.c" = "GUP1"', "'per-path-ignores', key 'a.c', must be a list of strings."),
        ("kernel-version = 6.1", "'kernel-version' must be a kernel version in quotes, such as \"6.1\"."),
        ('fail-on = "info"', "'fail-on' must be one of error, warning, note, never."),
        ("select = [", "the configuration is not valid TOML: "),
    ],
)
def test_a_mistake_is_told_with_the_file_and_the_key(tmp_path, text, message):
    path = write(tmp_path, "gupcheck.toml", text)
    with pytest.raises(RunError) as caught:
        load_config(path)
    assert caught.value.message.startswith(f"{path}: {message}")


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / "gupcheck.toml").write_bytes(b'select = ["\xff"]')
    with pytest.raises(RunError, match="not valid TOML"):
        load_config(str(tmp_path / "gupcheck.toml"))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(RunError, match=r"gone\.toml: the configuration can't be read: No such file"):
        load_config(str(tmp_path / "gone.toml"))


def test_a_named_pyproject_without_the_table_is_told(tmp_path):
    with pytest.raises(RunError, match=r"has no table \[tool\.gupcheck\]"):
        load_config(write(tmp_path, "pyproject.toml", "[project]\n"))


@pytest.mark.parametrize(
    ("text", "version"),
    [("6.1", (6, 1)), ("v6.12", (6, 12)), ("6.1.92", (6, 1)), ("6.8-rc3", (6, 8)), ("6", None), ("x", None)],
)
def test_versions(text, version):
    assert parse_version(text) == version
