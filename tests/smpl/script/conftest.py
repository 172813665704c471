"""What the tests of scripts share: running a source and seeing what it printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gupcheck.smpl.script import ScriptError, ScriptPosition, ScriptState, Variable, compile_script

FIRST_LINE = 10


@pytest.fixture
def place() -> ScriptPosition:
    return ScriptPosition("mm/walk.c", "walk_one", "6", "3", "6", "9")


@pytest.fixture
def printed() -> Callable[..., list[str]]:
    """Return a function that runs a source with the given variables and returns what it printed."""

    def run(source: str, **variables: Variable) -> list[str]:
        outcome = compile_script(source, "rule.cocci", FIRST_LINE).run(variables, ScriptState())
        return [output.printed for output in outcome.outputs]

    return run


@pytest.fixture
def refused(printed: Callable[..., list[str]]) -> Callable[..., ScriptError]:
    """Return a function that runs a source and returns the ScriptError that it must end with."""

    def run(source: str, **variables: Variable) -> ScriptError:
        with pytest.raises(ScriptError) as error:
            printed(source, **variables)
        return error.value

    return run
