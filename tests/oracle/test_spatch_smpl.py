"""Our corpus of SmPL under spatch: what it reports there is what we report, to the column."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from gupcheck.smpl import SmplError, Target, check, load_rule
from gupcheck.source.prefilter import matches, words_of
from gupcheck.source.scan import WordScanner
from gupcheck.syntax import load_dialect, parse_unit
from tests.oracle import random_smpl
from tests.oracle.spatch import Report, reports
from tests.smpl.corpus import EXPECT, RULES, checked, code_of, name_of

pytestmark = pytest.mark.kernel

SEEDS = range(16)
KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser()


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


@pytest.mark.parametrize("tree", ["linux-6.1", "linux-6.12"])
def test_nearly_all_of_the_kernels_own_rules_are_read(tree: str) -> None:
    paths = sorted((KERNELS / tree / "scripts" / "coccinelle").rglob("*.cocci"))
    refused: list[SmplError] = []
    for path in paths:
        try:
            load_rule(path.read_text(), path.name)
        except SmplError as error:
            refused.append(error)
    assert len(paths) > 60
    assert len(refused) < 0.1 * len(paths), "\n".join(map(str, refused))
    assert all(error.line > 0 for error in refused)


@pytest.mark.parametrize("name", ["misc/do_div", "misc/boolconv", "misc/array_size_dup"])
def test_a_rule_of_the_kernel_finds_the_same(name: str) -> None:
    rule = KERNELS / "linux-6.12" / "scripts" / "coccinelle" / f"{name}.cocci"
    loaded = load_rule(rule.read_text(), str(rule))
    scanner = WordScanner(words_of(loaded.words))
    for code in sorted((KERNELS / "linux-6.12" / "mm").glob("page*.c")):
        data = code.read_bytes()
        target = Target(parse_unit(data, str(code), load_dialect()))
        found = check(loaded, target).findings if matches(loaded.words, scanner.present(data)) else ()
        ours = {(one.location.line, one.location.column, one.message) for one in found}
        theirs = {
            (*where, text.removeprefix("WARNING: ")) for *where, text in reports(rule, code, "-D", "report")
        }
        assert ours == theirs
