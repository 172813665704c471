"""Our corpus of SmPL under spatch: what it reports there is what we report, to the column."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from gupcheck.smpl import Target, check, load_rule
from gupcheck.syntax import load_dialect, parse_unit
from tests.oracle import random_smpl
from tests.oracle.spatch import Report, reports
from tests.smpl.corpus import EXPECT, RULES, checked, code_of, name_of

pytestmark = pytest.mark.kernel

SEEDS = range(16)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Path, Future[set[Report]]]]:
    """Return what spatch reports by rule; its processes run side by side.

    They get the code without its comments, which spatch moves about where a rule removes a line.
    """
    folder = tmp_path_factory.mktemp("code")
    for code in {code_of(rule) for rule in RULES}:
        (folder / f"{code.parent.name}.c").write_text(EXPECT.sub("", code.read_text()))
    with ThreadPoolExecutor(2) as pool:
        yield {rule: pool.submit(_theirs, rule, folder / f"{rule.parent.name}.c") for rule in RULES}
        pool.shutdown(cancel_futures=True)


def _theirs(rule: Path, code: Path) -> set[Report]:
    options = ("-D", "report") if "virtual report" in rule.read_text() else ()
    return reports(rule, code, *options)


def _ours(rule: Path) -> set[Report]:
    """Return our findings; of a rule without a script the lines alone, since spatch marks whole lines."""
    places = [(one.location.line, one.location.column, one.message) for one in checked(rule).findings]
    if "script:python" not in rule.read_text():
        return {(line, 0, "") for line, _, _ in places}
    return set(places)


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_spatch_reports_the_same(rule: Path, theirs: dict[Path, Future[set[Report]]]) -> None:
    assert _ours(rule) == theirs[rule].result()


@pytest.mark.parametrize("seed", SEEDS)
def test_spatch_reports_the_same_for_random_rules(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    source, rule = tmp_path / "code.c", tmp_path / "rules.cocci"
    source.write_text(random_smpl.code(random))
    rule.write_text(random_smpl.rules(random))
    target = Target(parse_unit(source.read_bytes(), str(source), load_dialect()))
    result = check(load_rule(rule.read_text(), str(rule)), target)
    assert result.notifications == ()
    ours = {(one.location.line, one.location.column, one.message) for one in result.findings}
    assert ours == reports(rule, source)
    assert ours
